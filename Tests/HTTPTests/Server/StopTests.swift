import Foundation
import HTTP
import Testing

/// How the server stops.
@Suite struct StopTests {
  /// A handler that says when it has begun, and answers when it may.
  private static func held(_ started: Signal, until open: Signal) -> Answering {
    Answering { _, _ in
      started.raise()
      await open.wait()
      return Response(Task.isCancelled ? .internalError : .ok)
    }
  }

  @Test func `waits for what runs, and takes nothing new`() async throws {
    let (started, open) = (Signal(), Signal())
    let served = try Served(by: Self.held(started, until: open))
    let client = try served.client()
    client.send(Served.request("GET /"))
    await started.wait()
    async let stopped: Void = served.server.stop(within: .seconds(20))
    // Stopping has begun when nobody can connect any more.
    while (try? served.client()) != nil { await Task.yield() }
    open.raise()
    let answer = try #require(await client.answer())
    #expect(answer.status == 200 && answer.header("connection") == "close")
    await stopped
  }

  @Test func `answers 503 for what does not end`() async throws {
    let started = Signal()
    // Each waits until it is cancelled, which a signal does for one of them only.
    let endless = Answering { _, _ in
      started.raise()
      try? await Task.sleep(for: .seconds(3_600))
      return Response(.ok)
    }
    let served = try Served(by: endless)
    let clients = try (0..<20).map { _ in try served.client() }
    for client in clients { client.send(Served.request("GET /")) }
    await started.wait()
    await served.server.stop(within: .milliseconds(50))
    for client in clients {
      // Those that had not been read yet are just closed.
      let status = await client.answer()?.status
      #expect(status == 503 || status == nil)
    }
  }

  /// libmicrohttpd aborts the process where it is stopped while somebody waits.
  @Test(arguments: 0..<20)
  func `keeps nobody waiting who comes while it stops`(round: Int) async throws {
    let served = try Served(by: Answering { _, _ in Response(.ok) })
    let clients = try (0..<20).map { _ in try served.client() }
    for client in clients { client.send(Served.request("GET /")) }
    await served.server.stop(within: .zero)
    for client in clients {
      let status = await client.answer()?.status
      #expect(status == 200 || status == 503 || status == nil)
    }
  }

  @Test func `closes connections that wait or are in the middle of a request`() async throws {
    let served = try Served()
    let (idle, halfway, fresh) = try (served.client(), served.client(), served.client())
    idle.send(Served.request("GET /"))
    #expect(await idle.answer()?.status == 200)
    halfway.send("POST / HTTP/1.1\r\nHost: a.no\r\n")
    await served.server.stop(within: .seconds(20))
    for client in [idle, halfway, fresh] { #expect(await client.rest() == "") }
    await served.server.stop(within: .seconds(20))
  }

  @Test(arguments: 0..<10)
  func `stops under load`(round: Int) async throws {
    let served = try Served()
    let clients = try (0..<8).map { _ in try served.client() }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for client in clients {
        group.addTask {
          while client.send(Served.post("abc")), let answer = await client.answer() {
            #expect(answer.status == 200 || answer.status == 503)
          }
        }
      }
      // Once all of them have been answered at least once.
      for client in clients { _ = client }
      await served.server.stop(within: round.isMultiple(of: 2) ? .seconds(20) : .zero)
      try await group.waitForAll()
    }
  }

  @Test func `ends when nobody holds it any more`() async throws {
    let client: RawClient
    do {
      let served = try Served()
      client = try served.client()
      client.send(Served.request("GET /"))
      #expect(await client.answer()?.status == 200)
    }
    #expect(await client.rest() == "")
  }
}
