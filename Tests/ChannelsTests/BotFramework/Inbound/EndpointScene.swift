import Channels
import Dialogue
import Foundation
import Ground
import HTTP
import Messaging
import Storage
import Telemetry
import TestKit
import Testing

/// A bot with everything behind it but the sending: real tokens, the real reception, a small helpdesk, scripted flows.
struct EndpointScene {
  let endpoint: BotFrameworkEndpoint
  let reception: Reception
  let database: Database
  let flows = ScriptedFlows.small
  let metrics = Metrics()
  private let events = Mutexed<[Refusals.Event]>([])
  let time: VirtualTime

  static let bot = "28:\(TokenScene.applicationID)"
  static let service = "https://smba.trafficmanager.net/emea/"

  init(
    proof: BotFrameworkEndpoint.Proof? = nil,
    receiving: (any Receiving)? = nil,
    change: (inout AccessSettings) -> Void = { _ in }
  ) async throws {
    let tokens = try TokenScene()
    let helpdesk = try Helpdesk.small.get()
    let (metrics, time, flows, events) = (metrics, tokens.time, flows, events)
    self.time = time
    let database = try Database(
      path: ":memory:",
      layouts: ConversationStore.layouts + [
        InboxStore.layout, ReferenceStore.layout, RefusalStore.layout,
      ]
    )
    self.database = database
    let turn = Turn(reader: helpdesk.reader, content: helpdesk.content, hasFlow: flows.has)
    let directory = helpdesk.directory
    reception = Reception(
      Reception.Desk(
        turn: { turn },
        directory: { directory },
        database: database,
        flows: Reception.Flows(runner: flows) { (_, time, connection) throws(DatabaseError) in
          try flows.settle(at: time, in: connection)
          return {}
        },
        send: { _ in },
        clock: time,
        log: .none,
        metrics: metrics
      )
    )
    var settings = AccessSettings(tenants: [TokenScene.tenant])
    change(&settings)
    endpoint = BotFrameworkEndpoint(
      BotFrameworkEndpoint.Means(
        proof: proof ?? .token(tokens.check),
        access: Access(settings, directory: { directory }, time: time),
        refusals: Refusals(
          database: database,
          time: time,
          audit: { (event, _) in events.withLock { $0.append(event) } },
          send: { _ in },
          log: .none,
          metrics: metrics
        ),
        reception: receiving ?? reception,
        database: database,
        words: { turn.text(of: $0, locale: $1) },
        time: time,
        log: .none,
        metrics: metrics
      )
    )
  }

  /// What was audited, in order.
  var audited: [Refusals.Event] { events.withLock { $0 } }

  /// Sends an activity with the channel's token, or another, and waits until all it leads to is done.
  @discardableResult
  func send(
    _ activity: JSON,
    _ token: DraftToken = .channel(),
    from peer: String = "192.0.2.7"
  ) async throws -> Response {
    var headers = token.headers
    try headers.set("application/json; charset=utf-8", for: .contentType)
    return try await send(Array(activity.text.utf8), headers, from: peer)
  }

  /// Sends any body with any headers.
  func send(
    _ body: [UInt8],
    _ headers: Headers,
    method: HTTP.Method = .post,
    from peer: String = "192.0.2.7"
  ) async throws -> Response {
    let address = try #require(WebAddress("https://rakel.example.no/api/messages"))
    let request = Request(method, address, headers: headers, body: body)
    let response = await endpoint.respond(to: request, from: Peer(address: peer, isSecure: true))
    await reception.drain()
    return response
  }

  /// What is in the outbox for somebody, in order; it counts as sent then.
  func sent(to user: String = "anna") async throws -> [OutgoingMessage] {
    let now = time.now()
    return try await database.write { (connection) throws(DatabaseError) in
      let letters = try OutboxStore.undelivered(to: user, in: connection)
      for letter in letters {
        try OutboxStore.markDelivered(letter.number, at: now, in: connection)
      }
      return letters.map(\.message)
    }
  }

  func reference(_ key: String) async throws -> Reference? {
    try await database.read { (connection) throws(DatabaseError) in
      try ReferenceStore.reference(key, in: connection)
    }
  }

  /// How many there are of a table's rows.
  func count(of table: String) async throws -> Int {
    try await database.read { (connection) throws(DatabaseError) in
      try connection.rows("SELECT count(*) FROM \(table)") { (row) in row.integer(0) }.first ?? 0
    }
  }

  /// Any text that is kept anywhere contains these words.
  func keeps(_ words: String) async throws -> Bool {
    for table in ["inbox", "message", "outbox", "reference", "refusal", "conversation"] {
      let rows = try await database.read { (connection) throws(DatabaseError) in
        try connection.rows("SELECT * FROM \(table)") { (row) in
          (0..<15).map { "\(row[$0])" }.joined()
        }
      }
      if rows.contains(where: { $0.contains(words) }) { return true }
    }
    return false
  }
}

/// Activities as Teams sends them.
enum Sample {
  static let accounts = [
    "anna": "6f0b7c1e-2d54-4c1a-9b3e-1a5d0c77e101", "olav": "6f0b7c1e-2d54-4c1a-9b3e-1a5d0c77e102",
    "pia": "6f0b7c1e-2d54-4c1a-9b3e-1a5d0c77e104", "nobody": "6f0b7c1e-2d54-4c1a-9b3e-1a5d0c77e9ff",
  ]

  /// Somebody as the channel knows them.
  static func account(_ user: String) -> JSON {
    [
      "id": .string("29:\(user)"), "name": .string(user),
      "aadObjectId": .string(accounts[user] ?? ""),
    ]
  }

  /// An activity of `user` in a personal chat, with other members besides or instead.
  static func activity(
    _ type: String,
    from user: String = "anna",
    id: String? = "1",
    with members: JSON = [:]
  ) -> JSON {
    var activity = JSONObject()
    activity["type"] = .string(type)
    activity["id"] = id.map(JSON.string)
    activity["channelId"] = "msteams"
    activity["serviceUrl"] = .string(EndpointScene.service)
    activity["from"] = account(user)
    activity["recipient"] = ["id": .string(EndpointScene.bot), "name": "Rakel"]
    activity["conversation"] = [
      "id": .string("a:\(user)"), "conversationType": "personal",
      "tenantId": .string(TokenScene.tenant),
    ]
    activity["channelData"] = ["tenant": ["id": .string(TokenScene.tenant)]]
    activity["locale"] = "nb-NO"
    for (key, value) in members.object ?? JSONObject() {
      activity[key] = value == .null ? nil : value
    }
    return .object(activity)
  }

  static func message(
    _ text: String,
    from user: String = "anna",
    id: String? = "1",
    with members: JSON = [:]
  ) -> JSON {
    var all = members.object ?? JSONObject()
    all["text"] = .string(text)
    return activity("message", from: user, id: id, with: .object(all))
  }

  /// A thread of a channel.
  static let thread: JSON = [
    "id": "19:abc@thread.tacv2;messageid=17", "conversationType": "channel", "isGroup": true,
    "tenantId": .string(TokenScene.tenant),
  ]

  static let mention: JSON = [
    "type": "mention", "mentioned": ["id": .string(EndpointScene.bot), "name": "Rakel"],
    "text": "<at>Rakel</at>",
  ]

  static func invoke(
    _ name: String,
    _ value: JSON,
    from user: String = "anna",
    id: String = "9"
  ) -> JSON {
    activity("invoke", from: user, id: id, with: ["name": .string(name), "value": value])
  }

  static func click(
    _ data: JSON,
    from user: String = "anna",
    id: String = "9",
    trigger: String = "manual"
  ) -> JSON {
    let action: JSON = ["type": "Action.Execute", "verb": "svar", "data": data]
    return invoke(
      "adaptiveCard/action",
      ["action": action, "trigger": .string(trigger)],
      from: user,
      id: id
    )
  }
}

/// A reception whose disk is gone.
struct LostReception: Receiving {
  func take(_ arrival: Arrival) async throws(DatabaseError) -> Bool { throw Self.fault }

  func converse(
    _ arrival: Arrival,
    within: Duration,
    for wanted: Wanted
  ) async throws(DatabaseError) -> Conversed { throw Self.fault }

  private static let fault = DatabaseError(code: 10, message: "disk I/O error")
}
