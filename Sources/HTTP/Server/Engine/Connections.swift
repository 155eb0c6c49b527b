internal import Synchronization
internal import Telemetry

/// All connections of a server, and all that its requests need.
final class Connections: Sendable {
  let settings: ServerSettings
  let handler: any Handler
  let observation: Observation
  private let forwarding: Forwarding
  /// What HTTP/1.0 may leave unsaid.
  private let fallback: Origin
  private let state = Mutex(State())

  private struct State {
    var links: [ObjectIdentifier: Link] = [:]
    var counts: [NetworkAddress: Int] = [:]
    /// From the end of the head until the answer is sent.
    var calls: [ObjectIdentifier: Call] = [:]
    var lingering: [Lingering] = []
    var isStopping = false
    /// Whether everything is answered 503, what is still being read as well.
    var isGivenUp = false
    var waiters: [(end: ContinuousClock.Instant, continuation: CheckedContinuation<Void, Never>)] =
      []
  }

  init(
    _ settings: ServerSettings,
    at fallback: Origin,
    handler: any Handler,
    observation: Observation
  ) {
    self.settings = settings
    self.handler = handler
    self.observation = observation
    self.fallback = fallback
    forwarding = Forwarding(trusted: settings.trustedProxies)
  }

  /// Reads the head of a request as libmicrohttpd has left it; also whether its body comes in chunks.
  func read(
    _ bytes: [UInt8],
    target: [UInt8],
    fieldCount: Int,
    over link: Link
  ) throws(RequestFault) -> (Request, Peer, isChunked: Bool) {
    let limits = settings.limits
    guard target.count <= limits.targetBytes else { throw .targetTooLong }
    let head = try RequestHead(
      bytes,
      targetBytes: target.count,
      fieldCount: fieldCount,
      limits: limits
    )
    let end = try head.bodyEnd(atMost: limits.bodyBytes)
    try head.checkExpectation()
    let peer = forwarding.peer(of: head.headers, over: link.address, isSecure: link.isSecure)
    var known = link.known
    defer { link.known = known }
    let address = try head.address(
      target: String(decoding: target, as: UTF8.self),
      scheme: peer.isSecure ? .https : .http,
      fallback: fallback,
      known: &known
    )
    let request = Request(head.method, address, headers: head.headers)
    return (request, peer, isChunked: end == .lastChunk)
  }

  // MARK: What libmicrohttpd's thread says

  /// Whether one more may come from there.
  func admits(_ address: NetworkAddress) -> Bool {
    let most = settings.limits.connectionsPerAddress
    guard most > 0, !forwarding.trusts(address) else { return true }
    let count = state.withLock { $0.counts[address.site] ?? 0 }
    if count >= most { observation.note(closed: "many") }
    return count < most
  }

  func open(_ link: Link) {
    state.withLock { state in
      state.links[ObjectIdentifier(link)] = link
      state.counts[link.address.site, default: 0] += 1
    }
  }

  func close(_ link: Link) {
    let lingering = link.close()
    state.withLock { state in
      state.links[ObjectIdentifier(link)] = nil
      let site = link.address.site
      let count = state.counts[site, default: 1] - 1
      state.counts[site] = count == 0 ? nil : count
      // Each costs a descriptor: more than a few are an attack, and nobody reads the answers to that.
      if let lingering, state.lingering.count < 64 { state.lingering.append(lingering) }
    }
  }

  func begin(_ call: Call) {
    let isGivenUp = state.withLock { state in
      state.calls[ObjectIdentifier(call)] = call
      return state.isGivenUp
    }
    if isGivenUp { call.giveUp() }
  }

  func end(_ call: Call) {
    let waiters: [CheckedContinuation<Void, Never>] = state.withLock { state in
      state.calls[ObjectIdentifier(call)] = nil
      guard state.calls.isEmpty else { return [] }
      defer { state.waiters = [] }
      return state.waiters.map(\.continuation)
    }
    for waiter in waiters { waiter.resume() }
  }

  // MARK: What the watch says

  /// Ends what has taken too long.
  func expire(at now: ContinuousClock.Instant) {
    let (links, lingering) = state.withLock { (Array($0.links.values), $0.lingering) }
    for link in links {
      if let word = link.expire(settings.limits, at: now) { observation.note(closed: word) }
    }
    let ended = lingering.filter { !$0.drop(at: now) }.map(ObjectIdentifier.init)
    let late = state.withLock { state in
      state.lingering.removeAll { ended.contains(ObjectIdentifier($0)) }
      defer { state.waiters.removeAll { $0.end <= now } }
      return state.waiters.filter { $0.end <= now }
    }
    for waiter in late { waiter.continuation.resume() }
  }

  /// What is handled, each with the descriptor of its connection.
  var handled: [(call: Call, descriptor: Int32)] {
    state.withLock { Array($0.links.values) }.compactMap(\.handled)
  }

  // MARK: What the server says

  var isStopping: Bool { state.withLock(\.isStopping) }

  /// From now on each answer is the last of its connection.
  func stop() { state.withLock { $0.isStopping = true } }

  /// Waits until every request that has come is answered, but not longer than this.
  func waitForEnd(within limit: Duration) async {
    let end = ContinuousClock.now + limit
    await withCheckedContinuation { continuation in
      let isIdle = state.withLock { state in
        if !state.calls.isEmpty { state.waiters.append((end, continuation)) }
        return state.calls.isEmpty
      }
      if isIdle { continuation.resume() }
    }
  }

  /// Answers 503 to everything, from now on.
  func giveUp() {
    let calls = state.withLock { state in
      state.isGivenUp = true
      return Array(state.calls.values)
    }
    for call in calls { call.giveUp() }
  }
}
