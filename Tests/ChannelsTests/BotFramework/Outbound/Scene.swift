import Channels
import Foundation
import Ground
import HTTP
import Messaging
import Storage
import Synchronization
import Telemetry
import TestKit
import Testing

/// An outbox in a file of its own, a clock that stands, and a connector that answers as a test says.
struct Scene {
  let folder: TemporaryFolder
  let database: Database
  let time: VirtualTime
  let connector: ScriptedConnector
  let metrics = Metrics()
  let unreachable = Recorder()
  var settings = PostmanSettings()
  var rules = RetryRules()

  static let start = Date(timeIntervalSince1970: 1_795_000_000)
  static let tokenEndpoint = "https://login.example/t/oauth2/v2.0/token"

  init() throws {
    folder = try TemporaryFolder()
    database = try Database(
      path: folder.path("outbox.sqlite"),
      layouts: [OutboxStore.layout, ReferenceStore.layout]
    )
    time = VirtualTime(Self.start)
    connector = ScriptedConnector(time: time)
  }

  /// A postman as a new process makes one.
  func postman() throws -> Postman {
    let source = TokenSource(endpoint: Self.tokenEndpoint, scope: "s") {
      BotCredentials(applicationID: "app", secret: Secret("secret"))
    }
    let token = OwnToken(try #require(source), transport: connector, time: time, seed: 1)
    let hosts = try #require(ServiceHosts(OutboundCloud.worldwide.serviceHosts))
    let client = ConnectorClient(
      transport: connector,
      token: token,
      hosts: hosts,
      rules: rules,
      time: time
    )
    let unreachable = unreachable
    return Postman(
      database: database,
      client: client,
      clock: time,
      metrics: metrics,
      settings: settings,
      seed: 1
    ) { (user, reason, _) throws(DatabaseError) in
      unreachable.note("\(user) \(reason.rawValue)")
    }
  }

  static func reference(
    _ conversation: String,
    of user: String = "kari",
    isPersonal: Bool = true
  ) -> Reference {
    Reference(
      user: user,
      channelID: "msteams",
      serviceURL: "https://smba.trafficmanager.net/emea/",
      conversationID: conversation,
      isPersonal: isPersonal,
      tenantID: "tenant",
      botID: "28:bot",
      botName: "Rakel",
      channelUserID: "29:\(user)",
      channelUserName: "Kari",
      locale: "nb-NO"
    )
  }

  /// Keeps where the users are reached alone: `kari` in `a:kari`.
  func know(_ users: String...) async throws {
    for user in users { try await keep(Self.reference("a:\(user)", of: user)) }
  }

  func keep(_ reference: Reference) async throws {
    let now = time.now()
    try await database.write { (connection) throws(DatabaseError) in
      try ReferenceStore.keep(reference, at: now, in: connection)
    }
  }

  @discardableResult
  func say(
    _ text: String,
    to user: String = "kari",
    in conversation: String? = nil,
    replyTo: String? = nil,
    replaces: Int? = nil,
    card: JSON? = nil
  ) async throws -> Int {
    let now = time.now()
    return try await database.write { (connection) throws(DatabaseError) in
      try OutboxStore.add(
        OutgoingMessage(text, card: card, replaces: replaces),
        to: user,
        conversation: conversation,
        replyTo: replyTo,
        at: now,
        in: connection
      )
    }
  }

  /// Lets time pass, waking the postman whenever it asks for it.
  func pass(_ seconds: Double, _ postman: Postman) async {
    let end = time.now().addingTimeInterval(seconds)
    while let next = await postman.settle(), next <= end { time.set(to: max(next, time.now())) }
    time.set(to: end)
    await postman.settle()
  }

  /// The texts that wait for a user, and why those that do not were given up.
  func waiting(_ user: String = "kari") async throws -> [String] {
    try await database.read { (connection) throws(DatabaseError) in
      try OutboxStore.undelivered(to: user, in: connection).map(\.message.text)
    }
  }

  func givenUp(_ user: String = "kari") async throws -> [String] {
    try await database.read { (connection) throws(DatabaseError) in
      try OutboxStore.reasonsGivenUp(for: user, since: .distantPast, in: connection)
    }
  }

  func blocked(_ key: String) async throws -> String? {
    try await database.read { (connection) throws(DatabaseError) in
      try ReferenceStore.reference(key, in: connection)?.blocked
    }
  }
}

/// Notes what happens, in order.
final class Recorder: Sendable {
  private let kept = Mutex<[String]>([])
  var notes: [String] { kept.withLock { $0 } }
  func note(_ text: String) { kept.withLock { $0.append(text) } }
}
