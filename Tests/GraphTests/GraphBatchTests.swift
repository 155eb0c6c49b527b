import Graph
import Ground
import HTTP
import Synchronization
import TestKit
import Testing

@Suite struct GraphBatchTests {
  private static func resources(_ count: Int) -> [GraphResource] {
    (0..<count).map { GraphResource("users", .id("u\($0)"), needs: [.readUsers]) }
  }

  /// Answers every question of a batch, in the other order, with its own address.
  private static func echo(_ request: Request) -> FakeTransport.Answer {
    let body = try? JSON(parsing: request.body)
    let answers = (body?["requests"]?.array ?? []).reversed().map { item -> JSON in
      ["id": item["id"] ?? nil, "status": 200, "body": ["url": item["url"] ?? nil]]
    }
    return GraphScene.json(200, ["responses": .array(Array(answers))])
  }

  @Test(arguments: [0, 1, 20, 21, 45])
  func `asks twenty at a time, and keeps their order`(count: Int) async throws {
    let scene = GraphScene { Self.echo($0) }
    let results = try await scene.client().batch(Self.resources(count))
    let urls = results.map { (try? $0.get())?["url"]?.string }
    #expect(urls == (0..<count).map { "/users/u\($0)" })
    #expect(scene.asked.count == (count + 19) / 20)
    #expect(scene.asked.allSatisfy { $0.address.target == "/v1.0/$batch" && $0.method == .post })
  }

  @Test(
    arguments: [
      [:], ["responses": [:]], ["responses": []], ["responses": [["id": "0"]]],
      ["responses": [["id": "7", "status": 200]]], ["responses": [["id": "0", "status": 9]]],
      ["responses": [["id": "0", "status": 200], ["id": "0", "status": 200]]], nil,
    ] as [JSON]
  )
  func `refuses answers to what was not asked`(body: JSON) async throws {
    let scene = GraphScene([GraphScene.json(200, body)])
    let client = try scene.client()
    let error = await fault { try await client.batch(Self.resources(2)) }
    guard case .unreadable = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func `gives up on one that stays throttled, in time`() async throws {
    let scene = GraphScene { _ in
      GraphScene.json(
        200,
        ["responses": [["id": "0", "status": 429, "headers": ["Retry-After": "100"]]]]
      )
    }
    let client = try scene.client()
    let error = await fault { try await client.batch(Self.resources(1)) }
    #expect(error == .unavailable(.status(.tooManyRequests)))
    #expect(scene.waits.sum <= 900 && scene.waits.all.count == 9)
  }
}
