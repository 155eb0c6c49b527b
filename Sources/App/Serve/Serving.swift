internal import Channels
internal import Connectors
internal import Dialogue
internal import Flows
internal import Foundation
internal import Ground
internal import HTTP
internal import Helpdesk
internal import Messaging
internal import Storage
internal import Telemetry

/// The server, put together: what comes in, what is answered, what goes out, and the flows behind it.
struct Serving: Sendable {
  let configuration: ServerConfiguration
  let folder: ContentFolder
  /// The folder as it was before the content was read.
  let stamp: ContentStamp
  let database: Database
  let state: ServedState
  /// Who is who, by the content and by the tenant.
  let people: ServedDirectory
  let automation: Automation
  let transport: CurlTransport
  /// The way to the tenant's licences; nil where the settings have none.
  let licences: LicenceDoor?
  /// Who gets in, and what becomes of those who do not: the same wherever people come in.
  let access: Access
  let refusals: Channels.Refusals
  let reception: Reception
  let postman: Postman
  let clock: any TimeSource
  let log: Log
  let metrics: Metrics

  /// Puts it together; nothing runs yet.
  init(
    _ configuration: ServerConfiguration,
    content: ServedContent,
    people: ServedDirectory,
    folder: ContentFolder,
    stamp: ContentStamp,
    database: Database,
    licences: LicenceDoor? = nil,
    log: Log,
    metrics: Metrics
  ) throws {
    let clock = SystemTime()
    let state = ServedState(content)
    let automation = Automation(content.library, database: database, clock: clock)
    let sendings = configuration.bot.delivery.mostAtOnce
    let transport = CurlTransport(.init(requestsPerOrigin: sendings))
    let postman = try Postman(
      database: database,
      client: configuration.bot.connector(transport, clock, log, metrics),
      clock: clock,
      log: log,
      metrics: metrics,
      settings: configuration.bot.delivery.postman,
      finish: { (letter, connection) throws(DatabaseError) in
        try state.turn.finish(letter, in: connection)
      },
      unreachable: { (user, reason, connection) throws(DatabaseError) in
        try Self.tellStaff(of: user, because: reason, at: clock.now(), in: connection)
      }
    )
    access = Access(
      configuration.bot.access(configuration.access),
      directory: { people.current },
      time: clock
    )
    refusals = Channels.Refusals(
      database: database,
      time: clock,
      audit: Self.audit,
      send: { postman.notify(user: $0) },
      log: log,
      metrics: metrics
    )
    reception = Reception(
      Reception.Desk(
        turn: { state.turn },
        directory: { people.current },
        database: database,
        flows: automation.forServer,
        send: { postman.notify(user: $0) },
        clock: clock,
        log: log,
        metrics: metrics
      )
    )
    self.configuration = configuration
    self.folder = folder
    self.stamp = stamp
    self.database = database
    self.state = state
    self.people = people
    self.automation = automation
    self.transport = transport
    self.licences = licences
    self.postman = postman
    self.clock = clock
    self.log = log
    self.metrics = metrics
  }

  /// Writes down whom Rakel has turned away.
  private static func audit(
    _ event: Channels.Refusals.Event,
    _ connection: Connection
  ) throws(DatabaseError) {
    let entry = AuditEntry(
      .accessRefused,
      by: nil,
      details: [
        "because": .string(event.refusal.reason.description), "account": .string(event.account),
        "channel": .string(event.channelID),
      ],
      at: event.time
    )
    try AuditStore.append(entry, in: connection)
  }

  /// Puts it on the worklist that somebody cannot be reached, once a day.
  private static func tellStaff(
    of user: String,
    because reason: GivenUp,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) {
    // Who may not use Rakel is no case of the helpdesk's.
    guard !user.hasPrefix(Channels.Refusals.prefix) else { return }
    let day = time.formatted(.iso8601.year().month().day())
    let order = WorkOrder(
      title: "Får ikke kontakt med \(user) i Teams",
      kind: "unreachable",
      details: "Rakel har meldinger til \(user) som ikke kan leveres (\(reason.rawValue)).",
      user: user
    )
    let key = "unreachable:\(user):\(day)"
    let item = try WorklistStore.add(order, key: key, at: time, in: connection)
    guard item.isNew else { return }
    let entry = AuditEntry(
      .itemAdded,
      by: nil,
      on: AuditSubject(.item, item.number),
      details: ["because": .string(reason.rawValue)],
      at: time
    )
    try AuditStore.append(entry, in: connection)
  }
}

extension Turn {
  /// A message as its user is shown it: with the choices of the question that it asks.
  func finish(
    _ letter: Letter,
    in connection: Connection
  ) throws(DatabaseError) -> OutgoingMessage? {
    guard let message = letter.message, message.card == nil else { return letter.message }
    let skip = skip(in: Conversation())
    return try ConversationStore.offering(
      message,
      numbered: letter.number,
      skip: skip,
      in: connection
    )
  }
}

extension Automation {
  /// What the server needs of it.
  var forServer: Reception.Flows {
    let (engine, worker) = (engine, worker)
    return Reception.Flows(
      runner: EngineRunner(engine, goesOn: true),
      advance: { (execution, time, connection) throws(DatabaseError) in
        let left = try engine.advance(execution, now: time.milliseconds, in: connection)
        return { if !left.isNothing { await worker.take(over: left) } }
      },
      note: Self.audit
    )
  }
}
