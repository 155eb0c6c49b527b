internal import Foundation
internal import Graph
internal import Ground
internal import HTTP
internal import Helpdesk
internal import People
internal import Storage

/// A sync of the tenant's people into the local directory: what has changed since the last one, or all of it.
///
/// Every page is on disk before the next is asked for, and only the last transaction changes who is known: one that
/// breaks off anywhere changes nothing, and is gone on with within a day. It reads, and only reads.
struct PeopleSync {
  let client: GraphClient
  let database: Database
  let rules: PersonRules
  let now: Date
  let terms: Terms
  /// Who syncs, by their id; nil for Rakel itself.
  var user: String?
  /// Told what whoever waits should know, a line each.
  var say: (String) -> Void = { _ in }
  /// Told how far it is, again and again.
  var progress: (String) -> Void = { _ in }

  /// How it is done.
  struct Terms: Sendable {
    /// Whether everybody is read anew, and asked for their leader.
    var isFull = false
    /// Whether more than a fifth of those known may be gone, or have another role, at once.
    var isForced = false
    /// Whether nothing is kept: what would change is only said.
    var isRehearsal = false
  }

  /// How many are dealt with in one transaction.
  private static let stretch = 1_000

  private var resource: GraphResource { .userChanges(rules.properties) }

  /// Reads what has to be read, and takes it.
  ///
  /// - Throws: ``PeopleStop`` or ``Storage/DatabaseError``.
  func run() async throws -> PeopleChanges {
    do {
      let memberships = try await PeopleGroups(client: client, isForced: terms.isForced)
        .memberships(of: rules)
      var reading = try await begin()
      try await read(&reading)
      try await complete()
      if !reading.isFull {
        try await database.write { [now] (connection) throws(DatabaseError) in
          try PersonStore.stageUnsaid(memberships, at: now, in: connection)
        }
      }
      try await judge(memberships)
      try await askForLeaders()
      return try await take()
    } catch let error as GraphError {
      throw PeopleStop.graph(error)
    }
  }

  /// Where it reads on: where another broke off, or from the last sync on, or at the beginning.
  private func begin() async throws(DatabaseError) -> PersonReading {
    let account = client.account
    let source = "\(account.cloud.graph) \(account.tenant) \(account.client)"
    let (kept, last) = try await database.read { (connection) throws(DatabaseError) in
      (try PersonStore.reading(in: connection), try PersonStore.lastSync(in: connection))
    }
    if let kept, kept.isFresh(at: now, source: source, rules: rules.digest),
      kept.isFull || !terms.isFull
    {
      say("going on with the sync of \(kept.begun.rfc3339), which broke off")
      try await database.write { (connection) throws(DatabaseError) in
        try PersonStore.goOn(in: connection)
      }
      return kept
    }
    var link: String?
    if let last, last.source == source, last.rules == rules.digest, !terms.isFull {
      link = last.changes
    } else if last != nil, !terms.isFull {
      say("the rules, the tenant or the application is another: everybody is read anew")
    }
    return try await begin(from: link, source: source)
  }

  /// - Parameter link: nil for everybody.
  private func begin(
    from link: String?,
    source: String
  ) async throws(DatabaseError) -> PersonReading {
    let reading = PersonReading(
      begun: now,
      source: source,
      rules: rules.digest,
      isFull: link == nil,
      cursor: link
    )
    try await database.write { (connection) throws(DatabaseError) in
      try PersonStore.begin(reading, in: connection)
    }
    return reading
  }

  /// Reads page by page to the end; once from the beginning, where Graph has forgotten the place.
  private func read(_ reading: inout PersonReading) async throws {
    guard !reading.isRead else { return }
    var pages = pages(from: reading)
    var mayBeginAnew = reading.cursor != nil
    var count = 0
    while !reading.isRead {
      let page: GraphPage
      do throws(GraphError) {
        guard let next = try await pages.next() else {
          throw .unreadable(.form(resource.name))
        }
        page = next
      } catch {
        guard mayBeginAnew, error.isLostPlace else { throw error }
        say("Graph no longer knows the place: everybody is read anew")
        mayBeginAnew = false
        reading = try await begin(from: nil, source: reading.source)
        pages = self.pages(from: reading)
        continue
      }
      let changes = try changes(on: page)
      reading.cursor = page.next?.text
      reading.changes = page.changes?.text
      let (state, words) = (reading, rules.words)
      try await database.write { (connection) throws(DatabaseError) in
        try PersonStore.stage(changes, keeping: words, state, in: connection)
      }
      count += changes.count
      progress("\(count) accounts read")
    }
  }

  private func pages(from reading: PersonReading) -> GraphPages.Iterator {
    client.pages(of: resource, from: reading.cursor.flatMap(GraphCursor.init)).makeAsyncIterator()
  }

  /// What a page says; nobody on it may be missed, and the last has to say where changes are.
  private func changes(on page: GraphPage) throws(GraphError) -> [AccountChange] {
    let changes = page.items.compactMap { item -> AccountChange? in
      guard let entra = item["id"]?.string.flatMap({ EntraID($0) }) else { return nil }
      return item["@removed"] == nil ? .said(entra, item) : .removed(entra)
    }
    guard changes.count == page.items.count, page.next != nil || page.changes != nil else {
      throw .unreadable(.form(resource.name))
    }
    return changes
  }

  /// Asks for those of whom a change tells too little.
  private func complete() async throws {
    while true {
      let strangers = try await database.read { (connection) throws(DatabaseError) in
        try PersonStore.incomplete(Self.stretch, in: connection)
      }
      if strangers.isEmpty { return }
      let items = try await ask(strangers) { .user($0, properties: rules.properties) }
      let words = rules.words
      try await database.write { (connection) throws(DatabaseError) in
        for (entra, item) in items {
          try PersonStore.complete(entra, item, keeping: words, in: connection)
        }
      }
      progress("\(items.count) new accounts asked for")
    }
  }

  /// Says of everybody who was read what the rules say.
  private func judge(_ memberships: [EntraID: PersonRules.Memberships]) async throws {
    while true {
      let accounts = try await database.read { (connection) throws(DatabaseError) in
        try PersonStore.unjudged(Self.stretch, in: connection)
      }
      if accounts.isEmpty { return }
      let judged = accounts.map { account in
        let groups = memberships[account.entra] ?? 0
        return (account, groups, rules.judge(account, groups, at: now))
      }
      try await database.write { [rules] (connection) throws(DatabaseError) in
        for (account, groups, judgement) in judged {
          try PersonStore.note(judgement, on: account, rules, groups, in: connection)
        }
      }
    }
  }

  private func askForLeaders() async throws {
    var count = 0
    while true {
      let people = try await database.read { (connection) throws(DatabaseError) in
        try PersonStore.unled(Self.stretch, in: connection)
      }
      if people.isEmpty { return }
      let leaders = try await ask(people) { .manager(of: $0) }
      try await database.write { (connection) throws(DatabaseError) in
        for (entra, item) in leaders {
          let leader = item?["id"]?.string.flatMap { EntraID($0) }
          try PersonStore.note(leader: leader, of: entra, in: connection)
        }
      }
      count += people.count
      progress("\(count) people asked for who leads them")
    }
  }

  /// Asks something of many accounts; nil for what is not there.
  private func ask(
    _ accounts: [EntraID],
    for resource: (String) -> GraphResource
  ) async throws(GraphError) -> [(EntraID, JSON?)] {
    let results = try await client.batch(accounts.map { resource($0.description) })
    var answers: [(EntraID, JSON?)] = []
    for (entra, result) in zip(accounts, results) {
      switch result {
      case .success(let json): answers.append((entra, json))
      case .failure(let error) where error.isNotFound: answers.append((entra, nil))
      case .failure(let error): throw error
      }
    }
    return answers
  }

  private func take() async throws(DatabaseError) -> PeopleChanges {
    let taking = PersonTaking(at: now, isForced: terms.isForced, by: user)
    guard terms.isRehearsal else {
      return try await database.write { (connection) throws(DatabaseError) in
        try taking.run(in: connection)
      }
    }
    let changes = try await database.rehearse { (connection) throws(DatabaseError) in
      try taking.run(in: connection)
    }
    try await database.write { (connection) throws(DatabaseError) in
      try PersonStore.forgetReading(in: connection)
    }
    return changes
  }
}

extension GraphError {
  /// Whether reading on from a kept place is in vain.
  fileprivate var isLostPlace: Bool {
    if case .refused(_, .badRequest, _) = self { return true }
    return isExpiredCursor
  }
}
