internal import Dialogue
internal import Ground
internal import Messaging
internal import People
internal import Storage

/// Who comes, and who goes.
extension BotFrameworkEndpoint {
  /// Greets those who have come into a conversation, each once.
  func greet(
    _ activity: Activity,
    from caller: Caller
  ) async throws(DatabaseError) -> [JSON] {
    var said: [JSON] = []
    for newcomer in activity.people {
      said += try await meet(newcomer, in: activity, from: caller)
    }
    return said
  }

  /// Keeps where a user can be reached from now on, or that they cannot any more.
  func install(
    _ activity: Activity,
    from caller: Caller
  ) async throws(DatabaseError) -> [JSON] {
    switch activity.action?.lowercased() {
    case "add", "add-upgrade":
      guard !activity.isFromBot, let account = activity.from else { return [] }
      return try await meet(account, in: activity, from: caller)
    case "remove":
      try await forget(activity, from: caller)
      return []
    default: return []
    }
  }

  /// Keeps where somebody can be reached; greets them where that is new.
  ///
  /// Teams tells of one installation in two activities, in any order. A new reference is the one thing that happens once.
  private func meet(
    _ account: Activity.Account,
    in activity: Activity,
    from caller: Caller
  ) async throws(DatabaseError) -> [JSON] {
    let user: User
    switch means.access.recognise(account, caller, in: activity) {
    case .user(let known): user = known
    case .refused(let refusal):
      // They have asked nothing, so they are told nothing.
      means.refusals.count(refusal)
      return []
    }
    let reference = Reference(of: activity, for: user.id, as: account)
    let now = means.time.now()
    let isNew = try await means.database.write { (connection) throws(DatabaseError) in
      let isNew = try ReferenceStore.reference(reference.key, in: connection) == nil
      try ReferenceStore.keep(reference, at: now, in: connection)
      return isNew
    }
    let isGreeted = activity.kind == .conversationUpdate || activity.conversation.isPersonal
    guard isNew, isGreeted else { return [] }
    let arrival = Arrival(
      .greeting,
      from: user,
      at: reference,
      activityID: activity.id,
      locale: activity.locale
    )
    return try await bring(arrival, of: activity)
  }

  /// Whoever removes the bot may be somebody who never had access.
  private func forget(
    _ activity: Activity,
    from caller: Caller
  ) async throws(DatabaseError) {
    let admission = means.access.recognise(activity.from, caller, in: activity)
    let user = if case .user(let user) = admission { user.id } else { "" }
    let key = Reference(of: activity, for: user).key
    let now = means.time.now()
    try await means.database.write { (connection) throws(DatabaseError) in
      try ReferenceStore.block(key, because: GivenUp.removed.rawValue, at: now, in: connection)
    }
  }
}

extension Activity {
  /// The people among the newcomers.
  ///
  /// The channel vouches for whoever `from` is; what it says of newcomers may lack the account, and alone with the bot
  /// there is but one who can have come.
  fileprivate var people: [Account] {
    let people = newcomers.filter { !$0.isBot && $0.id != recipient?.id }
    guard let from, !isFromBot else { return people }
    let known = people.map { $0.entraID == nil && $0.id == from.id ? from : $0 }
    guard conversation.isPersonal, let first = known.first else { return known }
    return [first.entraID == nil ? from : first]
  }
}
