/// Why a message will not be sent: the word in the outbox, in metrics and in logs.
package enum GivenUp: String, Sendable, Hashable, CaseIterable {
  /// 403, in Microsoft's words: the bot is not, or no more, where the user is.
  case botNotInRoster = "BotNotInConversationRoster"
  case forbiddenOperation = "ForbiddenOperationException"
  case writesBlocked = "MessageWritesBlocked"
  case blockedByUser = "ConversationBlockedByUser"
  case disabledByAdmin = "BotDisabledByAdmin"
  /// The user has removed the bot, as the channel has told.
  case removed
  /// 404: there is no such conversation any more.
  case conversationGone = "conversation-gone"
  /// There is no place where the user could be reached, nor any to make one from.
  case nowhere
  /// It was tried until it was too old.
  case tooOld = "too-old"
  /// 401, also with a fresh token.
  case unauthorised
  /// 403 for another reason.
  case forbidden
  /// 413, also when it was made smaller.
  case tooLarge = "too-large"
  /// Any other status that is no success and is not tried again.
  case rejected
  /// A fault of the channel's own, where the settings say not to try again.
  case channelFault = "channel-fault"
  /// The address of the connector may not be trusted with the token.
  case untrustedHost = "untrusted-host"
  /// An id of the channel's cannot be part of an address.
  case unusableID = "unusable-id"
  /// What is stored cannot be read.
  case unreadable

  /// Whether nothing can be sent there until the user writes or installs the bot again.
  package var isOfPlace: Bool {
    switch self {
    case .botNotInRoster, .forbiddenOperation, .writesBlocked, .blockedByUser, .disabledByAdmin,
      .removed, .conversationGone:
      true
    default: false
    }
  }

  /// Whether somebody has to reach the user by other means: it is not the message's fault, nor the settings'.
  package var isUnreachable: Bool { isOfPlace || self == .nowhere || self == .tooOld }

  /// The reason of that name in the body of a 403; nil where there is none.
  ///
  /// The name is the code, a code within the code, or part of the words, as the connector pleases: it is looked for
  /// everywhere.
  static func forbidding(_ body: [UInt8]) -> GivenUp? {
    let text = String(decoding: body.prefix(16 << 10), as: UTF8.self)
    let named: [GivenUp] = [
      .botNotInRoster, .writesBlocked, .blockedByUser, .disabledByAdmin, .forbiddenOperation,
    ]
    return named.first { text.contains($0.rawValue) }
  }
}
