package import Ground

/// Whom the mailbox of an account is for (`mailboxSettings`), asked of one account at a time; see ``GraphClient/batch(_:)``.
package struct Mailbox: GraphEntity, Hashable {
  /// Whose it is.
  package let user: String
  package let purpose: Purpose

  /// `userPurpose`, by Microsoft's words; what Graph may say one day, and does not tell, is unknown.
  package enum Purpose: String, Sendable, Hashable {
    case user, linked, shared, room, equipment, others, unknown
  }

  /// Nil without the account's id.
  package init?(_ json: JSON) {
    guard let user = json["id"]?.words else { return nil }
    self.user = user.lowercased()
    purpose = json["mailboxSettings"]?["userPurpose"]?.string.flatMap(Purpose.init) ?? .unknown
  }
}

extension GraphResource {
  /// The mailbox of an account; not found where it has none.
  package static func mailbox(of user: String) -> GraphResource {
    GraphResource(
      "users",
      .id(user),
      select: ["id", "mailboxSettings"],
      needs: [.readUsers, .readMailboxSettings]
    )
  }
}
