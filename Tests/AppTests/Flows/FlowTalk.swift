import Connectors
import Dialogue
import Flows
import Foundation
import Ground
import Helpdesk
import Messaging
import People
import Storage
import Synchronization
import TestKit
import Understanding
import WorkingTime

// The composition of everything is App's own.
@testable import App

/// Conversations with the helpdesk that ships: its content, its flows, the real engine and registers in memory, and a
/// clock that is moved.
final class FlowTalk {
  /// A quiet Wednesday morning.
  private static let start = Date(timeIntervalSince1970: 1_795_000_000)
  private static let shipped = Result { try Shipped() }

  /// What all conversations share, made once.
  private struct Shipped {
    let content: Content
    let reader: Reader
    let directory: Directory
    let flows: [Flow]
    let cards: CardCatalogue
    let workCards: WorkCards
    let campaigns: CampaignLibrary

    init() throws {
      let path = Shared.checkout.path
      var arguments = Arguments(["--content", path])
      let folder = try ContentFolder(&arguments)
      content = try folder.content()
      reader = try folder.reader(of: content)
      directory = try folder.directory()
      let (flows, faults) = FlowFolder(path: path).load()
      if let fault = faults.first { throw fault }
      self.flows = flows
      cards = CardCatalogue(flows: FlowFolder(path: path).folder.path)
      workCards = WorkCards(cards) { [directory] in directory }
      campaigns = PolicyFolder(path: path).load().library
    }
  }

  /// The buttons of all cards so far, and who saw them.
  private var seen: [(user: String, title: String, data: JSON)] = []
  /// A directory that may change while flows look at it.
  final class Box: Sendable {
    private let held: Mutex<Directory>

    init(_ directory: Directory) { held = Mutex(directory) }

    var directory: Directory {
      get { held.withLock { $0 } }
      set { held.withLock { $0 = newValue } }
    }
  }

  private let shipped: Shipped
  var flows: [Flow] { shipped.flows }
  let clock = VirtualTime(start)
  let database: Database
  private let automation: Automation
  /// Who is who in this conversation; it may change.
  let people: Box
  /// What Microsoft Graph knows of licences in this conversation.
  let licences: TalkedLicences
  private let runner: EngineRunner
  private let turn: Turn
  private var user: User

  /// - Parameters:
  ///   - change: what is other than the content has it; else the settings let Graph be changed.
  ///   - graph: what reads and frees licences instead of ``licences``.
  init(
    as id: String,
    library change: (inout CampaignLibrary) -> Void = { $0.mayChangeGraph = true },
    graph: ((Database) throws -> any Connector)? = nil
  ) throws {
    shipped = try Self.shipped.get()
    user = shipped.directory.user(id)
    database = try Database(path: ":memory:", layouts: Tables.all)
    let people = Box(shipped.directory)
    self.people = people
    var campaigns = shipped.campaigns
    change(&campaigns)
    let licences = TalkedLicences()
    self.licences = licences
    let connectors =
      Automation.connectors(
        hours: shipped.content.settings.businessHours,
        cards: shipped.cards,
        flows: shipped.flows,
        campaigns: campaigns,
        people: { people.directory },
        workCards: shipped.workCards
      ).filter { $0.name != licences.name } + [try graph?(database) ?? licences]
    automation = Automation(
      FlowLibrary(
        flows: shipped.flows,
        connectors: Connectors(connectors),
        workCards: shipped.workCards
      ),
      database: database,
      clock: clock
    )
    runner = EngineRunner(automation.engine, goesOn: false)
    turn = Turn(reader: shipped.reader, content: shipped.content, hasFlow: runner.has)
  }

  /// Speaks as somebody else from now on; gives what there is for them.
  func speak(as id: String) async throws -> [OutgoingMessage] {
    user = shipped.directory.user(id)
    return try await delivered()
  }

  /// Says something; gives what comes back.
  func say(_ text: String) async throws -> [OutgoingMessage] {
    let (conversation, pending) = try await situation()
    let now = clock.now()
    let outcome = turn.take(text, from: user, in: conversation, pending: pending, at: now)
    try await keep(outcome)
    return try await delivered()
  }

  /// Clicks on the button of that name on the newest card of the user's that had it, however old it is.
  func click(_ title: String) async throws -> [OutgoingMessage] {
    let shown = seen.last { $0.user == user.id && $0.title.lowercased() == title }
    guard let data = shown?.data, let number = data["rakelQuestion"]?.int else {
      throw UsageError("there was no button '\(title)'")
    }
    let question = try await database.read { (connection) throws(DatabaseError) in
      try QuestionStore.question(number, in: connection)
    }
    let (conversation, pending) = try await situation()
    let submission = Submission(question: question, data: data)
    let outcome = turn.take(
      submission,
      from: user,
      in: conversation,
      pending: pending,
      at: clock.now()
    )
    try await keep(outcome)
    return try await delivered()
  }

  /// Answers the newest question that a card's button and inputs answer; gives what comes back.
  func submit(_ data: JSON) async throws -> [OutgoingMessage] {
    let (user, now) = (user.id, clock.now())
    let faults = try await database.write { [runner] (connection) throws(DatabaseError) in
      // The newest that it answers: an older card can be clicked too.
      for question in try QuestionStore.openQuestions(of: user, in: connection).map(\.question)
        .reversed()
      {
        guard let answer = try? question.answer(from: data) else { continue }
        try QuestionStore.settle(question.id, as: .answered, at: now, in: connection)
        _ = try runner.answer(question.token, with: answer, at: now, in: connection)
        return ""
      }
      return "nobody asks for that"
    }
    return (faults.isEmpty ? [] : [OutgoingMessage(faults)]) + (try await delivered())
  }

  /// What has come meanwhile, once everything that is due has been done.
  func settled() async throws -> [OutgoingMessage] { try await delivered() }

  /// Has a connector look, as the campaign's flow does, whether things have changed for those who wait; nil where it fails.
  func reconcile(_ connector: any LocalConnector) async throws -> JSON? {
    let now = clock.now()
    let request = TaskRequest(
      verb: "reconcile",
      parameters: ["campaign": 1],
      token: nil,
      key: "",
      execution: "",
      flow: "",
      state: "",
      user: nil,
      input: [:],
      entered: now,
      now: now
    )
    return try await database.write { (connection) throws(DatabaseError) in
      guard case .done(let result) = try connector.perform(request, in: connection) else {
        return nil
      }
      return result
    }
  }

  /// Starts a flow as another flow does.
  func start(_ flow: String, named name: String, input: JSON) async throws {
    let (engine, now) = (automation.engine, clock.now().milliseconds)
    try await database.write { (connection) throws(DatabaseError) in
      _ = try engine.start(flow, named: name, input: input, now: now, in: connection)
    }
  }

  /// Lets so many working days go by, until the opening or `time`; gives what comes meanwhile.
  func wait(days: Int, at time: TimeOfDay?) async throws -> [OutgoingMessage] {
    let timetable = shipped.content.settings.businessHours[user.municipality]
    return try await wait(until: timetable.next(after: clock.now(), days: days, at: time))
  }

  /// Lets so many minutes go by; gives what comes meanwhile.
  func wait(minutes: Int) async throws -> [OutgoingMessage] {
    try await wait(until: clock.now().addingTimeInterval(Double(minutes) * 60))
  }

  private func wait(until end: Date) async throws -> [OutgoingMessage] {
    while let due = try await automation.worker.nextDue(), due <= end.milliseconds {
      clock.set(to: max(clock.now(), Date(milliseconds: due)))
      try await automation.worker.settle()
    }
    clock.set(to: end)
    return try await delivered()
  }

  /// What the IT staff does on the command line: the lines it prints, and what then comes to the user.
  func work<Action: StaffAction>(
    _ words: [String],
    as id: String,
    _ action: Action.Type
  ) async throws -> (lines: [String], messages: [OutgoingMessage]) {
    var arguments = Arguments(words)
    let action = try Action(&arguments, at: clock.now())
    let desk = Desk(
      user: shipped.directory.user(id),
      now: clock.now(),
      tasks: FlowAnswers(),
      cards: shipped.workCards,
      people: shipped.directory
    )
    let answer = try await database.write { (connection) throws(DatabaseError) in
      let answer = try action.perform(at: desk, in: connection)
      try desk.cards.refresh(at: desk.now, in: connection)
      return answer
    }
    return (answer.lines + [answer.complaint].compactMap(\.self), try await delivered())
  }

  /// Puts a machine of somebody's into the fleet, bought on a day, seen just now.
  func own(_ serial: String, user: String, bought: Day?, model: String) async throws {
    var device = Device(serial: serial)
    let owner = shipped.directory.user(user)
    (device.user, device.municipality) = (owner.signIn, owner.municipality)
    (device.unit, device.model, device.purchased) = (owner.unit, model, bought)
    (device.ownership, device.lastSeen) = (.organisation, clock.now())
    let (added, now) = (device, clock.now())
    try await database.write { (connection) throws(DatabaseError) in
      try FleetStore.add(added, at: now, in: connection)
    }
  }

  /// The directory anew, with somebody on leave, `left`, or `back`.
  func leave(_ user: String, _ until: String) throws {
    let directory = people.directory
    let lines = directory.ids.map { id in
      let person = directory.user(id)
      let away =
        switch person.absence {
        case _ where id == user: until == "back" ? "" : until
        case .left?: "left"
        case .until(let day)?: day.text
        case nil: ""
        }
      return [
        id, person.name, person.role.rawValue, person.municipality ?? "", "", person.signIn ?? "",
        person.leader ?? "", person.unit ?? "", away,
      ].joined(separator: "\t")
    }
    people.directory = try Directory(parsing: lines.joined(separator: "\n"), file: "users.tsv")
  }

  /// What the automation has saved so far.
  func gains() async throws -> String {
    try await database.read { (connection) throws(DatabaseError) in
      let total = try GainStore.total(since: nil, in: connection)
      return "\(total.count) times, \(total.minutes) minutes"
    }
  }

  /// How the executions have ended that did not go well; each should.
  func failures() async throws -> [String] {
    try await database.read { (connection) throws(DatabaseError) in
      try connection.rows("SELECT flow, error, cause FROM execution WHERE status = 'failed'") {
        (row) in "\(row.text(0)): \(row.optionalText(1) ?? "") \(row.optionalText(2) ?? "")"
      }
    }
  }

  private var id: String { "test:\(user.id)" }

  private func situation() async throws -> (conversation: Conversation, pending: Pending) {
    try await ConversationStore(database).situation(of: id, with: user.id, through: runner)
  }

  private func keep(_ outcome: Turn.Outcome) async throws {
    try await ConversationStore(database).commit(
      outcome,
      of: id,
      through: runner,
      at: clock.now()
    )
  }

  /// What has come for the user, as a channel shows it.
  private func delivered() async throws -> [OutgoingMessage] {
    var messages = try await taken()
    let (conversation, pending) = try await situation()
    let next = turn.goOn(with: user, in: conversation, pending: pending, at: clock.now())
    if let next {
      try await keep(next)
      messages += try await taken()
    }
    return messages
  }

  private func taken() async throws -> [OutgoingMessage] {
    try await automation.worker.settle()
    let store = ConversationStore(database)
    let skip = turn.skip(in: try await store.conversation(id))
    let deliveries = try await store.undelivered(to: user.id, skip: skip)
    try await store.markDelivered(deliveries, at: clock.now())
    for action in deliveries.flatMap({ $0.message.card?["actions"]?.array ?? [] }) {
      seen.append((user.id, action["title"]?.string ?? "", action["data"] ?? .null))
    }
    return deliveries.filter { !$0.isRepeated }.map(\.message)
  }
}
