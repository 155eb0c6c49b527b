import Foundation
import HTTP
import Testing

/// What the server does with requests that are as they should be.
@Suite struct ServerTests {
  @Test func `answers a request, and the next on the same connection`() async throws {
    let served = try Served()
    let client = try served.client()
    for body in ["one", "two"] {
      client.send(Served.post(body, to: "/api?x=%C3%A6&y"))
      let answer = try #require(await client.answer())
      #expect(answer.status == 200)
      #expect(answer.body == "POST http://rakel.example.no/api?x=%C3%A6&y|\(body)")
      #expect(answer.header("x-content-type-options") == "nosniff")
      #expect(answer.header("cache-control") == "no-store")
      #expect(answer.header("server") == nil && answer.header("connection") == nil)
    }
  }

  @Test func `answers requests sent all at once, in their order`() async throws {
    let served = try Served()
    let client = try served.client()
    client.send((0..<20).map { Served.post("\($0)") }.joined())
    for number in 0..<20 {
      #expect(await client.answer()?.body == "POST http://rakel.example.no/|\(number)")
    }
  }

  @Test(arguments: [
    "6\r\nHei på\r\n0\r\n\r\n", "1\r\nH\r\n5;x=y\r\nei på\r\n0\r\nTrailer: x\r\n\r\n",
  ])
  func `takes a body in chunks, and closes then`(body: String) async throws {
    let served = try Served()
    let client = try served.client()
    let body = body.replacingOccurrences(of: "på", with: "pa")
    client.send(Served.request("POST /", ["Transfer-Encoding: Chunked"], body: body))
    let answer = try #require(await client.answer())
    #expect(answer.body == "POST http://rakel.example.no/|Hei pa")
    #expect(answer.header("connection") == "close")
    #expect(await client.rest() == "")
  }

  @Test func `says that the body may come`() async throws {
    let served = try Served()
    let client = try served.client()
    client.send(Served.request("POST /", ["Expect: 100-continue", "Content-Length: 3"]))
    #expect(await client.answer()?.status == 100)
    client.send("abc")
    #expect(await client.answer()?.body == "POST http://rakel.example.no/|abc")
  }

  @Test func `takes a request byte by byte, and closes then`() async throws {
    let served = try Served()
    let client = try served.client()
    for byte in Served.post("abc").utf8 { client.send([byte]) }
    #expect(await client.rest()?.hasSuffix("\r\n\r\nPOST http://rakel.example.no/|abc") == true)
  }

  @Test func `takes the largest head and body that are allowed`() async throws {
    let served = try Served()
    let client = try served.client()
    let target = "/" + String(repeating: "t", count: 8_191)
    let field = "X: " + String(repeating: "x", count: 20_000)
    let body = String(repeating: "b", count: 262_144)
    let head = ["Content-Length: \(body.count)", field]
    client.send(Served.request("POST \(target)", head, body: body))
    #expect(await client.answer()?.body == "POST http://rakel.example.no\(target)|\(body)")
  }

  @Test(arguments: [
    ("GET http://rakel.example.no/a HTTP/1.1\r\nHost: rakel.example.no\r\n\r\n", "/a"),
    ("GET /a HTTP/1.0\r\nHost: rakel.example.no\r\n\r\n", "/a"),
    ("GET /a HTTP/1.1\r\nHost:rakel.example.no:80 \t\r\nCookie: a=b; c=d\r\n\r\n", "/a"),
    ("\r\n\r\nGET /a HTTP/1.1\r\nHost: rakel.example.no\r\nX:\r\n\r\n", "/a"),
    ("GET /?a+b=c&d&&=%20?e HTTP/1.1\r\nHost: rakel.example.no\r\n\r\n", "/?a+b=c&d&&=%20?e"),
  ])
  func `understands every form of a good request`(request: String, target: String) async throws {
    let served = try Served()
    let client = try served.client()
    client.send(request)
    let answer = try #require(await client.answer())
    #expect(answer.body == "GET http://rakel.example.no\(target)|")
  }

  @Test func `takes HTTP 1.0 without Host for its own`() async throws {
    let served = try Served()
    let client = try served.client()
    client.send("GET / HTTP/1.0\r\n\r\n")
    #expect(await client.rest()?.contains("GET http://localhost:\(served.server.port)/|") == true)
  }

  @Test(arguments: [204, 304])
  func `sends no body where there must be none`(code: Int) async throws {
    let status = try #require(Status(code))
    let served = try Served(by: Answering { _, _ in Response(status, body: Array("x".utf8)) })
    let client = try served.client()
    client.send(Served.request("GET /") + Served.request("GET /"))
    #expect(await client.answer(hasBody: false)?.status == code)
    #expect(await client.answer(hasBody: false)?.status == code)
  }

  @Test func `sends no header of a handler's that would frame the message`() async throws {
    var headers = Headers()
    for name in ["Content-Length", "Transfer-Encoding", "Connection", "Set-Cookie"] {
      try headers.add("7", for: try #require(HeaderName(name)))
    }
    let response = Response(.ok, headers: headers, body: Array("abc".utf8))
    let served = try Served(by: Answering { _, _ in response })
    let client = try served.client()
    client.send(Served.request("GET /"))
    let answer = try #require(await client.answer())
    #expect(answer.body == "abc" && answer.header("set-cookie") == "7")
    #expect(answer.header("transfer-encoding") == nil && answer.header("connection") == nil)
  }

  @Test func `serves many connections at once`() async throws {
    let served = try Served()
    let sum = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<50 {
        group.addTask {
          let client = try served.client()
          var count = 0
          for number in 0..<20 {
            client.send(Served.post("\(number)"))
            if await client.answer()?.body.hasSuffix("|\(number)") == true { count += 1 }
          }
          return count
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(sum == 1_000)
  }

  @Test(arguments: ["::", "[::1]"])
  func `listens on version 6`(host: String) async throws {
    let served: Served
    do { served = try Served({ $0.host = host }) } catch ServerError.listening {
      // Containers without IPv6 there are.
      return
    }
    let client = try RawClient(port: served.server.port, address: "::1")
    client.send(Served.request("GET /"))
    #expect(await client.answer()?.status == 200)
    guard host == "::" else { return }
    let other = try served.client()
    other.send(Served.request("GET /"))
    #expect(await other.answer()?.status == 200)
  }

  @Test func `says why it cannot listen`() throws {
    let served = try Served()
    let port = served.server.port
    let error = ServerError.listening(host: "127.0.0.1", port: port, code: EADDRINUSE)
    #expect(throws: error) { try Served({ $0.port = port }) }
    #expect("\(error)".contains("somebody else"))
    #expect(throws: ServerError.address("rakel.example.no")) {
      try Served({ $0.host = "rakel.example.no" })
    }
  }
}
