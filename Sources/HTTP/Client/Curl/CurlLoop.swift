internal import CCurl
internal import Foundation
internal import Synchronization

/// The thread that runs the transfers, and the box through which others hand it work.
final class CurlLoop: Sendable {
  private let box: Mutex<Box>

  /// What others leave for the thread.
  private struct Box {
    /// Nil once the thread has ended.
    var multi: MultiHandle?
    var arrivals: [Exchange] = []
    var cancelled: [Int] = []
    var isStopping = false
    var onStopped: [@Sendable () -> Void] = []
  }

  init(_ options: CurlTransport.Options) {
    let multi = MultiHandle()
    box = Mutex(Box(multi: multi))
    let thread = Thread { [self] in
      // libcurl is told not to touch signals (CURLOPT_NOSIGNAL), so a broken pipe must not reach this thread either.
      var pipe = sigset_t()
      unsafe sigemptyset(&pipe)
      unsafe sigaddset(&pipe, SIGPIPE)
      unsafe pthread_sigmask(SIG_BLOCK, &pipe, nil)
      var transfers = CurlTransfers(on: multi, options)
      run(&transfers)
    }
    thread.name = "rakel.http"
    thread.stackSize = 512 << 10
    thread.start()
  }

  func add(_ exchange: Exchange) {
    let isTaken = leave { $0.arrivals.append(exchange) }
    if !isTaken { exchange.continuation.resume(returning: .failure(.cancelled)) }
  }

  func cancel(_ number: Int) { leave { $0.cancelled.append(number) } }

  /// Leaves something in the box; false where nobody will look into it any more.
  @discardableResult
  private func leave(_ body: (inout Box) -> Void) -> Bool {
    let (isTaken, multi) = box.withLock { box -> (Bool, MultiHandle?) in
      guard !box.isStopping else { return (false, nil) }
      // The thread takes all that there is: only who comes first has to wake it.
      let isFirst = box.arrivals.isEmpty && box.cancelled.isEmpty
      body(&box)
      return (true, isFirst ? box.multi : nil)
    }
    // Not under the lock, which the thread wants next.
    multi?.wake()
    return isTaken
  }

  /// Ends the thread; `onStopped` is called once it has ended.
  func stop(onStopped: (@Sendable () -> Void)? = nil) {
    let hasEnded = box.withLock { box in
      guard box.multi != nil else { return true }
      box.isStopping = true
      if let onStopped { box.onStopped.append(onStopped) }
      box.multi?.wake()
      return false
    }
    if hasEnded { onStopped?() }
  }

  private func run(_ transfers: inout CurlTransfers) {
    while true {
      let (arrivals, cancelled, isStopping) = box.withLock { box in
        let taken = (box.arrivals, box.cancelled, box.isStopping)
        box.arrivals = []
        box.cancelled = []
        return taken
      }
      for exchange in arrivals { transfers.add(exchange) }
      for number in cancelled { transfers.cancel(number) }
      guard !isStopping else { break }
      transfers.perform()
    }
    transfers.cancelAll()
    // From here on nobody wakes the handle; who asks to stop now is told at once, or waits in the box.
    let waiters = box.withLock { box in
      transfers.close()
      box.multi = nil
      return box.onStopped
    }
    for waiter in waiters { waiter() }
  }
}
