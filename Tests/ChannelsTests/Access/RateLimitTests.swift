import Foundation
import Ground
import Testing

// The buckets are an inner part of `Access`, whose own tests see them only from afar.
@testable import Channels

@Suite struct RateLimitTests {
  private let start = Date(timeIntervalSince1970: 1_795_000_000)

  @Test func `gives as many as a minute has, and fills up again`() {
    let limit = RateLimit(userPerMinute: 3, tenantPerMinute: 0)
    func take(_ second: Double) -> RateLimit.Verdict {
      limit.take(user: "kari", tenant: "t", at: start + second)
    }
    for _ in 0..<3 { #expect(take(0) == .granted) }
    #expect(take(1) == .spent(isNews: true))
    #expect(take(2) == .spent(isNews: false))
    #expect(take(20) == .granted)
    #expect(take(21) == .spent(isNews: false))
    #expect(take(40) == .granted)
    #expect(take(119) == .granted)
    for _ in 0..<2 { #expect(take(119.5) == .granted) }
    #expect(take(119.5) == .spent(isNews: true))
  }

  @Test func `takes nothing from a user for what the tenant has not`() {
    let limit = RateLimit(userPerMinute: 2, tenantPerMinute: 3)
    let users = ["a", "a", "b", "b"]
    let verdicts = users.map { limit.take(user: $0, tenant: "t", at: start) }
    #expect(verdicts == [.granted, .granted, .granted, .spent(isNews: true)])
    #expect(limit.take(user: "b", tenant: "other", at: start) == .granted)
    #expect(limit.take(user: "b", tenant: nil, at: start) == .spent(isNews: false))
  }

  @Test func `bounds nothing where nothing is to be bounded`() {
    let limit = RateLimit(userPerMinute: 0, tenantPerMinute: 0)
    for _ in 0..<500 { #expect(limit.take(user: "a", tenant: "t", at: start) == .granted) }
  }

  @Test func `gives nothing for a clock that was set back`() {
    let limit = RateLimit(userPerMinute: 1, tenantPerMinute: 0)
    #expect(limit.take(user: "a", tenant: nil, at: start) == .granted)
    #expect(limit.take(user: "a", tenant: nil, at: start - 3_600) == .spent(isNews: true))
  }

  @Test func `forgets rather than grows`() {
    let limit = RateLimit(userPerMinute: 5, tenantPerMinute: 5, most: 100)
    for index in 0..<1_000 {
      _ = limit.take(user: "\(index)", tenant: nil, at: start + Double(index))
      #expect(limit.count <= 101)
    }
    for index in 0..<1_000 { _ = limit.take(user: "\(index)", tenant: nil, at: start) }
    #expect(limit.count <= 101)
  }
}
