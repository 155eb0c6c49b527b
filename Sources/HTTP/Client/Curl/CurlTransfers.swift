internal import CCurl

/// The transfers that run and those that wait for their turn; only the loop's thread sees it.
struct CurlTransfers {
  private let multi: MultiHandle
  private let options: CurlTransport.Options
  private var running: [Int: CurlTransfer] = [:]
  private var origins: [Origin: Line] = [:]
  /// Handles that have done their work and may do other work: making one costs more than clearing it.
  private var spare: [EasyHandle] = []

  /// Who goes to one origin.
  private struct Line {
    var running = 0
    var waiting: [Exchange] = []
    /// How many of `waiting` have had their turn; the array is not shifted for each.
    var first = 0

    mutating func next() -> Exchange? {
      guard first < waiting.count else { return nil }
      let exchange = waiting[first]
      first += 1
      if first == waiting.count || first > 64 && first * 2 > waiting.count {
        waiting.removeFirst(first)
        first = 0
      }
      return exchange
    }
  }

  private static let mostSpare = 32

  init(on multi: MultiHandle, _ options: CurlTransport.Options) {
    self.multi = multi
    self.options = options
    // How many connections are kept open for later, idle ones included; without it, four for each that runs.
    unsafe rakel_curl_multi_set_long(multi.pointer, CURLMOPT_MAXCONNECTS, 64)
  }

  mutating func add(_ exchange: Exchange) {
    let origin = exchange.request.address.origin
    if origins[origin, default: Line()].running < options.requestsPerOrigin {
      _ = start(exchange)
    } else {
      origins[origin, default: Line()].waiting.append(exchange)
    }
  }

  /// Ends an exchange; one that is not here has ended already.
  mutating func cancel(_ number: Int) {
    if let transfer = running[number] { return finish(transfer, .failure(.cancelled)) }
    for (origin, line) in origins {
      let index = line.waiting[line.first...].firstIndex { $0.number == number }
      guard let index else { continue }
      let exchange = origins[origin]?.waiting.remove(at: index)
      exchange?.continuation.resume(returning: .failure(.cancelled))
    }
  }

  mutating func cancelAll() {
    let waiting = origins.values.flatMap { $0.waiting[$0.first...] }
    origins = [:]
    for exchange in waiting { exchange.continuation.resume(returning: .failure(.cancelled)) }
    for transfer in running.values { finish(transfer, .failure(.cancelled)) }
  }

  /// Closes the connections; nothing is to be asked of it afterwards.
  mutating func close() {
    spare = []
    multi.close()
  }

  /// Waits until something can be moved on, moves that on, and finishes what has ended.
  mutating func perform() {
    multi.step()
    var left: Int32 = 0
    while let message = unsafe curl_multi_info_read(multi.pointer, &left) {
      guard unsafe message.pointee.msg == CURLMSG_DONE,
        let number = unsafe EasyHandle.number(of: message.pointee.easy_handle),
        let transfer = running[number]
      else { continue }
      finish(transfer, transfer.result(of: unsafe message.pointee.data.result))
    }
  }

  /// Whether it runs; what libcurl refuses has ended at once.
  private mutating func start(_ exchange: Exchange) -> Bool {
    let transfer = CurlTransfer(exchange, on: spare.popLast() ?? EasyHandle())
    guard transfer.prepare(options), unsafe transfer.handle.attach(to: multi.pointer) else {
      exchange.continuation.resume(returning: .failure(.broken))
      return false
    }
    running[exchange.number] = transfer
    origins[exchange.request.address.origin, default: Line()].running += 1
    return true
  }

  private mutating func finish(
    _ transfer: CurlTransfer,
    _ result: Result<Response, TransportError>
  ) {
    running[transfer.exchange.number] = nil
    unsafe transfer.handle.detach(from: multi.pointer)
    if spare.count < Self.mostSpare {
      transfer.handle.clear()
      spare.append(transfer.handle)
    }
    transfer.exchange.continuation.resume(returning: result)
    next(to: transfer.exchange.request.address.origin)
  }

  /// Gives up the place of one that has ended to the next that can be started.
  private mutating func next(to origin: Origin) {
    origins[origin]?.running -= 1
    while let exchange = origins[origin]?.next() {
      if start(exchange) { return }
    }
    if origins[origin]?.running == 0 { origins[origin] = nil }
  }
}
