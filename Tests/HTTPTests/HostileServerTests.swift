import Foundation
import HTTP
import TestKit
import Testing

/// What a server may do wrong, and what is said of it.
@Suite struct HostileServerTests {
  private static let quick = Limits(
    connecting: .milliseconds(200),
    total: .milliseconds(200),
    bodyBytes: 1_000
  )

  private static func error(
    from server: LoopbackServer,
    limits: Limits = Limits(total: .seconds(20), bodyBytes: 1_000)
  ) async throws -> TransportError? {
    let request = Request(.get, try CurlTransportTests.address(server))
    do {
      _ = try await CurlTransport().send(request, limits: limits)
      return nil
    } catch { return error }
  }

  @Test(arguments: [
    // Closes midway: nothing at all, in the head, in a body of known length, in a chunk, before the last chunk.
    "", "HTTP/1.1 200 OK\r\nContent-", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nA\r\nhalf",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n",
    // No HTTP, or none that is understood.
    "SSH-2.0-OpenSSH_9.2\r\n", "\0\u{1}\u{2}\r\n\r\n",
    "HTTP/1.1 999 What\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n", "HTTP/9.9 200 OK\r\n\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
    "HTTP/1.1 200 OK\r\nNoColon\r\n\r\n", "HTTP/1.1 200 OK\r\n folded\r\n\r\n",
  ])
  func `is told that an answer is broken`(answer: String) async throws {
    let server = try LoopbackServer { connection in
      _ = connection.request()
      connection.write(answer)
    }
    #expect(try await Self.error(from: server) == .broken)
  }

  @Test(arguments: [
    "Content-Length: 1001\r\n\r\n", "\r\n", "Transfer-Encoding: chunked\r\n\r\n3E9\r\n",
    // More than fits an integer.
    "Content-Length: 9000000000000000000\r\n\r\n",
  ])
  func `refuses a body that is too large, as soon as it is`(head: String) async throws {
    let server = try LoopbackServer { connection in
      _ = connection.request()
      connection.write("HTTP/1.1 200 OK\r\n" + head)
      // For ever, until the other side has had enough.
      while connection.write(Array(repeating: 0x78, count: 10_000)) {}
    }
    #expect(try await Self.error(from: server) == .tooLarge(limit: 1_000))
  }

  @Test func `takes a body that is just small enough`() async throws {
    let server = try LoopbackServer { _ in
      CurlTransportTests.answer(String(repeating: "x", count: 1_000))
    }
    #expect(try await Self.error(from: server) == nil)
  }

  @Test func `refuses a head without end`() async throws {
    let server = try LoopbackServer { connection in
      _ = connection.request()
      connection.write("HTTP/1.1 200 OK\r\n")
      while connection.write("X-Again: \(String(repeating: "x", count: 1_000))\r\n") {}
    }
    #expect(try await Self.error(from: server) == .tooLarge(limit: 64 << 10))
  }

  @Test func `refuses early heads without end`() async throws {
    let server = try LoopbackServer { connection in
      _ = connection.request()
      while connection.write(
        "HTTP/1.1 103 Early Hints\r\nX: \(String(repeating: "x", count: 500))\r\n\r\n"
      ) {}
    }
    #expect(try await Self.error(from: server) == .tooLarge(limit: 64 << 10))
  }

  @Test(arguments: ["", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"])
  func `gives up on one that falls silent`(answer: String) async throws {
    let server = try LoopbackServer { connection in
      _ = connection.request()
      connection.write(answer)
      connection.waitForEnd()
    }
    #expect(try await Self.error(from: server, limits: Self.quick) == .timedOut)
  }

  @Test func `gives up on one that drips`() async throws {
    let server = try LoopbackServer { connection in
      _ = connection.request()
      connection.write("HTTP/1.1 200 OK\r\nX: ")
      // A byte at a time, as fast as one thread yields: there is always something, and never an end.
      while connection.write("x") { Thread.sleep(forTimeInterval: 0.01) }
    }
    #expect(try await Self.error(from: server, limits: Self.quick) == .timedOut)
  }

  @Test(arguments: [
    "Bad Header: x\r\n", ": empty\r\n", "X: a\u{1}b\r\n",
    "\u{FFFD}: x\r\n",
  ])
  func `passes over a header that is none`(line: String) async throws {
    let server = try LoopbackServer { _ in
      CurlTransportTests.answer("ok", headers: line + "X-Good: 1\r\n")
    }
    let request = Request(.get, try CurlTransportTests.address(server))
    let response = try await CurlTransport().send(request)
    #expect(response.headers.fields.map(\.name.description) == ["x-good", "content-length"])
  }

  @Test func `says that nobody listens`() async throws {
    // A port that nobody listens on: systems do not give out the highest by themselves.
    let address = try #require(WebAddress("http://127.0.0.1:65535/"))
    await #expect(throws: TransportError.unconnected) {
      _ = try await CurlTransport().send(Request(.get, address))
    }
  }

  @Test func `says that a name does not exist`() async throws {
    // In a process of its own, so that a machine without name servers need not wait long for them.
    await #expect(processExitsWith: .success) {
      #expect(unsafe setenv("RES_OPTIONS", "timeout:1 attempts:1", 1) == 0)
      // Never in DNS (RFC 6761 §6.4).
      let address = try #require(WebAddress("http://nobody.invalid/"))
      await #expect(throws: TransportError.unresolved) {
        _ = try await CurlTransport().send(
          Request(.get, address),
          limits: Limits(connecting: .seconds(20))
        )
      }
    }
  }

  @Test func `says that the other side speaks no TLS`() async throws {
    let server = try LoopbackServer { connection in
      connection.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
      connection.waitForEnd()
    }
    let address = try #require(WebAddress("https://127.0.0.1:\(server.port)/"))
    await #expect(throws: TransportError.untrusted) {
      _ = try await CurlTransport().send(Request(.get, address))
    }
  }
}
