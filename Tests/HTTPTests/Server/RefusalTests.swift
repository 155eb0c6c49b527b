import Foundation
import HTTP
import Telemetry
import Testing

/// What is refused before any handler sees it: everything that two readers could understand in two ways.
@Suite struct RefusalTests {
  /// A request that differs from a good one in this: a line, or several.
  private static func lines(_ lines: String...) -> String {
    "POST / HTTP/1.1\r\nHost: a.no\r\n" + lines.joined(separator: "\r\n") + "\r\n\r\n"
  }

  @Test(arguments: [
    // Where the body ends.
    lines("Content-Length: 5", "Content-Length: 5") + "12345",
    lines("Content-Length: 5", "content-length: 6") + "123456",
    lines("Content-Length: 5", "Transfer-Encoding: chunked") + "0\r\n\r\n",
    lines("Transfer-Encoding: chunked", "Content-Length: 5") + "0\r\n\r\n",
    lines("Transfer-Encoding: xchunked") + "0\r\n\r\n",
    lines("Transfer-Encoding: gzip, chunked") + "0\r\n\r\n",
    lines("Transfer-Encoding: chunked", "Transfer-Encoding: chunked") + "0\r\n\r\n",
    lines("Transfer-Encoding: chunked", "Transfer-Encoding: identity") + "0\r\n\r\n",
    lines("Transfer-Encoding: chunked ") + "0\r\n\r\n",
    lines("Transfer-Encoding: \u{B}chunked") + "0\r\n\r\n",
    lines("Transfer-Encoding:") + "0\r\n\r\n",
    "POST / HTTP/1.0\r\nHost: a.no\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    // Lines that are none.
    lines("X: a\0b"), lines("X: a\0"), lines("X\0: a"), lines("\0X: a"), lines("X: a\0\0Y\0b"),
    "POST / HTTP/1.1\r\nHost: a.no\0\n\r\n", "POST / HTTP/1.1\r\nHost: a.no\r\n\0\n",
    "POST / HTTP/1.1\r\nHost: a.no\n\0\r\n",
    lines("X: a\u{1}b"), lines("X: a\u{7F}b"), lines("X: a\rb"), lines("X: a\r"),
    lines("Content-Length : 5") + "12345", lines("X\t: a"), lines(" X: a"), lines(": a"),
    lines("X"),
    lines("X(): a"), lines("æ: a"), lines("X: a", " folded"), lines("X: a", "\tfolded", "Y: b"),
    "POST / HTTP/1.1\nHost: a.no\r\n\r\n", "POST / HTTP/1.1\r\nHost: a.no\n\r\n",
    "POST / HTTP/1.1\r\nHost: a.no\nX: a\r\n\r\n", "POST / HTTP/1.1\r\nHost: a.no\r\n\n",
    "POST / HTTP/1.1\r\nHost: a.no\r\nX: a\n\r\n",
    "POST / HTTP/1.1\r\nX: a\n\0\nHost: a.no\r\n\r\n",
    "POST / HTTP/1.1\r\n Host: a.no\r\n\r\n", "POST / HTTP/1.1\r\nHost: a.no\r\n \r\n\r\n",
    // The host.
    "POST / HTTP/1.1\r\n\r\n", lines("Host: a.no"), lines("Host: b.no"),
    "POST / HTTP/1.0\r\nHost: a.no\r\nHost: a.no\r\n\r\n",
    "POST / HTTP/1.1\r\nHost:\r\n\r\n", "POST / HTTP/1.1\r\nHost: a.no/x\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a.no?x\r\n\r\n", "POST / HTTP/1.1\r\nHost: a.no#x\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: me@a.no\r\n\r\n", "POST / HTTP/1.1\r\nHost: a.no, b.no\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a.no:x\r\n\r\n", "POST / HTTP/1.1\r\nHost: a.no:99999\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: 127.1\r\n\r\n", "POST / HTTP/1.1\r\nHost: [::1\r\n\r\n",
    // The request line.
    "POST  / HTTP/1.1\r\nHost: a.no\r\n\r\n", "POST / x HTTP/1.1\r\nHost: a.no\r\n\r\n",
    "POST /\tx HTTP/1.1\r\nHost: a.no\r\n\r\n", "P()T / HTTP/1.1\r\nHost: a.no\r\n\r\n",
    "POST /\0x HTTP/1.1\r\nHost: a.no\r\n\r\n", "PO\0ST / HTTP/1.1\r\nHost: a.no\r\n\r\n",
    "POST /%zz HTTP/1.1\r\nHost: a.no\r\n\r\n", "POST /æ HTTP/1.1\r\nHost: a.no\r\n\r\n",
    "POST /#x HTTP/1.1\r\nHost: a.no\r\n\r\n", "POST x HTTP/1.1\r\nHost: a.no\r\n\r\n",
    "OPTIONS * HTTP/1.1\r\nHost: a.no\r\n\r\n", "CONNECT a.no:80 HTTP/1.1\r\nHost: a.no\r\n\r\n",
    "POST http://b.no/ HTTP/1.1\r\nHost: a.no\r\n\r\n",
    "POST http://me@a.no/ HTTP/1.1\r\nHost: a.no\r\n\r\n",
    "POST http://a.no/#x HTTP/1.1\r\nHost: a.no\r\n\r\n",
    "POST ftp://a.no/ HTTP/1.1\r\nHost: a.no\r\n\r\n", "POST / http/1.1\r\nHost: a.no\r\n\r\n",
    "POST / HTTP/1.1 \r\nHost: a.no\r\n\r\n", "POST /\r\nHost: a.no\r\n\r\n",
  ])
  func `refuses what is not flawless, and closes`(request: String) async throws {
    let metrics = Metrics()
    let served = try Served(
      by: Answering { _, _ in
        Issue.record("a handler has seen it")
        return Response(.ok)
      },
      observation: Observation(metrics: metrics)
    )
    let client = try served.client()
    // What would be the next request, if the connection were kept.
    client.send(request + Served.request("GET /smuggled"))
    let answer = await client.answer()
    #expect(answer?.status == 400)
    #expect(answer?.header("connection") == "close")
    // Nothing else comes.
    #expect(await client.rest() == "")
  }

  @Test(arguments: ["5x", "+5", "-5", "0x5", "5, 5", "", "5 "])
  func `refuses a length that is no number`(length: String) async throws {
    let served = try Served()
    let client = try served.client()
    client.send(Self.lines("Content-Length: \(length)") + "12345")
    // libmicrohttpd sends its own answer, and its head twice: the second is the body of the first to whoever reads it.
    let said = try #require(await client.rest())
    #expect(said.hasPrefix("HTTP/1.1 400 "))
    #expect(!said.contains(" 200 "))
  }

  @Test(arguments: [
    ("POST / HTTP/1.2\r\nHost: a.no\r\n\r\n", 505), ("POST / HTTP/2.0\r\nHost: a.no\r\n\r\n", 505),
    ("POST / HTTP/0.9\r\nHost: a.no\r\n\r\n", 505),
    (lines("Expect: 200-ok"), 417), (lines("Content-Length: 262145"), 413),
    (lines("Content-Length: 262145", "Expect: 100-continue"), 413),
    (lines("Content-Length: 99999999999999999999"), 413),
    ("POST /\(String(repeating: "x", count: 8_192)) HTTP/1.1\r\nHost: a.no\r\n\r\n", 414),
    ("POST /\(String(repeating: "x", count: 99_000)) HTTP/1.1\r\nHost: a.no\r\n\r\n", 414),
    (lines("X: \(String(repeating: "x", count: 32_768))"), 431),
    (lines("X: \(String(repeating: "x", count: 99_000))"), 431),
    (lines("X: \(String(repeating: "a\r\nX: ", count: 100))"), 431),
    (lines("X: \(String(repeating: "a\r\nX: ", count: 3_000))"), 431),
  ])
  func `says what is too much`(request: String, status: Int) async throws {
    let served = try Served()
    let client = try served.client()
    client.send(request)
    #expect(await client.answer()?.status == status)
  }

  @Test func `lets a client that sends on read why it is refused`() async throws {
    let served = try Served()
    let client = try served.client()
    let body = String(repeating: "x", count: 3_000_000)
    let sending = Task.detached { client.send(Served.post(body)) }
    #expect(await client.answer()?.status == 413)
    _ = await sending.value
  }

  @Test func `refuses a body in chunks as soon as it is too large`() async throws {
    let served = try Served()
    let client = try served.client()
    client.send(Served.request("POST /", ["Transfer-Encoding: chunked"]))
    let chunk = "4000\r\n" + String(repeating: "x", count: 0x4000) + "\r\n"
    let sending = Task.detached { for _ in 0..<17 { client.send(chunk) } }
    #expect(await client.answer()?.status == 413)
    _ = await sending.value
    #expect(await client.rest() == "")
  }

  @Test(arguments: [
    "x\r\n", "\r\n", "-1\r\n", "5\r\nabcdefg\r\n", "FFFFFFFFFFFFFFFFF\r\n", "5 \r\nabcde\r\n",
  ])
  func `refuses chunks that are none`(chunks: String) async throws {
    let served = try Served(
      by: Answering { _, _ in
        Issue.record("a handler has seen it")
        return Response(.ok)
      }
    )
    let client = try served.client()
    client.send(Served.request("POST /", ["Transfer-Encoding: chunked"], body: chunks))
    let answer = try #require(await client.answer())
    #expect(answer.status == 400 || answer.status == 413)
  }
}
