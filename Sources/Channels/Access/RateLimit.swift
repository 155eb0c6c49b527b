internal import Foundation
internal import Synchronization

/// How much users and their tenants may write: token buckets, in bounded memory.
///
/// A bucket holds as much as may be written in a minute, and fills up again within one.
final class RateLimit: Sendable {
  private let userPerMinute: Double
  private let tenantPerMinute: Double
  private let most: Int
  private let buckets = Mutex([Key: Bucket]())

  /// Whether there was something left.
  enum Verdict: Sendable, Hashable {
    case granted
    /// Nothing was; whether that is to be told, which it is once a minute.
    case spent(isNews: Bool)
  }

  private enum Key: Hashable {
    case user(String)
    case tenant(String)
  }

  private struct Bucket {
    var level: Double
    var filled: Date
    var told: Date?
  }

  /// - Parameters:
  ///   - userPerMinute: what a user may take in a minute; 0 for any number, and the same for a tenant.
  ///   - most: how many buckets are kept.
  init(userPerMinute: Int, tenantPerMinute: Int, most: Int = 50_000) {
    self.userPerMinute = Double(userPerMinute)
    self.tenantPerMinute = Double(tenantPerMinute)
    self.most = most
  }

  /// Takes one out of the user's bucket and one out of the tenant's, or none.
  func take(user: String, tenant: String?, at now: Date) -> Verdict {
    buckets.withLock { buckets in
      if buckets.count >= most { forget(&buckets, at: now) }
      var own = bucket(buckets[.user(user)], of: userPerMinute, at: now)
      let tenantKey = tenant.map(Key.tenant)
      var shared = bucket(tenantKey.flatMap { buckets[$0] }, of: tenantPerMinute, at: now)
      defer {
        buckets[.user(user)] = own
        if let tenantKey { buckets[tenantKey] = shared }
      }
      let isOwnLeft = userPerMinute == 0 || own.level >= 1
      let isSharedLeft = tenantPerMinute == 0 || tenant == nil || shared.level >= 1
      guard isOwnLeft, isSharedLeft else {
        let isNews = own.told.map { !(0..<60).contains(now.timeIntervalSince($0)) } ?? true
        if isNews { own.told = now }
        return .spent(isNews: isNews)
      }
      own.level -= 1
      shared.level -= 1
      return .granted
    }
  }

  /// How many buckets there are.
  var count: Int { buckets.withLock(\.count) }

  private func bucket(_ bucket: Bucket?, of perMinute: Double, at now: Date) -> Bucket {
    guard var bucket else { return Bucket(level: perMinute, filled: now) }
    // A clock that was set back fills nothing, and takes nothing away.
    let seconds = max(0, now.timeIntervalSince(bucket.filled))
    bucket.level = min(perMinute, bucket.level + perMinute * seconds / 60)
    bucket.filled = now
    return bucket
  }

  /// Forgets the buckets that have filled up since; all, rather than to grow, where none has.
  private func forget(_ buckets: inout [Key: Bucket], at now: Date) {
    buckets = buckets.filter { (0..<60).contains(now.timeIntervalSince($0.value.filled)) }
    if buckets.count >= most { buckets = [:] }
  }
}
