internal import Channels
internal import Connectors
internal import Dialogue
internal import Flows
internal import Foundation
internal import Ground
internal import Helpdesk
internal import Messaging
internal import People
internal import Storage
internal import Understanding
internal import WorkingTime

/// Everything that runs flows on one content and one database: the composition root of the automation.
struct Automation: Sendable {
  let engine: FlowEngine
  let database: Database
  let worker: FlowWorker

  /// - Parameter clock: the machine's, or one that a simulation sets.
  init(_ library: FlowLibrary, database: Database, clock: any TimeSource = SystemTime()) {
    engine = FlowEngine(
      flows: library.flows,
      connectors: library.connectors,
      onWaitEnded: { [cards = library.workCards] (token, now, connection) throws(DatabaseError) in
        try Self.closeWait(token, now, connection)
        try cards.refresh(at: Date(milliseconds: now), in: connection)
      }
    )
    self.database = database
    worker = FlowWorker(engine: engine, database: database, clock: clock)
  }

  /// Makes this process the one that runs flows on the file, and puts back in line what was on its way when the last
  /// one stopped.
  ///
  /// Only one may: the calls that a second one makes would stay lost if it were killed.
  ///
  /// - Returns: what says so, to be kept as long as it runs flows; nil where another process does.
  func begin(holding lock: String) async throws -> FileLock? {
    guard let lock = FileLock(path: lock) else { return nil }
    try await worker.recover()
    return lock
  }

  /// What was asked under a token, or put on the worklist under it, is asked no more when its wait has ended.
  static func closeWait(
    _ token: String,
    _ now: Int,
    _ connection: Connection
  ) throws(DatabaseError) {
    let time = Date(milliseconds: now)
    if let execution = FlowEngine.execution(waitingWith: token) {
      try QuestionStore.closeAll(ofToken: token, of: execution, at: time, in: connection)
    }
    for number in try WorklistStore.withdraw(waitingWith: token, at: time, in: connection) {
      let entry = AuditEntry(.itemCancelled, by: nil, on: AuditSubject(.item, number), at: time)
      try AuditStore.append(entry, in: connection)
    }
  }

  /// What the terminal chat needs of it.
  ///
  /// - Parameter isRunning: whether this process runs the flows; else the chat gives the one that does a moment.
  func forChat(isRunning: Bool) -> TerminalChat.Flows {
    let worker = worker
    return TerminalChat.Flows(
      runner: EngineRunner(engine, goesOn: false),
      settle: { if isRunning { try await worker.settle() } else { try await rest() } },
      note: Self.audit
    )
  }

  /// Waits until the process that runs the flows has nothing due, at most five seconds.
  private func rest() async throws {
    for _ in 0..<50 {
      guard let due = try await worker.nextDue(), Date(milliseconds: due) <= SystemTime().now()
      else { return }
      try await Task.sleep(for: .milliseconds(100))
    }
  }

  /// Writes down what a turn refused, and which questions it answered.
  static func audit(_ turn: Turn.Outcome, _ connection: Connection) throws(DatabaseError) {
    let now = SystemTime().now()
    if let refusal = turn.refused {
      let what: AuditDetails = ["because": .string(refusal == .account ? "account" : "role")]
      let entry = AuditEntry(.accessRefused, by: turn.user, details: what, at: now)
      try AuditStore.append(entry, in: connection)
    }
    for case .answer(let question, _, _) in turn.commands {
      let subject = AuditSubject(.question, question.id)
      let entry = AuditEntry(.questionAnswered, by: turn.user, on: subject, at: now)
      try AuditStore.append(entry, in: connection)
    }
  }
}

extension Automation {
  /// Every connector that flows may call; a new one is one entry here.
  ///
  /// - Parameters:
  ///   - hours: the working time that the calendar counts in.
  ///   - cards: the cards that can be sent.
  ///   - outside: what reaches outside.
  ///   - flows: the flows that flows can start.
  ///   - campaigns: the policies of campaigns.
  ///   - people: who is who, as the directory has it when it is asked.
  ///   - workCards: the cards that show work items.
  ///   - licences: what licences are looked at and freed with; nil without Graph.
  static func connectors(
    hours: BusinessHours = BusinessHours(),
    cards: CardCatalogue = CardCatalogue(),
    outside: HTTPConnector = .none,
    flows: [Flow] = [],
    campaigns: CampaignLibrary = CampaignLibrary(),
    people: @escaping @Sendable () -> Directory = { Directory() },
    workCards: WorkCards = WorkCards(),
    licences: LicenceOffice? = nil
  ) -> [any Connector] {
    RegisterConnectors.all(transcript: transcript, hours: hours, cards: workCards) + [
      CalendarConnector(hours), CardConnector(cards), TextConnector(), MessageConnector(),
      outside, FlowConnector(flows),
      CampaignConnector(flows, library: campaigns, people: people, hours: hours),
      RolloverConnector(
        people: people,
        hours: hours,
        flows: flows,
        shipped: campaigns.rollovers
      ),
      LicenceConnector(licences),
      CleanupConnector(
        people: people,
        hours: hours,
        words: campaigns.cleanup,
        prices: campaigns.licences?.prices
      ),
    ]
  }

  /// What was said last in a conversation, and by flows meanwhile: what a person who takes over a case has to read.
  private static let transcript: CaseConnector.Transcript = {
    (conversation, user, connection) throws(DatabaseError) in
    let most = 40
    var lines = try ConversationStore.transcript(of: conversation, last: most, in: connection).map {
      Case.Line(isFromUser: $0.isFromUser, text: $0.text, time: $0.time)
    }
    if let user, let first = lines.first {
      // Where a channel does not tell what answers what, the conversation's own words are here too.
      let known = Set(lines.lazy.filter { !$0.isFromUser }.map(\.text))
      lines += try OutboxStore.unprompted(to: user, since: first.time, last: most, in: connection)
        .filter { !known.contains($0.text) }
        .map { Case.Line(isFromUser: false, text: $0.text, time: $0.time) }
    }
    return Array(lines.sorted { $0.time < $1.time }.suffix(most))
  }
}

/// The flows of some content, and what they may call.
struct FlowLibrary: Sendable {
  var flows: [Flow]
  var connectors: Connectors
  /// The cards that show work items.
  var workCards = WorkCards()
}

extension ContentFolder {
  /// The flows of the content, with the connectors and cards they use; one that cannot be used is reported and ends
  /// the command, as any other error in the content does.
  ///
  /// - Parameter licences: the way to the tenant's licences; nil for none.
  func automation(
    of content: Content,
    on database: Database,
    licences: LicenceDoor? = nil,
    clock: any TimeSource = SystemTime(),
    standIn: (any StandIn)? = nil
  ) throws -> Automation {
    let library = try flowLibrary(of: content, licences: licences, standIn: standIn)
    return Automation(library, database: database, clock: clock)
  }

  /// See ``automation(of:on:licences:clock:standIn:)``.
  ///
  /// - Parameter people: who is who whenever it is asked; nil for the directory as it is now.
  func flowLibrary(
    of content: Content,
    licences: LicenceDoor? = nil,
    standIn: (any StandIn)? = nil,
    people: (@Sendable () -> Directory)? = nil
  ) throws -> FlowLibrary {
    let (flows, diagnostics) = FlowFolder(path: path).load()
    guard diagnostics.isEmpty else {
      for diagnostic in diagnostics { Output.complain("\(diagnostic)") }
      throw ContentFault(path: path)
    }
    var (campaigns, faults) = PolicyFolder(path: path).load()
    guard faults.isEmpty else {
      for fault in faults { Output.complain("\(fault)") }
      throw ContentFault(path: path)
    }
    campaigns.mayChangeGraph = licences?.mayChange ?? false
    let cards = CardCatalogue(flows: FlowFolder(path: path).folder.path)
    // Content without users may have flows all the same; they then know nobody.
    let known = people == nil ? (try? directory()) ?? Directory() : Directory()
    let people = people ?? { known }
    let workCards = WorkCards(cards, people: people)
    let connectors = Connectors(
      Automation.connectors(
        hours: content.settings.businessHours,
        cards: cards,
        outside: standIn == nil ? try content.settings.outsideConnector() : .none,
        flows: flows,
        campaigns: campaigns,
        people: people,
        workCards: workCards,
        licences: licences?.office(
          campaigns.licences,
          people: people,
          hours: content.settings.businessHours
        )
      ),
      standIn: standIn
    )
    return FlowLibrary(flows: flows, connectors: connectors, workCards: workCards)
  }
}
