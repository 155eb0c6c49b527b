internal import Synchronization

/// One request and its answer, between libmicrohttpd's thread and a task.
///
/// libmicrohttpd calls again and again: with the head, with each part of the body, with its end, and once more when the
/// connection has been resumed. Each time it is told what to do.
final class Call: Sendable {
  /// What libmicrohttpd is to do.
  enum Step {
    case goOn
    /// Nothing until it is resumed; the connection has been suspended.
    case pause
    case answer(Response, closes: Bool)
    case abort
  }

  /// What is there of the request, or of the answer.
  private enum Stage {
    /// The request line; its target, and what is known of the head, as they were sent.
    case line(target: [UInt8], SentHead)
    case body(Request, Peer)
    case running(Task<Void, Never>?)
    case answered(Response)
    case ended
  }

  private struct State {
    var stage: Stage
    /// Whether no answer is waited for any more.
    var isGivenUp = false
    /// Whether no request is read after it.
    var isLast = false
  }

  let link: Link
  private let connection: Connection
  private let connections: Connections
  private let state: Mutex<State>

  init(
    target: [UInt8],
    head: SentHead,
    over connection: Connection,
    of link: Link,
    in connections: Connections
  ) {
    self.link = link
    self.connection = connection
    self.connections = connections
    state = Mutex(State(stage: .line(target: target, head)))
  }

  /// Called by libmicrohttpd's thread, with a part of the body where there is one.
  ///
  /// - Parameter head: the head as it lies in libmicrohttpd's buffer; nil where it is too large.
  func proceed(head: () -> [UInt8]?, part: [UInt8]) -> Step {
    // Others change what is running only, so everything else may be taken out.
    let stage = state.withLock { state in
      let stage = state.stage
      if case .running = stage {} else { state.stage = .ended }
      return stage
    }
    switch consume stage {
    case .line(let target, let sent): return open(target, sent, head: head())
    case .body(let request, let peer):
      return part.isEmpty ? start(request, from: peer) : append(part, to: request, from: peer)
    case .running:
      connection.suspend()
      return .pause
    case .answered(let response):
      link.enter(.answering)
      let isLast = state.withLock(\.isLast) || connections.isStopping
      return .answer(response, closes: isLast)
    case .ended: return .abort
    }
  }

  private func open(_ target: [UInt8], _ sent: SentHead, head: [UInt8]?) -> Step {
    do throws(RequestFault) {
      guard sent != .faulty else { throw .headerLine }
      guard let head else { throw .headTooLarge }
      let count = connection.fieldCount
      let (request, peer, isChunked) = try connections.read(
        head,
        target: target,
        fieldCount: count,
        over: link
      )
      connections.begin(self)
      state.withLock { state in
        state.stage = .body(request, peer)
        // In chunks and trailers libmicrohttpd takes a bare LF for the end of a line, too, and hides it for good.
        state.isLast = isChunked || sent == .unseen
      }
      return .goOn
    } catch {
      connections.observation.note(error)
      link.linger()
      link.enter(.answering)
      return .answer(Response(error.status), closes: true)
    }
  }

  private func append(_ part: [UInt8], to request: consuming Request, from peer: Peer) -> Step {
    guard request.body.count + part.count <= connections.settings.limits.bodyBytes else {
      // Only bodies in chunks get here, and libmicrohttpd takes no answer before the last one.
      connections.observation.note(RequestFault.bodyTooLarge)
      link.answer(RequestFault.bodyTooLarge.status)
      link.linger()
      return .abort
    }
    request.body += part
    let whole = request
    state.withLock { $0.stage = .body(whole, peer) }
    return .goOn
  }

  private func start(_ request: Request, from peer: Peer) -> Step {
    link.enter(.handling(self))
    // Before there is anybody who could resume it.
    connection.suspend()
    let isWanted = state.withLock { state in
      state.stage = state.isGivenUp ? .answered(Response(.unavailable)) : .running(nil)
      return !state.isGivenUp
    }
    guard isWanted else {
      connection.resume()
      return .pause
    }
    let handler = connections.handler
    let task = Task { finish(await handler.respond(to: request, from: peer)) }
    let isRunning = state.withLock { state in
      if case .running = state.stage { state.stage = .running(task) }
      return !state.isGivenUp
    }
    if !isRunning { task.cancel() }
    return .pause
  }

  private func finish(_ response: Response) {
    let isFirst = state.withLock { state in
      guard case .running = state.stage else { return false }
      state.stage = .answered(response)
      return true
    }
    if isFirst { connection.resume() }
  }

  /// Lets the task know that nobody waits for it any more; what it answers is sent all the same, if it can be.
  func cancel() {
    let task: Task<Void, Never>? = state.withLock { state in
      guard case .running(let task) = state.stage else { return nil }
      return task
    }
    task?.cancel()
  }

  /// Answers 503 in place of the task, which is cancelled; false where there is an answer.
  @discardableResult
  func giveUp() -> Bool {
    let (isFirst, task): (Bool, Task<Void, Never>?) = state.withLock { state in
      state.isGivenUp = true
      guard case .running(let task) = state.stage else { return (false, nil) }
      state.stage = .answered(Response(.unavailable))
      return (true, task)
    }
    task?.cancel()
    if isFirst { connection.resume() }
    return isFirst
  }

  /// Called by libmicrohttpd's thread once the answer is sent, or the connection lost.
  func end() {
    connections.end(self)
    link.enter(.idle)
  }
}
