internal import Ground
internal import Helpdesk
internal import People
internal import Storage

/// People as whoever keeps the directory reads them.
struct PeoplePage {
  let directory: Directory

  private static let heading = [
    "id", "name", "role", "municipality", "unit", "leader", "absence", "from",
  ]

  /// A person a line.
  func list(_ users: [User]) -> Answer {
    let table = AlignedTable(heading: Self.heading, rows: users.map(row))
    return Answer(
      lines: users.isEmpty ? ["nobody"] : table.lines,
      json: .array(users.map(json))
    )
  }

  func csv(_ users: [User]) -> [String] { ([Self.heading] + users.map(row)).map(CSVText.line) }

  /// Everything of one person.
  ///
  /// - Parameters:
  ///   - kept: what is kept of their account; nil for those of the file.
  ///   - rules: what is said of it today; nil where the rules cannot be read.
  func show(
    _ user: User,
    _ kept: PersonStore.Kept?,
    _ rules: PersonRules?,
    _ last: PersonSync?,
    at desk: Desk
  ) -> Answer {
    var rows = [
      ["id", user.id], ["name", user.name], ["role", user.role.rawValue],
      ["municipality", user.municipality ?? ""], ["unit", user.unit ?? ""],
      ["leader", user.leader ?? ""], ["absence", user.absence?.text ?? ""],
      ["signs in as", user.signIn ?? ""],
      ["account", directory.account(of: user.id)?.description ?? ""], ["from", source(of: user)],
    ]
    if let kept {
      if let rules { rows.append(["because", because(kept, rules, at: desk)]) }
      rows.append(["synced", last?.finished.rfc3339 ?? ""])
      rows += kept.account.facts.map { ["· \($0.name)", $0.value] }
    }
    let lines = rows.filter { !$0[1].isEmpty }
    var object = json(user).object ?? JSONObject()
    object["account"] = .text(directory.account(of: user.id)?.description)
    if let kept {
      var facts = JSONObject()
      for fact in kept.account.facts { facts[fact.name] = .string(fact.value) }
      object["kept"] = .object(facts)
    }
    return Answer(
      lines: AlignedTable(heading: ["", ""], rows: lines).lines.dropFirst().map(\.self),
      json: .object(object)
    )
  }

  /// By which rule they have their role today.
  private func because(_ kept: PersonStore.Kept, _ rules: PersonRules, at desk: Desk) -> String {
    let judgement = rules.judge(kept.account, kept.groups, at: desk.now)
    let rule =
      judgement.line.map { "the rule at \(PersonRules.file):\($0)" } ?? "no rule is about them"
    guard judgement.role != kept.entry.user.role else { return rule }
    return "\(rule); it makes them \(judgement.role.rawValue) at the next sync"
  }

  private func row(_ user: User) -> [String] {
    [
      user.id, user.name, user.role.rawValue, user.municipality ?? "", user.unit ?? "",
      user.leader ?? "", user.absence?.text ?? "", source(of: user),
    ]
  }

  private func source(of user: User) -> String {
    directory.isOfTenant(user.id) ? "Graph" : "users.tsv"
  }

  private func json(_ user: User) -> JSON {
    [
      "id": .string(user.id), "name": .string(user.name), "role": .string(user.role.rawValue),
      "municipality": .text(user.municipality), "unit": .text(user.unit),
      "leader": .text(user.leader), "absence": .text(user.absence?.text),
      "signIn": .text(user.signIn), "from": .string(source(of: user)),
    ]
  }
}
