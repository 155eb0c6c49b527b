import Channels
import Synchronization
import Testing

@Suite struct TurnQueueTests {
  @Test func `does the work of one conversation one after the other, by its numbers`() async {
    let queue = TurnQueue()
    let gate = Gate()
    let done = Mutex<[Int]>([])
    await queue.add(1, to: "a") {
      await gate.wait()
      done.withLock { $0.append(1) }
    }
    // Requests that got their numbers in one order come in another.
    for number in [4, 2, 3] {
      await queue.add(number, to: "a") { done.withLock { $0.append(number) } }
    }
    #expect(done.withLock(\.self) == [])
    gate.open()
    await queue.drain()
    #expect(done.withLock(\.self) == [1, 2, 3, 4])
  }

  @Test func `has no conversation wait for another`() async {
    let queue = TurnQueue()
    let (slow, quick) = (Gate(), Gate())
    await queue.add(1, to: "a") { await slow.wait() }
    await queue.add(2, to: "b") { quick.open() }
    // Ends only if the second is not behind the first.
    await quick.wait()
    #expect(await queue.busyLanes >= 1)
    slow.open()
    await queue.drain()
    #expect(await queue.busyLanes == 0)
  }

  @Test func `forgets a conversation that has nothing left to do`() async {
    let queue = TurnQueue()
    for number in 0..<100 { await queue.add(number, to: "lane \(number)") {} }
    await queue.drain()
    #expect(await queue.busyLanes == 0)
  }
}

/// Somewhere to wait until a test says go.
final class Gate: Sendable {
  private let state = Mutex<(isOpen: Bool, waiting: [CheckedContinuation<Void, Never>])>(
    (false, [])
  )

  func wait() async {
    await withCheckedContinuation { continuation in
      let isOpen = state.withLock { state in
        if !state.isOpen { state.waiting.append(continuation) }
        return state.isOpen
      }
      if isOpen { continuation.resume() }
    }
  }

  func open() {
    let waiting = state.withLock { state in
      state.isOpen = true
      defer { state.waiting = [] }
      return state.waiting
    }
    for continuation in waiting { continuation.resume() }
  }
}
