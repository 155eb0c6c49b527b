import Foundation
import HTTP
import TestKit
import Testing

@Suite struct CurlTransportTests {
  private let transport = CurlTransport()

  static func address(_ server: LoopbackServer, _ target: String = "/") throws -> WebAddress {
    try #require(WebAddress("http://127.0.0.1:\(server.port)\(target)"))
  }

  static func answer(_ body: String, status: String = "200 OK", headers: String = "") -> String {
    "HTTP/1.1 \(status)\r\n\(headers)Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
  }

  @Test(arguments: [Method.get, .post, .put, .patch, .delete, .options], ["", "{\"a\": \"å\"}"])
  func `sends what it is given and gives back what came`(method: Method, body: String) async throws
  {
    let server = try LoopbackServer { request in
      Self.answer(
        request.head[0] + "|" + request.body,
        headers: "X-Length: \(request.header("content-length") ?? "none")\r\n"
          + "X-Own: \(request.header("x-own") ?? "none")\r\nX-Type: \(request.header("content-type") ?? "none")\r\n"
      )
    }
    var request = Request(method, try Self.address(server, "/a/../b?c=%20"), body: Array(body.utf8))
    let own = try #require(HeaderName("X-Own"))
    try request.headers.add("", for: own)
    let response = try await transport.send(request)
    #expect(response.status == .ok)
    #expect(
      String(decoding: response.body, as: UTF8.self) == "\(method) /a/../b?c=%20 HTTP/1.1|\(body)"
    )
    #expect(response.headers[own]?.isEmpty == true)
    let type = try #require(HeaderName("X-Type"))
    #expect(response.headers[type] == "none")
    let length = try #require(HeaderName("X-Length"))
    let isBodyMeant = !body.isEmpty || [.post, .put, .patch].contains(method)
    #expect(response.headers[length] == (isBodyMeant ? "\(body.utf8.count)" : "none"))
  }

  @Test func `asks for a head without waiting for a body`() async throws {
    let server = try LoopbackServer { _ in "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n" }
    let response = try await transport.send(Request(.head, try Self.address(server)))
    #expect(response.body.isEmpty)
    #expect(response.headers[.contentLength] == "100")
  }

  @Test func `keeps the framing of a message to itself`() async throws {
    let server = try LoopbackServer { request in
      Self.answer(request.head.joined(separator: "|").lowercased())
    }
    var request = Request(.post, try Self.address(server), body: Array("four".utf8))
    for name in [
      "Host", "Content-Length", "Transfer-Encoding", "Connection", "Expect", "Proxy-Authorization",
    ] {
      try request.headers.add("evil", for: try #require(HeaderName(name)))
    }
    let text = String(decoding: try await transport.send(request).body, as: UTF8.self)
    #expect(!text.contains("evil"))
    #expect(text.contains("content-length: 4"))
    #expect(text.contains("host: 127.0.0.1:\(server.port)") && text.contains("user-agent: rakel"))
  }

  @Test func `sends a large body without asking first`() async throws {
    let server = try LoopbackServer { request in
      Self.answer("\(request.header("expect") ?? "none") \(request.body.utf8.count)")
    }
    let body = [UInt8](repeating: 0x78, count: 2_000_000)
    let response = try await transport.send(Request(.post, try Self.address(server), body: body))
    #expect(response.body == Array("none 2000000".utf8))
  }

  @Test func `uses a connection again`() async throws {
    let server = try LoopbackServer { _ in Self.answer("x") }
    for _ in 0..<20 { _ = try await transport.send(Request(.get, try Self.address(server))) }
    // One, unless the machine was too busy for the connection to be back in time.
    #expect(server.connections <= 3)
  }

  @Test func `runs many at once, and no more than it may`() async throws {
    let server = try LoopbackServer { request in Self.answer(request.body) }
    let transport = CurlTransport(CurlTransport.Options(requestsPerOrigin: 4))
    let address = try Self.address(server)
    let bodies = try await withThrowingTaskGroup(of: String.self) { group in
      for number in 0..<300 {
        group.addTask {
          let request = Request(.post, address, body: Array("\(number)".utf8))
          return String(decoding: try await transport.send(request).body, as: UTF8.self)
        }
      }
      return try await group.reduce(into: Set()) { $0.insert($1) }
    }
    #expect(bodies == Set((0..<300).map(String.init)))
    #expect(server.connections <= 4)
  }

  @Test(arguments: ["http://127.0.0.1:%/loop", "/loop", "https://example.com/"])
  func `follows no redirect`(location: String) async throws {
    let server = try LoopbackServer { _ in
      Self.answer("", status: "302 Found", headers: "Location: \(location)\r\n")
    }
    let response = try await transport.send(Request(.get, try Self.address(server, "/loop")))
    #expect(response.status.code == 302)
    #expect(response.headers[.location] == location)
    #expect(server.connections == 1)
  }

  @Test func `takes the last head and no trailers`() async throws {
    let server = try LoopbackServer { _ in
      "HTTP/1.1 103 Early Hints\r\nX-A: early\r\n\r\nHTTP/1.1 201 Created\r\nX-A: late\r\n"
        + "Transfer-Encoding: chunked\r\nTrailer: X-A\r\n\r\n2\r\nok\r\n0\r\nX-A: trailer\r\n\r\n"
    }
    let response = try await transport.send(Request(.get, try Self.address(server)))
    #expect(response.status == .created)
    #expect(response.body == Array("ok".utf8))
    #expect(response.headers.values(of: try #require(HeaderName("x-a"))) == ["late"])
  }

  @Test func `uses no proxy that the environment names`() async throws {
    // In a process of its own: the environment is no place to write to while others read.
    await #expect(processExitsWith: .success) {
      #expect(unsafe setenv("http_proxy", "http://127.0.0.1:1", 1) == 0)
      #expect(unsafe setenv("all_proxy", "http://127.0.0.1:1", 1) == 0)
      let server = try LoopbackServer { _ in Self.answer("x") }
      let response = try await CurlTransport().send(Request(.get, try Self.address(server)))
      #expect(response.status == .ok)
    }
  }

  @Test func `goes through the proxy that it is told`() async throws {
    let proxy = try LoopbackServer { request in Self.answer(request.head[0]) }
    let options = CurlTransport.Options(proxy: "http://127.0.0.1:\(proxy.port)")
    let address = try #require(WebAddress("http://shop.example/a"))
    let response = try await CurlTransport(options).send(Request(.get, address))
    #expect(response.body == Array("GET http://shop.example/a HTTP/1.1".utf8))
  }
}
