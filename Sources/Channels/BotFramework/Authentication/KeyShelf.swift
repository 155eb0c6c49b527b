internal import Crypto
internal import Foundation
internal import Ground

/// What is known of an issuer's keys, and what to do for a token with it; no clock, no network.
struct KeyShelf {
  private var keys: KeySet?
  private var fetched: Date?
  private var askedForUnknown: Date?
  private var failures = 0
  private var failed: Date?
  private var fault: KeyFault?

  /// What to do.
  enum Advice {
    case use(KeySet.Key)
    /// The key is old, but the issuer could not be reached when it was last asked: nobody is to wait for that.
    case useAndFetch(KeySet.Key)
    case fetch(isForUnknown: Bool)
    case refuse
  }

  /// Keys are fetched anew after this, in seconds.
  static let freshness: TimeInterval = 24 * 3_600
  /// Keys count no longer than this, in seconds: what the SDKs of 2017 kept them for.
  static let longest: TimeInterval = 5 * 24 * 3_600
  /// Keys are fetched for an unknown name at most once in this time, in seconds.
  static let unknownInterval: TimeInterval = 3_600

  private static let backoff = Backoff(
    first: .seconds(10),
    rate: 2,
    most: .seconds(300),
    jitter: .none
  )

  func advice(on id: String, at now: Date) -> Advice {
    let mayFetch = failed.map { Self.isOver(waitAfterFailure, since: $0, at: now) } ?? true
    let isStale = fetched.map { Self.isOver(Self.freshness, since: $0, at: now) } ?? true
    guard let keys, !isExpired(at: now) else {
      return mayFetch ? .fetch(isForUnknown: false) : .refuse
    }
    if let key = keys[id] {
      guard isStale, mayFetch else { return .use(key) }
      return failures == 0 ? .fetch(isForUnknown: false) : .useAndFetch(key)
    }
    let mayAsk =
      askedForUnknown.map { Self.isOver(Self.unknownInterval, since: $0, at: now) } ?? true
    guard mayFetch, isStale || mayAsk else { return .refuse }
    return .fetch(isForUnknown: !isStale)
  }

  func find(_ id: String, at now: Date) throws(TokenRefusal) -> KeySet.Key {
    guard let keys, !isExpired(at: now) else { throw TokenRefusal(.keysUnavailable) }
    guard let key = keys[id] else { throw TokenRefusal(.unknownKey) }
    return key
  }

  mutating func noteUnknown(at now: Date) { askedForUnknown = now }

  mutating func put(_ outcome: Result<KeySet, KeyFault>, at now: Date) {
    switch outcome {
    case .success(let keys):
      (self.keys, fetched, failures, failed, fault) = (keys, now, 0, nil, nil)
    case .failure(let fault):
      (failed, self.fault) = (now, fault)
      failures += 1
      // An hour without the new key would be long; the waits after failures bound it too.
      askedForUnknown = nil
    }
  }

  var state: KeyState {
    KeyState(count: keys?.count ?? 0, fetched: fetched, failures: failures, fault: fault)
  }

  private var waitAfterFailure: TimeInterval {
    // Nothing is drawn without jitter.
    var generator = SeededGenerator(seed: 0)
    return Self.backoff.wait(after: failures, drawing: &generator) / .seconds(1)
  }

  private func isExpired(at now: Date) -> Bool {
    fetched.map { Self.isOver(Self.longest, since: $0, at: now) } ?? true
  }

  /// A clock that was set back has everything done anew, rather than never again.
  private static func isOver(_ interval: TimeInterval, since start: Date, at now: Date) -> Bool {
    let age = now.timeIntervalSince(start)
    return age < 0 || age >= interval
  }
}
