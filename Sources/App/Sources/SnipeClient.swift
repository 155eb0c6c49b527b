internal import Foundation
internal import Ground
internal import HTTP
internal import Synchronization

/// Reads the assets of a Snipe-IT by its REST interface (`/api/v1`); it never changes any.
final class SnipeClient: Sendable {
  /// Some rows, and how many there are in all.
  struct Page {
    var total: Int
    var rows: [JSON]
  }

  private let base: WebAddress
  private let token: @Sendable () -> Secret?
  private let transport: any Transport
  private let time: any TimeSource
  private let sleep: @Sendable (Duration) async throws -> Void
  private let generator: Mutex<SeededGenerator>

  private static let backoff = Backoff(first: .seconds(1), rate: 2, most: .seconds(60))
  private static let mostTries = 10
  /// No wait that Snipe-IT asks for is longer.
  private static let mostWait = Duration.seconds(300)
  /// As many as Snipe-IT gives at once, unless its owner set another limit.
  private static let rows = 500

  /// - Parameters:
  ///   - base: where Snipe-IT is, without `/api/v1`.
  ///   - token: an API key, read for every request.
  init(
    _ base: WebAddress,
    token: @escaping @Sendable () -> Secret?,
    transport: any Transport,
    time: any TimeSource = SystemTime(),
    seed: UInt64 = .random(in: 0...UInt64.max),
    sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
  ) {
    self.base = base
    self.token = token
    self.transport = transport
    self.time = time
    self.sleep = sleep
    generator = Mutex(SeededGenerator(seed: seed))
  }

  /// The assets from that place on, in order of their ids.
  func hardware(offset: Int) async throws(SnipeError) -> Page {
    var folder = base.path
    while folder.hasSuffix("/") { folder.removeLast() }
    let target =
      folder + "/api/v1/hardware?limit=\(Self.rows)&offset=\(offset)&sort=id&order=asc"
    guard let address = WebAddress(base.origin, target: target) else { throw .unreadable }
    let response = try await send(address)
    guard let json = response.json(maximumDepth: 32) else { throw .unreadable }
    // It answers 200 with an error in it too.
    if json["status"] == "error" { throw .refused(response.status) }
    guard let total = json["total"]?.int, total >= 0, let rows = json["rows"]?.array,
      rows.count <= 10_000
    else { throw .unreadable }
    return Page(total: total, rows: rows)
  }

  private func send(_ address: WebAddress) async throws(SnipeError) -> Response {
    var tries = 0
    while true {
      tries += 1
      switch try await attempt(address) {
      case .done(let response): return response
      case .again(let error, let hint):
        guard tries < Self.mostTries, hint ?? .zero <= Self.mostWait else { throw error }
        try await pause(tries, hint)
      }
    }
  }

  private enum Outcome {
    case done(Response)
    /// Another try may do better, after what Snipe-IT asks for.
    case again(SnipeError, hint: Duration?)
  }

  private func attempt(_ address: WebAddress) async throws(SnipeError) -> Outcome {
    let request = try request(address)
    let limits = Limits(total: .seconds(120), bodyBytes: 32 << 20)
    let response: Response
    do throws(TransportError) {
      response = try await transport.send(request, limits: limits)
    } catch {
      return .again(.unreached(error), hint: nil)
    }
    switch response.status.code {
    case 200...299: return .done(response)
    case 401, 403: throw .unauthorised
    case 429, 500, 502, 503, 504:
      let hint = response.headers[.retryAfter].flatMap { RetryAfter.wait($0, now: time.now()) }
      return .again(.unavailable(response.status), hint: hint)
    default: throw .refused(response.status)
    }
  }

  private func pause(_ tries: Int, _ hint: Duration?) async throws(SnipeError) {
    let drawn = generator.withLock { Self.backoff.wait(after: tries, drawing: &$0) }
    do { try await sleep(hint ?? drawn) } catch { throw .unreached(.cancelled) }
  }

  private func request(_ address: WebAddress) throws(SnipeError) -> Request {
    guard let token = token() else { throw .noToken }
    var request = Request(.get, address)
    do throws(HeaderFault) {
      try request.headers.add("Bearer \(token.reveal())", for: .authorisation)
      try request.headers.add("application/json", for: .accept)
    } catch {
      throw .noToken
    }
    return request
  }
}
