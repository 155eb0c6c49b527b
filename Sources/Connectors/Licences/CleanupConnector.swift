package import Flows
internal import Foundation
internal import Ground
package import Helpdesk
internal import Messaging
package import People
package import Storage
package import WorkingTime

/// `rakel:cleanup.*`: what the clean-up of one account's licences asks of Rakel's own registers.
///
/// Which account and which campaign an execution is of, its input says. What Graph knows, `rakel:licence.*` tells.
///
/// | verb | parameters | gives |
/// | --- | --- | --- |
/// | `offer` | `for`, `round`, `since`, `note`, `asked`, `decision`, `licences`, `who` | all that a card shows, whom it is for, and `seconds` to wait for an answer |
/// | `decide` | `decision`, `by` | |
/// | `keep` | `reason`, `until`, `by` | `kept`: false where that day has passed; `day` |
/// | `trouble` | `because`, `cause` | `seconds` until it is worth looking again; the staff is told once |
/// | `sum` | `removed`, `left`, `because`, `by`, `who` | `outcome`, what was freed and what is left in words, and whom to tell |
/// | `end` | `outcome`, `because`, `asked`, `by`, `who` | `outcome`, and who is to be told that it is over |
/// | `wait` (waits) | | `changed`, where somebody changes something meanwhile |
/// | `reconcile` | `campaign` | `isMore`: whether there are more to be told that the campaign was stopped |
/// | `findings` | | what the last scan found, in numbers; for the IT staff |
///
/// Failures: `Cleanup.BadRequest`; `Cleanup.Refused` for who is not of the IT staff.
package struct CleanupConnector: LocalConnector {
  package let name = "cleanup"
  package let verbs = [
    Verb(
      "offer",
      required: ["for", "licences"],
      optional: ["round", "since", "note", "asked", "decision", "who"]
    ),
    Verb("decide", required: ["decision", "by"]),
    Verb("keep", required: ["reason", "until", "by"]),
    Verb("trouble", required: ["because"], optional: ["cause"]),
    Verb("sum", required: ["removed", "left"], optional: ["because", "by", "who"]),
    Verb("end", required: ["outcome"], optional: ["because", "asked", "by", "who"]),
    Verb("wait", waiting: .always),
    Verb("reconcile", required: ["campaign"]),
    Verb("findings"),
  ]
  let words: CleanupWords
  let prices: PriceFile?
  let tasks: any TaskAnswering
  private let people: @Sendable () -> Directory
  private let hours: BusinessHours

  /// - Parameters:
  ///   - people: the directory as it is now.
  ///   - hours: the working time in which people are asked.
  ///   - words: for products and what stands in the way.
  ///   - prices: what licences cost; nil where nobody says.
  ///   - tasks: whom to tell that something has changed.
  package init(
    people: @escaping @Sendable () -> Directory,
    hours: BusinessHours = BusinessHours(),
    words: CleanupWords = CleanupWords(),
    prices: PriceFile? = nil,
    tasks: any TaskAnswering = FlowAnswers()
  ) {
    self.people = people
    self.hours = hours
    self.words = words
    self.prices = prices
    self.tasks = tasks
  }

  /// Does it; see ``LocalConnector/perform(_:in:)``.
  package func perform(
    _ request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    switch request.verb {
    case "wait": return request.token == nil ? Self.refusal("'wait' waits") : .waiting
    case "reconcile": return try reconcile(request, in: connection)
    case "findings": return try findings(request, in: connection)
    default: break
    }
    guard let scene = try scene(of: request, in: connection) else {
      return Self.refusal("the input tells no campaign of licences and no account of it")
    }
    switch request.verb {
    case "offer": return offer(scene, request)
    case "decide": return try decide(scene, request, in: connection)
    case "keep": return try keep(scene, request, in: connection)
    case "trouble": return try trouble(scene, request, in: connection)
    case "sum": return sum(scene, request)
    case "end": return try end(scene, request, in: connection)
    default: return Self.refusal("there is no 'cleanup.\(request.verb)'")
    }
  }

  static func refusal(_ cause: String) -> TaskOutcome {
    .failed(error: "Cleanup.BadRequest", cause: cause)
  }

  private func scene(
    of request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> CleanupScene? {
    guard let number = request.input["campaign"]?.int,
      let account = request.input["licences"]?["user"]?.string,
      let campaign = try CampaignStore.find(number, in: connection),
      let policy = try? LicencePolicy(json: campaign.policy)
    else { return nil }
    let found = try LicenceFindingStore.find(account, in: connection)
    let (directory, kept) = (people(), request.parameters["who"] ?? .null)
    var named = LicensedUser(id: account)
    named.signIn = found?.signIn ?? kept["account"]?.string
    let known = request.user.flatMap { directory.knows($0) ? directory.user($0) : nil }
    let person = LicenceSubject.person(named, in: directory) ?? known
    return CleanupScene(
      campaign: campaign,
      policy: policy,
      account: account,
      found: found,
      kept: kept,
      person: person,
      directory: directory,
      timetable: hours[found?.municipality ?? person?.municipality],
      now: request.now
    )
  }

  // MARK: The campaign

  /// How many are told in one step that a campaign was stopped.
  private static let stretch = 200

  /// `reconcile`: has those whose campaign was stopped ask nobody any more.
  private func reconcile(
    _ request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    guard let number = request.parameters["campaign"]?.int else {
      return Self.refusal("'campaign' must be a number")
    }
    let campaign = try CampaignStore.find(number, in: connection)
    guard let campaign, campaign.about == .licences, campaign.status == .stopped else {
      return .done(["isMore": false])
    }
    var told = 0
    for execution in try CampaignStore.executions(number, in: connection) {
      guard told < Self.stretch else { return .done(["isMore": true]) }
      told += try tasks.tell(execution, "stopped", at: request.now, in: connection) ? 1 : 0
    }
    return .done(["isMore": false])
  }

  /// `findings`: what the last finished scan said, in numbers.
  private func findings(
    _ request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    guard let user = request.user, people().user(user).role == .itstaff else {
      let subject = AuditSubject(.execution, request.execution)
      try AuditStore.append(request.entry(.accessRefused, on: subject), in: connection)
      return .failed(error: "Cleanup.Refused", cause: "findings are for the IT staff")
    }
    guard let findings = try LicenceFindingStore.read(in: connection) else {
      return .done(["isThere": false, "isFresh": false])
    }
    let counts = findings.counts
    return .done([
      "isThere": true, "isFresh": .bool(findings.isFresh(at: request.now)),
      "day": .string(Self.numbers(OsloClock.reading(findings.begun).day)),
      "inactive": .integer(counts.inactive), "unknown": .integer(counts.unknown),
      "now": .integer(counts.now.licences), "later": .integer(counts.later.licences),
      "kronerPerMonth": .integer((counts.atRenewal.øre + 50) / 100),
    ])
  }

  /// A day as it reads alike in every language: `3.5.2027`.
  static func numbers(_ day: Day) -> String {
    let (year, month, date) = day.civil
    return "\(date).\(month).\(year)"
  }
}
