internal import Flows
internal import Foundation
internal import Ground
internal import Helpdesk
internal import People
internal import Storage
internal import WorkingTime

/// What stands in the way, and how it ends.
extension CleanupConnector {
  // MARK: Not knowing

  /// `trouble`: nothing goes on, for something is not known or cannot be done; somebody of the staff has to see to it.
  ///
  /// It is mostly the same for all accounts: one item tells of it, whoever meets it first, and another one only some days
  /// after that is done.
  func trouble(
    _ scene: CleanupScene,
    _ request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    let codes = (request.parameters["because"]?.array ?? []).compactMap(\.string)
    let code = codes.first ?? "other"
    let campaign = scene.campaign.execution
    let told = try WorklistStore.items(of: campaign, kind: Self.kind, in: connection)
    let words = words.trouble(code)["nb"]
    let isTold = told.contains { item in
      guard item.order.details.hasPrefix(words) else { return false }
      return item.isToDo || item.done.map { $0 > scene.now - Self.rest } ?? false
    }
    if !isTold {
      let cause = request.parameters["cause"]?.string ?? ""
      let order = WorkOrder(
        title: "\(scene.campaign.title): \(self.words.trouble("title")["nb"])",
        kind: Self.kind,
        details: cause.isEmpty ? words : "\(words)\n\n\(cause)",
        flow: request.flow,
        execution: campaign
      )
      let made = try WorklistStore.add(order, key: request.key, at: scene.now, in: connection)
      let subject = AuditSubject(.item, made.number)
      try AuditStore.append(request.entry(.itemAdded, on: subject), in: connection)
    }
    let morning = scene.timetable.next(after: scene.now, days: 1, at: Timetable.letters)
    // Not all at once.
    let later = request.execution.utf8.reduce(0) { ($0 * 31 + Int($1)) % Self.spread }
    return .done(["seconds": morning.addingTimeInterval(Double(later)).seconds(after: scene.now)])
  }

  /// What kind of work it is, as the flow's own items say.
  private static let kind = "lisens"
  /// How long nobody is told again of what somebody has seen to, in seconds.
  private static let rest = 7 * 86_400.0
  /// Over how many seconds those that look again are spread.
  private static let spread = 7_200

  // MARK: What was freed

  /// `sum`: what was freed and what is left, in words.
  func sum(_ scene: CleanupScene, _ request: TaskRequest) -> TaskOutcome {
    let removed = products(request.parameters["removed"])
    let left = (request.parameters["left"]?.array ?? []).filter { $0["obstacle"] != "leftAlone" }
    let by = request.parameters["by"]?.string.map { scene.directory.user($0) }
    let to = by.flatMap { scene.canBeAsked($0) ? $0 : nil }
    let because = (request.parameters["because"]?.array ?? []).compactMap(\.string)
    return .done([
      "outcome": .string(Self.outcome(removed: removed, left: left, because: because)),
      "name": .string(scene.name),
      "to": to.map { .string($0.id) } ?? .null,
      "language": .string(to.map(scene.language) ?? "nb"),
      "removed": [
        "nb": titles(removed, "nb"), "nn": titles(removed, "nn"), "en": titles(removed, "en"),
      ],
      "left": titles(left.compactMap { $0["product"]?.string }, "nb"),
      "details": left.isEmpty ? .null : .string(left.map(line).joined(separator: "\n\n")),
      "accountText": .string(scene.signIn ?? scene.account),
    ])
  }

  private static func outcome(removed: [String], left: [JSON], because: [String]) -> String {
    switch (removed.isEmpty, left.isEmpty) {
    case (false, true): "freed"
    case (false, false): "partly"
    case (true, false): "worklist"
    // What is not known may be known another day.
    case (true, true): because.contains(where: unknowns.contains) ? "unknown" : "cancelled"
    }
  }

  /// The codes of what is not known, and not for good.
  private static let unknowns = Set(
    LicenceVerdict.Gap.allCases.map(\.rawValue)
      + [LicenceReason.holdUnknown, .mailboxUnknown, .unknown].map(\.rawValue) + ["rules"]
  )

  /// Those of a list, each once.
  private func products(_ json: JSON?) -> [String] {
    (json?.array ?? []).compactMap { $0["product"]?.string }.reduce(into: []) { products, product in
      if !products.contains(product) { products.append(product) }
    }
  }

  private func titles(_ products: [String], _ language: String) -> JSON {
    .string(products.map { words.product($0)[language] }.joined(separator: ", "))
  }

  /// A licence that is left, and what to do about it.
  private func line(_ json: JSON) -> String {
    let product = json["product"]?.string ?? ""
    let title = words.product(product)["nb"]
    let name = title == product ? title : "\(title) [\(product)]"
    let group = json["group"]?.string.map { " «\($0)»" } ?? ""
    return "\(name)\(group): \(words.obstacle(json["obstacle"]?.string ?? "other")["nb"])"
  }

  // MARK: Ending

  /// `end`: ends the campaign's member; gives who was asked and need not answer any more.
  func end(
    _ scene: CleanupScene,
    _ request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    guard let told = request.parameters["outcome"]?.string else {
      return Self.refusal("'outcome' must be a text")
    }
    let because = (request.parameters["because"]?.array ?? []).compactMap(\.string)
    let finer = told == "cancelled" ? ["active", "kept"].first(where: because.contains) : nil
    let outcome = finer ?? told
    try CampaignStore.markEnded(
      scene.campaign.number,
      scene.account,
      outcome: outcome,
      at: scene.now,
      in: connection
    )
    let by = request.parameters["by"]?.string
    var tell = (request.parameters["asked"]?.array ?? []).compactMap(\.string)
      .map { scene.directory.user($0) }.filter(scene.canBeAsked)
    // Who has said that they are to be kept knows it.
    if told == "kept" { tell.removeAll { $0.id == by } }
    if !Self.withoutFreeing.contains(outcome) { tell = [] }
    return .done([
      "outcome": .string(outcome), "name": .string(scene.name),
      "tell": .array(
        tell.map { ["to": .string($0.id), "language": .string(scene.language(of: $0))] }
      ),
    ])
  }

  /// The outcomes with which all stays as it was.
  private static let withoutFreeing: Set<String> = ["kept", "active", "cancelled", "withdrawn"]
}
