import Graph
import Ground
import HTTP
import Synchronization
import TestKit
import Testing

@Suite struct GraphPagesTests {
  private static func link(_ token: String) -> String {
    "https://graph.example/v1.0/things?$top=2&$skiptoken=\(token)"
  }

  @Test func `reads page after page, each with the token`() async throws {
    let scene = GraphScene([
      GraphScene.page([1, 2], next: Self.link("a b|{c}")),
      GraphScene.page([], next: Self.link("b")),
      GraphScene.page([3]),
    ])
    #expect(try await scene.client().pages(of: GraphScene.path).all() == [1, 2, 3])
    #expect(
      scene.asked.map(\.address.target) == [
        "/v1.0/things?$top=2", "/v1.0/things?$top=2&$skiptoken=a%20b%7C%7Bc%7D",
        "/v1.0/things?$top=2&$skiptoken=b",
      ]
    )
    #expect(scene.asked.allSatisfy { $0.headers[.authorisation] == "Bearer t1" })
  }

  @Test func `goes on where it was, after a fault and after a restart`() async throws {
    let scene = GraphScene([
      GraphScene.page([1], next: Self.link("a")), .failure(.untrusted),
      GraphScene.page([2], next: Self.link("b")),
    ])
    var pages = try scene.client().pages(of: GraphScene.path).makeAsyncIterator()
    _ = try await pages.next()
    await #expect(throws: GraphError.self) { try await pages.next() }
    let page = try #require(try await pages.next())
    #expect(page.items == [2])
    let kept = try #require(page.next?.text)
    #expect(kept == "/v1.0/things?$top=2&$skiptoken=b")
    let later = GraphScene([GraphScene.page([3])])
    let cursor = try #require(GraphCursor(kept))
    #expect(try await later.client().pages(of: GraphScene.path, from: cursor).all() == [3])
    #expect(later.asked[0].address.target == kept)
  }

  @Test(
    arguments: [
      "https://evil.example/v1.0/things", "http://graph.example/v1.0/things",
      "https://graph.example:8443/v1.0/things", "https://graph.example@evil.example/v1.0/things",
      "https://graph.example.evil.example/v1.0/x", "//evil.example/v1.0/things", "/v1.0/things",
      "https://graph.example/beta/things", "https://graph.example/v1.0/../beta/x",
      "https://graph.example/v1.0/%2E%2e/beta/x", "https://graph.example\\@evil.example/v1.0/x",
      "https://graph.example/v1.0/a\r\nHost: evil", "https://graph.example/v1.0/x?a\u{0}", "",
      "javascript:alert(1)", "https://gräph.example/v1.0/things",
    ]
  )
  func `gives the token to nobody else, whatever the next page is said to be`(
    link: String
  ) async throws {
    let scene = GraphScene([GraphScene.page([1], next: link)])
    let client = try scene.client()
    let error = await fault { try await client.pages(of: GraphScene.path).all() }
    #expect(error == .unreadable(.foreignPage))
    #expect(scene.transport.requests.count == 2)
  }

  @Test func `sees that it goes in circles`() async throws {
    let scene = GraphScene([
      GraphScene.page([1], next: Self.link("a")), GraphScene.page([2], next: Self.link("b")),
      GraphScene.page([3], next: Self.link("a")),
    ])
    let client = try scene.client()
    let error = await fault { try await client.pages(of: GraphScene.path).all() }
    #expect(error == .unreadable(.endless))
    #expect(scene.asked.count == 3)
  }

  @Test func `sees that there is no end`() async throws {
    let count = Mutex(0)
    let scene = GraphScene { _ in
      let number = count.withLock { count in
        count += 1
        return count
      }
      return GraphScene.page([], next: Self.link("\(number)"))
    }
    let client = try scene.client(patience: Patience(pages: 50))
    let error = await fault { try await client.pages(of: GraphScene.path).all() }
    #expect(error == .unreadable(.endless))
    #expect(scene.asked.count == 50)
  }

  @Test(arguments: [["value": [:]], ["value": nil], [:], [], "x", 1] as [JSON])
  func `refuses what is no page`(body: JSON) async throws {
    let scene = GraphScene([GraphScene.json(200, body)])
    let client = try scene.client()
    let error = await fault { try await client.pages(of: GraphScene.path).all() }
    #expect(error == .unreadable(.form(GraphScene.path.name)))
  }

  @Test(arguments: ["", "things", "https://graph.example/v1.0/x", "/beta/x", "/v1.0/a/../../x"])
  func `takes no kept place that leads elsewhere`(text: String) {
    #expect(GraphCursor(text) == nil)
  }
}
