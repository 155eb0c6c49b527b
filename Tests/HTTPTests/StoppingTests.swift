import HTTP
import TestKit
import Testing

/// What happens to requests that nobody wants any more.
@Suite struct StoppingTests {
  /// A server that tells when a request has come, never answers, and tells when the other side has closed.
  private struct Silent {
    let server: LoopbackServer
    let signals: AsyncStream<String>

    init() throws {
      let (signals, sender) = AsyncStream.makeStream(of: String.self)
      self.signals = signals
      server = try LoopbackServer { connection in
        _ = connection.request()
        sender.yield("asked")
        connection.waitForEnd()
        sender.yield("closed")
      }
    }
  }

  @Test func `a cancelled task ends the transfer`() async throws {
    let silent = try Silent()
    let transport = CurlTransport()
    let request = Request(.get, try CurlTransportTests.address(silent.server))
    let task = Task { try await transport.send(request) }
    var signals = silent.signals.makeAsyncIterator()
    #expect(await signals.next() == "asked")
    task.cancel()
    await #expect(throws: TransportError.cancelled) { _ = try await task.value }
    #expect(await signals.next() == "closed")
  }

  @Test func `a task that was cancelled before sends nothing`() async throws {
    let server = try LoopbackServer { _ in CurlTransportTests.answer("x") }
    let request = Request(.get, try CurlTransportTests.address(server))
    let transport = CurlTransport()
    let task = Task {
      unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
      return try await transport.send(request)
    }
    await #expect(throws: TransportError.cancelled) { _ = try await task.value }
  }

  @Test func `one that waits for its turn can be cancelled, and the next has it`() async throws {
    let silent = try Silent()
    let transport = CurlTransport(CurlTransport.Options(requestsPerOrigin: 1))
    let request = Request(.get, try CurlTransportTests.address(silent.server))
    let first = Task { try await transport.send(request) }
    var signals = silent.signals.makeAsyncIterator()
    #expect(await signals.next() == "asked")
    let second = Task { try await transport.send(request) }
    second.cancel()
    await #expect(throws: TransportError.cancelled) { _ = try await second.value }
    let third = Task { try await transport.send(request) }
    first.cancel()
    // The other side sees the end of the one and the beginning of the other in either order.
    #expect(Set([await signals.next(), await signals.next()]) == ["asked", "closed"])
    third.cancel()
    await #expect(throws: TransportError.cancelled) { _ = try await third.value }
  }

  @Test func `stopping ends everything, once and for all`() async throws {
    let silent = try Silent()
    let transport = CurlTransport(CurlTransport.Options(requestsPerOrigin: 2))
    let request = Request(.get, try CurlTransportTests.address(silent.server))
    let tasks = (0..<10).map { _ in Task { try await transport.send(request) } }
    var signals = silent.signals.makeAsyncIterator()
    #expect(await signals.next() == "asked")
    async let one: Void = transport.stop()
    async let other: Void = transport.stop()
    _ = await (one, other)
    for task in tasks {
      await #expect(throws: TransportError.cancelled) { _ = try await task.value }
    }
    await #expect(throws: TransportError.cancelled) { _ = try await transport.send(request) }
    await transport.stop()
  }

  @Test func `letting go of the transport closes its connections`() async throws {
    let (signals, sender) = AsyncStream.makeStream(of: String.self)
    let server = try LoopbackServer { connection in
      _ = connection.request()
      connection.write(CurlTransportTests.answer("x"))
      connection.waitForEnd()
      sender.yield("closed")
    }
    var transport: CurlTransport? = CurlTransport()
    let request = Request(.get, try CurlTransportTests.address(server))
    _ = try await transport?.send(request)
    transport = nil
    var iterator = signals.makeAsyncIterator()
    #expect(await iterator.next() == "closed")
  }

  @Test(arguments: 0..<20)
  func `cancelling at any moment ends every wait`(seed: Int) async throws {
    let server = try LoopbackServer { _ in CurlTransportTests.answer("x") }
    let transport = CurlTransport(CurlTransport.Options(requestsPerOrigin: 2))
    let request = Request(.get, try CurlTransportTests.address(server))
    let tasks = (0..<30).map { _ in Task { try await transport.send(request) } }
    for (index, task) in tasks.enumerated() where (index + seed) % 3 == 0 {
      if index % 2 == 0 { await Task.yield() }
      task.cancel()
    }
    for task in tasks {
      switch await task.result {
      case .success(let response): #expect(response.status == .ok)
      case .failure(let error): #expect(error as? TransportError == .cancelled)
      }
    }
  }
}
