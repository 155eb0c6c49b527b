import Channels
import Connectors
import Crypto
import Dialogue
import Flows
import Foundation
import Ground
import HTTP
import Helpdesk
import Messaging
import Storage
import Telemetry
import TestKit
import Testing
import Understanding

// The server put together is App's own.
@testable import App

/// The server as it is put together, without its sockets: endpoints, reception, flows and stores, with a file for the
/// database and one for the log.
final class ServingRoom {
  static let tenant = "11111111-2222-4333-8444-555555555555"
  static let entra = "6f0b7c1e-2d54-4c1a-9b3e-1a5d0c77e102"

  let folder: TemporaryFolder
  let database: Database
  let serving: Serving
  let helpdesk: TestKit.Helpdesk
  private let log: FileHandle
  private let key = Array("0123456789abcdef0123456789abcdef".utf8)
  private var number = 0

  init() throws {
    folder = try TemporaryFolder()
    helpdesk = try TestKit.Helpdesk.small.get()
    try folder.write(Self.card, to: "flows/cards/skjema.json")
    let users = [
      "anna\tAnna\temployee\t\t\tanna@x.example", "olav\tOlav\temployee\t\t\tolav@x.example",
      "ivar\tIvar\titstaff",
    ]
    try folder.write(users.joined(separator: "\n"), to: "users.tsv")
    log = try FileHandle(forWritingTo: URL(filePath: try folder.write("", to: "log")))
    let content = ContentFolder(path: folder.url.path, state: nil)
    database = try content.database(making: true)
    let flows = [
      try Flow(
        name: "Ord",
        text: Self.flow(#""rakel:text.ask.waitForTaskToken""#, #""text": "Hva er galt?""#)
      ),
      try Flow(
        name: "Kort",
        text: Self.flow(#""rakel:card.ask.waitForTaskToken""#, #""card": "skjema""#)
      ),
    ]
    let cards = CardCatalogue(flows: folder.path("flows"))
    let library = FlowLibrary(
      flows: flows,
      connectors: Connectors(Automation.connectors(cards: cards, flows: flows))
    )
    var configuration = ServerConfiguration()
    configuration.bot.emulator.isEnabled = true
    configuration.bot.emulator.user = "anna"
    configuration.bot.allowedTenants = [Self.tenant]
    configuration.access.userPerMinute = 1_000_000
    configuration.access.tenantPerMinute = 1_000_000
    configuration.webhookKeys = .value(Secret("team=\(Base64.standard.encode(key))"))
    let metrics = Metrics()
    let people = ServedDirectory()
    people.take(helpdesk.directory)
    serving = try Serving(
      configuration,
      content: ServedContent(
        turn: helpdesk.turn,
        written: helpdesk.directory,
        library: library
      ),
      people: people,
      folder: content,
      stamp: ContentStamp(of: content),
      database: database,
      log: LogSink(to: log.fileDescriptor, as: .json, metrics: metrics).log(least: .debug),
      metrics: metrics
    )
  }

  /// Everything that is left behind: the database as it is, its log, and the server's.
  var files: [String] {
    let database = folder.path(".rakel/rakel.sqlite")
    return [database, "\(database)-wal", folder.path("log")]
  }

  private static func flow(_ resource: String, _ parameter: String) -> String {
    """
    {"StartAt": "Ask", "States": {"Ask": {"Type": "Task", "Resource": \(resource),
      "Parameters": {\(parameter)}, "ResultPath": "$.answer", "Next": "Ask"}}}
    """
  }

  private static let card = """
    {"type": "AdaptiveCard", "version": "1.5", "fallbackText": "Skjema", "body": [
      {"type": "Input.Text", "id": "more", "label": "Hva skjer?", "isMultiline": true},
      {"type": "Input.Number", "id": "number", "label": "Hvor mange?"},
      {"type": "Input.ChoiceSet", "id": "urgent", "label": "Haster det?",
        "choices": [{"title": "Nei", "value": "no"}, {"title": "Ja", "value": "yes"}]}],
     "actions": [{"type": "Action.Submit", "title": "Send", "data": {"action": "report"}}]}
    """

  /// Waits until everything that came in is handled.
  func drain() async { await serving.reception.drain() }

  // MARK: Flows

  /// Starts a flow that asks `user` the same again and again, and shows them what it asks.
  func start(_ flow: String, for user: String) async throws {
    let engine = serving.automation.engine
    let advance = serving.automation.forServer.advance
    try await database.write { (connection) throws(DatabaseError) in
      let now = SystemTime().now()
      let input: JSON = ["user": ["id": .string(user)]]
      let name = try engine.start(flow, input: input, now: now.milliseconds, in: connection)
      _ = try advance(name ?? "", now, connection)
      for (number, _) in try OutboxStore.undelivered(to: user, in: connection) {
        try OutboxStore.markDelivered(number, at: now, in: connection)
      }
    }
  }

  /// Stops everything that asks `user`.
  func stopFlows(of user: String) async throws {
    let engine = serving.automation.engine
    try await database.write { (connection) throws(DatabaseError) in
      for name in try ExecutionStore().involvement(of: user, in: connection).running {
        _ = try engine.cancel(
          name,
          by: "test",
          now: SystemTime().now().milliseconds,
          in: connection
        )
      }
    }
  }

  /// The number of the question that `user` is asked.
  func question(of user: String) async throws -> Int {
    try await database.read { (connection) throws(DatabaseError) in
      try QuestionStore.openQuestions(of: user, in: connection).last?.id ?? 0
    }
  }

  /// Everything kept of the answers to the flows, as text.
  func answers() async throws -> String {
    try await database.read { (connection) throws(DatabaseError) in
      try connection.rows("SELECT data FROM event WHERE kind = 'done'") { (row) in row.text(0) }
    }.joined(separator: "\n")
  }

  // MARK: Channels

  /// A message in the Bot Framework; what is said is waited for where `expectReplies`.
  func message(_ members: JSON, expectReplies: Bool = true) async throws -> Response {
    var activity = activity("message")
    for (key, value) in members.object ?? JSONObject() { activity[key] = value }
    if expectReplies { activity["deliveryMode"] = "expectReplies" }
    return try await post(.object(activity))
  }

  /// A click on a card with `Action.Execute`.
  func invoke(_ data: JSON) async throws -> Response {
    var activity = activity("invoke")
    activity["name"] = "adaptiveCard/action"
    activity["value"] = ["action": ["type": "Action.Execute", "verb": "report", "data": data]]
    return try await post(.object(activity))
  }

  private func activity(_ type: String) -> JSONObject {
    number += 1
    let activity: JSON = [
      "type": .string(type), "id": .string("activity-\(number)"), "channelId": "emulator",
      "serviceUrl": "http://localhost:1/", "from": ["id": "u1", "name": "Anna"],
      "recipient": ["id": "b1", "name": "Rakel"], "locale": "nb-NO",
      "conversation": ["id": "c1", "conversationType": "personal"],
    ]
    return activity.object ?? JSONObject()
  }

  private func post(_ activity: JSON) async throws -> Response {
    let endpoint = try #require(try serving.messages())
    return await endpoint.respond(
      to: try request("/api/messages", Array(activity.text.utf8)),
      from: Peer(address: "127.0.0.1", isSecure: false)
    )
  }

  /// A message through the outgoing webhook.
  func webhook(_ text: String) async throws -> Response {
    number += 1
    let activity: JSON = [
      "type": "message", "id": .string("hook-\(number)"), "channelId": "msteams",
      "serviceUrl": "https://smba.trafficmanager.net/emea/", "text": .string(text),
      "from": ["id": "29:olav", "name": "Olav", "aadObjectId": .string(Self.entra)],
      "conversation": [
        "id": "19:team@thread.tacv2", "conversationType": "channel",
        "tenantId": .string(Self.tenant),
      ],
      "channelData": ["tenant": ["id": .string(Self.tenant)]],
    ]
    let body = Array(activity.text.utf8)
    var request = try request("/api/webhook", body)
    let code = Base64.standard.encode(HMAC(of: body, key: key).bytes)
    try request.headers.set("HMAC \(code)", for: .authorisation)
    let endpoint = try #require(try serving.webhook())
    return await endpoint.respond(to: request, from: Peer(address: "127.0.0.1", isSecure: false))
  }

  private func request(_ path: String, _ body: [UInt8]) throws -> Request {
    var headers = Headers()
    try headers.set("application/json", for: .contentType)
    let address = try #require(WebAddress("http://localhost\(path)"))
    return Request(.post, address, headers: headers, body: body)
  }

  /// Lines in the terminal chat; gives what it prints.
  func chat(_ lines: [String], as user: String) async throws -> String {
    let input = try folder.write(lines.joined(separator: "\n"), to: "in")
    let output = try folder.write("", to: "out")
    let read = try FileHandle(forReadingFrom: URL(filePath: input))
    let write = try FileHandle(forWritingTo: URL(filePath: output))
    let turn = helpdesk.turn
    let chat = TerminalChat(
      greeting: "",
      turn: { turn },
      directory: helpdesk.directory,
      store: ConversationStore(database),
      flows: serving.automation.forChat(isRunning: true),
      input: read.fileDescriptor,
      output: write.fileDescriptor
    )
    try await chat.run(as: user)
    return try String(contentsOfFile: output, encoding: .utf8)
  }
}
