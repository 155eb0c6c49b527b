import Channels
import Foundation
import Ground
import HTTP
import Synchronization
import TestKit
import Testing

@Suite struct KeyCacheTests {
  private let time = VirtualTime(TokenScene.now)
  private let issuer = ScriptedIssuer()

  private func cache() throws -> KeyCache {
    let source = KeySource(metadata: ScriptedIssuer.metadata, issuers: ["https://i.example"])
    return KeyCache(try #require(source), transport: issuer, time: time)
  }

  private func outcome(_ cache: KeyCache, _ id: String) async -> TokenRefusal.Reason? {
    do throws(TokenRefusal) {
      _ = try await cache.key(id)
      return nil
    } catch {
      return error.reason
    }
  }

  private func pass(hours: Double = 0, seconds: Double = 0) {
    time.set(to: time.now().addingTimeInterval(hours * 3_600 + seconds))
  }

  @Test func `fetches metadata and keys, and keeps them a day`() async throws {
    let cache = try cache()
    #expect(await outcome(cache, "first") == nil)
    #expect(issuer.asked == [ScriptedIssuer.metadata, ScriptedIssuer.keys])
    pass(hours: 23.9)
    #expect(await outcome(cache, "first") == nil)
    #expect(issuer.fetches == 1)
    pass(hours: 0.1)
    #expect(await outcome(cache, "first") == nil)
    #expect(issuer.fetches == 2)
    #expect(cache.keyState.count == 1)
    #expect(cache.keyState.fetched == time.now())
  }

  @Test func `fetches anew for an unknown key, once an hour`() async throws {
    let cache = try cache()
    #expect(await outcome(cache, "first") == nil)
    #expect(await outcome(cache, "other") == .unknownKey)
    #expect(issuer.fetches == 2)
    for number in 0..<50 { #expect(await outcome(cache, "k\(number)") == .unknownKey) }
    pass(hours: 0.99)
    #expect(await outcome(cache, "other") == .unknownKey)
    #expect(issuer.fetches == 2)
    pass(hours: 0.01)
    issuer.publish("second")
    #expect(await outcome(cache, "second") == nil)
    #expect(issuer.fetches == 3)
    #expect(await outcome(cache, "first") == .unknownKey)
    #expect(issuer.fetches == 3)
  }

  @Test func `does not fetch twice for one token`() async throws {
    let cache = try cache()
    #expect(await outcome(cache, "other") == .unknownKey)
    #expect(issuer.fetches == 1)
  }

  @Test func `fetches once for all who wait`() async throws {
    let cache = try cache()
    issuer.hold()
    await withTaskGroup { group in
      for number in 0..<40 {
        group.addTask {
          let reason = await outcome(cache, number % 4 == 0 ? "other" : "first")
          #expect(reason == (number % 4 == 0 ? .unknownKey : nil))
        }
      }
      await issuer.waitUntilHeld()
      issuer.release()
    }
    // Those that came late with the unknown name may have had the keys fetched once more.
    #expect((1...2).contains(issuer.fetches))
    #expect(issuer.mostAtOnce == 1)
  }

  @Test func `goes on for those who wait when one gives up`() async throws {
    let cache = try cache()
    issuer.hold()
    let impatient = Task { await outcome(cache, "first") }
    await issuer.waitUntilHeld()
    let patient = Task { await outcome(cache, "first") }
    impatient.cancel()
    issuer.release()
    #expect(await patient.value == nil)
    _ = await impatient.value
    #expect(issuer.fetches == 1)
  }

  @Test func `keeps the old keys through an outage, for five days`() async throws {
    let cache = try cache()
    #expect(await outcome(cache, "first") == nil)
    issuer.fail(.unconnected)
    pass(hours: 24)
    #expect(await outcome(cache, "first") == nil)
    #expect(cache.keyState.failures == 1)
    #expect(cache.keyState.fault == .transport(.unconnected))
    #expect(cache.keyState.count == 1)
    pass(hours: 95.9)
    #expect(await outcome(cache, "first") == nil)
    pass(hours: 0.1)
    #expect(await outcome(cache, "first") == .keysUnavailable)
    issuer.fail(nil)
    pass(seconds: 301)
    #expect(await outcome(cache, "first") == nil)
    #expect(cache.keyState.failures == 0)
    #expect(cache.keyState.fault == nil)
  }

  @Test func `asks an issuer that cannot be reached ever less often`() async throws {
    let cache = try cache()
    issuer.fail(.timedOut)
    var attempts: [Int] = []
    for second in 0..<1_500 {
      let before = issuer.asked.count
      #expect(await outcome(cache, "first") == .keysUnavailable)
      if issuer.asked.count > before { attempts.append(second) }
      pass(seconds: 1)
    }
    #expect(attempts == [0, 10, 30, 70, 150, 310, 610, 910, 1_210])
    issuer.fail(nil)
    pass(seconds: 300)
    #expect(await outcome(cache, "first") == nil)
  }

  @Test func `lets an outage not cost the hour of an unknown key`() async throws {
    let cache = try cache()
    #expect(await outcome(cache, "first") == nil)
    issuer.fail(.timedOut)
    #expect(await outcome(cache, "second") == .unknownKey)
    issuer.fail(nil)
    issuer.publish("second")
    #expect(await outcome(cache, "second") == .unknownKey)
    pass(seconds: 10)
    #expect(await outcome(cache, "second") == nil)
  }

  @Test func `survives a clock that is set back`() async throws {
    let cache = try cache()
    #expect(await outcome(cache, "first") == nil)
    pass(hours: -1_000)
    #expect(await outcome(cache, "first") == nil)
    #expect(issuer.fetches == 2)
    #expect(await outcome(cache, "first") == nil)
    #expect(issuer.fetches == 2)
  }

  @Test(arguments: hostile)
  func `survives a hostile issuer, and keeps the keys it has`(
    answers: ScriptedIssuer.Answers,
    fault: KeyFault
  ) async throws {
    let cache = try cache()
    issuer.answer(answers)
    #expect(await outcome(cache, "first") == .keysUnavailable)
    #expect(cache.keyState.fault == fault)
    issuer.answer(ScriptedIssuer.Answers())
    pass(seconds: 10)
    #expect(await outcome(cache, "first") == nil)
    issuer.answer(answers)
    pass(hours: 25)
    #expect(await outcome(cache, "first") == nil)
    #expect(cache.keyState.fault == fault)
    #expect(issuer.asked.allSatisfy { $0.hasPrefix("https://i.example/") })
  }

  private static let hostile: [(ScriptedIssuer.Answers, KeyFault)] = [
    (.init(metadata: "", keys: nil), .metadata),
    (.init(metadata: "[]", keys: nil), .metadata),
    (.init(metadata: "<html>", keys: nil), .metadata),
    (.init(metadata: #"{"issuer":"https://i.example"}"#, keys: nil), .metadata),
    (.init(metadata: #"{"issuer":1,"jwks_uri":"https://i.example/keys"}"#, keys: nil), .metadata),
    (.init(metadata: String(repeating: "[", count: 60_000), keys: nil), .metadata),
    (
      .init(metadata: String(repeating: " ", count: 70_000), keys: nil),
      .transport(.tooLarge(limit: 65_536))
    ),
    (.init(issuer: "https://evil.example"), .issuer),
    (.init(issuer: "https://i.example/"), .issuer),
    (.init(issuer: "https://I.example"), .issuer),
    (.init(keysAddress: "https://evil.example/keys"), .address),
    (.init(keysAddress: "https://i.example.evil.example/keys"), .address),
    (.init(keysAddress: "http://i.example/keys"), .address),
    (.init(keysAddress: "https://i.example:8443/keys"), .address),
    (.init(keysAddress: "https://i.example@evil.example/keys"), .address),
    (.init(keysAddress: "https://i.example\\@evil.example/keys"), .address),
    (.init(keysAddress: "file:///etc/passwd"), .address),
    (.init(keysAddress: "//i.example/keys"), .address),
    (.init(keysAddress: ""), .address),
    (.init(keys: ""), .keys),
    (.init(keys: "{}"), .keys),
    (.init(keys: #"{"keys":[]}"#), .keys),
    (.init(keys: #"{"keys":[{"kty":"RSA","kid":"first","n":"AQAB","e":"AQAB"}]}"#), .keys),
    (
      .init(keys: String(repeating: " ", count: 600_000)),
      .transport(.tooLarge(limit: 524_288))
    ),
    (.init(status: 302), .status(Status(302) ?? .ok)),
    (.init(status: 500), .status(.internalError)),
    (.init(status: 204), .status(.noContent)),
  ]
}

/// An issuer that answers as it is told, and lets requests wait.
final class ScriptedIssuer: Transport {
  static let metadata = "https://i.example/.well-known/openid-configuration"
  static let keys = "https://i.example/keys"

  /// What it answers.
  struct Answers: Sendable, CustomTestStringConvertible {
    var metadata: String?
    var keys: String?
    var status = 200

    init(metadata: String? = nil, keys: String? = nil, status: Int = 200) {
      (self.metadata, self.keys, self.status) = (metadata, keys, status)
    }

    init(issuer: String = "https://i.example", keysAddress: String = ScriptedIssuer.keys) {
      let body: JSON = ["issuer": .string(issuer), "jwks_uri": .string(keysAddress)]
      metadata = body.text
    }

    var testDescription: String { "\(status) \((metadata ?? keys ?? "").prefix(80))" }
  }

  private struct State {
    var asked: [String] = []
    var answers = Answers()
    var published = "first"
    var error: TransportError?
    var isHeld = false
    var held: [CheckedContinuation<Void, Never>] = []
    var watchers: [CheckedContinuation<Void, Never>] = []
    var under = 0
    var mostAtOnce = 0
  }

  private let state = Mutex(State())

  var asked: [String] { state.withLock { $0.asked } }
  var fetches: Int { state.withLock { $0.asked.count { $0 == Self.metadata } } }
  var mostAtOnce: Int { state.withLock { $0.mostAtOnce } }

  func answer(_ answers: Answers) { state.withLock { $0.answers = answers } }
  func publish(_ id: String) { state.withLock { $0.published = id } }
  func fail(_ error: TransportError?) { state.withLock { $0.error = error } }
  func hold() { state.withLock { $0.isHeld = true } }

  func waitUntilHeld() async {
    await withCheckedContinuation { continuation in
      let isThere = state.withLock { state in
        if state.held.isEmpty { state.watchers.append(continuation) }
        return !state.held.isEmpty
      }
      if isThere { continuation.resume() }
    }
  }

  func release() {
    let held = state.withLock { state in
      state.isHeld = false
      defer { state.held = [] }
      return state.held
    }
    for continuation in held { continuation.resume() }
  }

  func send(_ request: Request, limits: Limits) async throws(TransportError) -> Response {
    let address = request.address.description
    state.withLock { state in
      state.asked.append(address)
      state.under += 1
      state.mostAtOnce = max(state.mostAtOnce, state.under)
    }
    defer { state.withLock { $0.under -= 1 } }
    await waitForRelease()
    let (answers, published, error) = state.withLock { ($0.answers, $0.published, $0.error) }
    if let error { throw error }
    guard let status = Status(answers.status) else { throw .broken }
    return Response(status, body: Array(body(of: address, answers, published).utf8))
  }

  private func body(of address: String, _ answers: Answers, _ published: String) -> String {
    if address == Self.metadata {
      return answers.metadata ?? Answers(issuer: "https://i.example").metadata ?? ""
    }
    let key = SigningKeys.first.published(as: published)
    return answers.keys ?? (["keys": [key]] as JSON).text
  }

  private func waitForRelease() async {
    await withCheckedContinuation { continuation in
      let (isFree, watchers) = state.withLock { state in
        if state.isHeld { state.held.append(continuation) }
        defer { if state.isHeld { state.watchers = [] } }
        return (!state.isHeld, state.isHeld ? state.watchers : [])
      }
      if isFree { continuation.resume() }
      for watcher in watchers { watcher.resume() }
    }
  }
}
