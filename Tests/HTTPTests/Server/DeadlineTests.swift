import Foundation
import HTTP
import Telemetry
import Testing

/// How long clients, and handlers, may take.
@Suite struct DeadlineTests {
  private static func served(
    request: Duration = .milliseconds(150),
    idle: Duration = .seconds(20),
    by handler: any Handler = Echo(),
    metrics: Metrics = Metrics()
  ) throws -> Served {
    try Served(
      {
        $0.limits.request = request
        $0.limits.idle = idle
      },
      by: handler,
      observation: Observation(metrics: metrics)
    )
  }

  @Test(arguments: [
    ("POST / HTTP/1.1\r\nHost: a.no\r\nX: ", "HTTP/1.1 408 "),
    ("POST / HTTP/1.1\r\nHost: a.no\r\nContent-Length: 99999\r\n\r\n", "HTTP/1.1 408 "),
    // Before there is a line to answer to.
    ("", ""), ("POST /", ""),
  ])
  func `cuts off whoever drips`(start: String, end: String) async throws {
    let served = try Self.served()
    let client = try served.client()
    client.send(start)
    let dripping = Thread {
      // There is always something new, and never an end.
      while client.send("x") { Thread.sleep(forTimeInterval: 0.01) }
    }
    dripping.start()
    let rest = try #require(await client.rest())
    #expect(rest.hasPrefix(end) && rest.isEmpty == end.isEmpty)
  }

  @Test func `keeps nobody waiting for slow ones`() async throws {
    let served = try Self.served(request: .seconds(20))
    let slow = try (0..<60).map { _ in try served.client() }
    for client in slow {
      client.send("POST / HTTP/1.1\r\nHost: a.no\r\nContent-Length: 9\r\n\r\n1")
    }
    let client = try served.client()
    client.send(Served.post("abc"))
    #expect(await client.answer()?.status == 200)
    withExtendedLifetime(slow) {}
  }

  @Test func `closes a connection without requests`() async throws {
    let metrics = Metrics()
    let served = try Self.served(request: .seconds(20), idle: .milliseconds(50), metrics: metrics)
    let client = try served.client()
    client.send(Served.post("abc"))
    #expect(await client.answer()?.status == 200)
    #expect(await client.rest() == "")
    #expect(metrics.value(of: .closedConnections, ["reason": "idle"]) == 1)
  }

  @Test func `gives up on a handler that takes too long`() async throws {
    let cancelled = Signal()
    let served = try Self.served(
      by: Answering { _, _ in
        await Signal().wait()
        cancelled.raise()
        return Response(.ok)
      }
    )
    let client = try served.client()
    client.send(Served.request("GET /"))
    #expect(await client.answer()?.status == 503)
    await cancelled.wait()
    // The connection is as good as before.
    client.send(Served.request("GET /"))
    #expect(await client.answer()?.status == 503)
  }

  @Test func `cuts off whoever does not read`() async throws {
    let metrics = Metrics()
    let body = [UInt8](repeating: 0x78, count: 16 << 20)
    let answering = Answering { _, _ in Response(.ok, body: body) }
    let served = try Self.served(by: answering, metrics: metrics)
    var client = try served.client()
    var closed = 0.0
    // Nothing of it is read until the server has lost patience. On a busy machine that may be with the handler: again.
    while metrics.value(of: .closedConnections, ["reason": "reading"]) == 0 {
      let handling = metrics.value(of: .closedConnections, ["reason": "handling"])
      if handling >= closed {
        client = try served.client()
        client.send(Served.request("GET /"))
        closed = handling + 1
      }
      try await Task.sleep(for: .milliseconds(5))
    }
    let rest = try #require(await client.rest())
    #expect(rest.utf8.count < body.count)
  }

  @Test func `cancels the task of a client that is gone`() async throws {
    let (started, cancelled) = (Signal(), Signal())
    let served = try Self.served(
      request: .seconds(20),
      by: Answering { _, _ in
        started.raise()
        await Signal().wait()
        cancelled.raise()
        return Response(.ok)
      }
    )
    let client = try served.client()
    client.send(Served.request("GET /"))
    await started.wait()
    client.abandon()
    await cancelled.wait()
  }

  @Test func `answers whoever has only ended sending`() async throws {
    let served = try Self.served(request: .seconds(20))
    let client = try served.client()
    client.send(Served.post("abc"))
    client.endSending()
    #expect(await client.answer()?.status == 200)
  }
}
