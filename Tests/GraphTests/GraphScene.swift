import Foundation
import Graph
import Ground
import HTTP
import Synchronization
import TestKit

/// A client of a Graph that answers as it is told, in a time that only waiting moves.
struct GraphScene: Sendable {
  static let start = Date(timeIntervalSince1970: 1_795_000_000)
  static let path = GraphResource("things", top: 2, needs: [.readUsers])

  let transport: FakeTransport
  let time = VirtualTime(start)
  let waits = Waits()

  /// The waits there were, in seconds.
  final class Waits: Sendable {
    private let kept = Mutex<[Double]>([])
    var all: [Double] { kept.withLock { $0 } }
    var sum: Double { all.reduce(0, +) }
    func note(_ wait: Duration) { kept.withLock { $0.append(wait / .seconds(1)) } }
  }

  /// Tokens are `t1`, `t2` and so on; everything else gets the answers in their order, and then none.
  init(_ answers: [FakeTransport.Answer], lifetime: Int = 3_600) {
    let rest = Mutex(answers[...])
    self.init(lifetime: lifetime) { _ in
      rest.withLock { $0.popFirst() } ?? .failure(.unconnected)
    }
  }

  init(
    lifetime: Int = 3_600,
    grant: (@Sendable (Int) -> FakeTransport.Answer)? = nil,
    _ answer: @escaping @Sendable (Request) -> FakeTransport.Answer
  ) {
    let grants = Mutex(0)
    transport = FakeTransport { request in
      guard request.address.origin.host.description == "login.example" else {
        return answer(request)
      }
      let number = grants.withLock { count in
        count += 1
        return count
      }
      if let grant { return grant(number) }
      return Self.json(
        200,
        ["access_token": .string("t\(number)"), "expires_in": .integer(lifetime)]
      )
    }
  }

  static func json(
    _ status: Int,
    _ body: JSON,
    _ headers: KeyValuePairs<String, String> = [:]
  ) -> FakeTransport.Answer {
    var response = Response(Status(status) ?? .ok, body: Array(body.text.utf8))
    for (name, value) in [("Content-Type", "application/json")] + headers.map({ ($0, $1) }) {
      if let name = HeaderName(name) { try? response.headers.add(value, for: name) }
    }
    return .success(response)
  }

  static func page(_ items: [JSON], next: String? = nil) -> FakeTransport.Answer {
    var page: JSON = ["value": .array(items)]
    if let next, case .object(var object) = page {
      object["@odata.nextLink"] = .string(next)
      page = .object(object)
    }
    return json(200, page)
  }

  static func fault(
    _ status: Int,
    _ code: String,
    _ message: String = "",
    after: String? = nil
  ) -> FakeTransport.Answer {
    let error: JSON = ["error": ["code": .string(code), "message": .string(message)]]
    return after.map { json(status, error, ["Retry-After": $0]) } ?? json(status, error)
  }

  func account(_ proof: GraphAccount.Proof? = .secret(Secret("s&=+æ"))) throws -> GraphAccount {
    guard let login = WebAddress("https://login.example")?.origin,
      let graph = WebAddress("https://graph.example")?.origin,
      let cloud = GraphCloud(login: login, graph: graph)
    else { throw CocoaError(.featureUnsupported) }
    return GraphAccount(cloud: cloud, tenant: "tenant", client: "client") { proof }
  }

  func client(
    _ access: GraphClient.Access = .reads,
    patience: Patience = Patience(),
    proof: GraphAccount.Proof? = .secret(Secret("s&=+æ"))
  ) throws -> GraphClient {
    GraphClient(
      try account(proof),
      access: access,
      transport: transport,
      time: time,
      patience: patience,
      seed: 1,
      sleep: { [time, waits] wait in
        waits.note(wait)
        time.set(to: time.now().addingTimeInterval(wait / .seconds(1)))
      }
    )
  }

  /// The requests to Graph itself.
  var asked: [Request] {
    transport.requests.filter { $0.address.origin.host.description == "graph.example" }
  }

  /// The requests for tokens.
  var granted: [Request] {
    transport.requests.filter { $0.address.origin.host.description == "login.example" }
  }
}

extension GraphPages {
  /// Everything on all pages.
  func all() async throws -> [JSON] {
    var items: [JSON] = []
    for try await page in self { items += page.items }
    return items
  }
}

/// What went wrong; nil where nothing did.
func fault<Value>(
  _ work: () async throws -> Value
) async -> GraphError? {
  do {
    _ = try await work()
    return nil
  } catch { return error as? GraphError }
}
