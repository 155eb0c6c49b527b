internal import Foundation
internal import Ground
internal import HTTP
internal import Synchronization

/// Those who write, and wait until Rakel's first word of an answer has reached the connector.
final class Clients: Sendable {
  private let state = Mutex(State())

  private struct State {
    var awaited: [Substring: Awaited] = [:]
    var busy: Set<Int> = []
    var latencies: [Double] = []
    var failed = 0
  }

  /// An answer that is to come, and may come before anybody waits for it.
  private enum Awaited {
    case open
    case waiting(CheckedContinuation<Void, Never>)
    case there
  }

  /// How it went: seconds, and how many were not taken.
  struct Outcome: Sendable {
    var latencies: [Double]
    var failed: Int
  }

  /// To be called when something reaches the connector.
  func arrived(_ conversation: Substring) {
    state.withLock { state in
      switch state.awaited[conversation] {
      case .open: state.awaited[conversation] = .there
      case .waiting(let continuation):
        state.awaited[conversation] = nil
        continuation.resume()
      case .there, nil: break
      }
    }
  }

  private func answer(in conversation: Substring) async {
    await withCheckedContinuation { continuation in
      state.withLock { state in
        if case .open = state.awaited[conversation] {
          state.awaited[conversation] = .waiting(continuation)
        } else {
          state.awaited[conversation] = nil
          continuation.resume()
        }
      }
    }
  }

  /// What has been measured since the last call.
  func takeOutcome() -> Outcome {
    state.withLock { state in
      defer { (state.latencies, state.failed) = ([], 0) }
      return Outcome(latencies: state.latencies, failed: state.failed)
    }
  }

  /// Writes one message as user `number` and waits for the answer; does nothing where they wait for one already.
  func exchange(_ number: Int, _ text: String, by post: Post) async {
    guard state.withLock({ $0.busy.insert(number).inserted }) else { return }
    defer { state.withLock { _ = $0.busy.remove(number) } }
    let conversation = Substring(Post.conversation(of: number).percentEncoded)
    let start = ContinuousClock.now
    state.withLock { $0.awaited[conversation] = .open }
    if await post.send(text, as: number) {
      await answer(in: conversation)
      let seconds = start.duration(to: .now) / .seconds(1)
      state.withLock { $0.latencies.append(seconds) }
    } else {
      state.withLock { state in
        state.failed += 1
        state.awaited[conversation] = nil
      }
    }
  }
}

/// What sends activities to the server.
struct Post: Sendable {
  var transport: CurlTransport
  var address: WebAddress
  var serviceURL: String
  var token: String

  static func conversation(of number: Int) -> String { "a:conversation-of-\(number)" }

  /// Whether the server took it.
  func send(_ text: String, as number: Int) async -> Bool {
    let activity: JSON = [
      "type": "message", "id": .string("f:\(UInt64.random(in: 0...UInt64.max))"),
      "timestamp": "2026-11-21T10:00:00.000Z", "localTimezone": "Europe/Oslo",
      "serviceUrl": .string(serviceURL), "channelId": .string(FakeMicrosoft.channel),
      "from": [
        "id": .string("29:user-\(number)"), "name": "User",
        "aadObjectId": .string(Subject.entraID(number)),
      ],
      "conversation": [
        "conversationType": "personal", "tenantId": .string(FakeMicrosoft.tenantID),
        "id": .string(Self.conversation(of: number)),
      ],
      "recipient": ["id": "28:bot", "name": "Rakel"], "textFormat": "plain", "locale": "nb-NO",
      "text": .string(text),
      "entities": [
        ["type": "clientInfo", "locale": "nb-NO", "country": "NO", "platform": "Windows"]
      ],
      "channelData": ["tenant": ["id": .string(FakeMicrosoft.tenantID)]],
    ]
    var request = Request(.post, address, body: activity.utf8)
    do {
      try request.headers.set("application/json; charset=utf-8", for: .contentType)
      try request.headers.set("Bearer \(token)", for: .authorisation)
      return try await transport.send(request).status.isSuccess
    } catch { return false }
  }
}
