internal import Foundation
internal import Ground
internal import HTTP

/// `rakel-load RAKEL CONTENT [--quick | --long] [--only NAME]`: puts `rakel serve` under load on this machine, and prints
/// a line of JSON for each part, or for that one: `mixed`, `plain`, `same`, `fixed` or `slow`.
///
/// The server is a process of its own with its database on disk; what stands for Microsoft and for the users runs here,
/// on the same processors.
@main
enum Main {
  static func main() async {
    do {
      var words = Array(CommandLine.arguments.dropFirst())
      var only: String?
      if let place = words.firstIndex(of: "--only") {
        only = words.dropFirst(place + 1).first
        words.removeSubrange(place..<min(place + 2, words.count))
        guard let only, Load.parts.contains(only) else {
          throw LoadFault("--only needs one of \(Load.parts.joined(separator: ", "))")
        }
      }
      // Four seconds a part tell how one change does, three minutes whether anything grows.
      let scale = words.contains("--quick") ? 0.2 : words.contains("--long") ? 9 : 1
      words.removeAll { $0.hasPrefix("--") }
      guard words.count == 2 else {
        throw LoadFault("usage: rakel-load RAKEL CONTENT [--quick | --long] [--only NAME]")
      }
      try await Load(binary: words[0], content: words[1], scale: scale, only: only).run()
    } catch {
      FileHandle.standardError.write(Data("rakel-load: \(error)\n".utf8))
      exit(1)
    }
  }
}

/// The parts of the load, one after the other.
struct Load {
  var binary: String
  var content: String
  /// How long each part takes, as a part of the whole time.
  var scale: Double
  /// The one part that is wanted; nil for all of them.
  var only: String?

  /// What its parts are called behind `--only`.
  static let parts = ["mixed", "plain", "same", "fixed", "slow"]
  private static let users = 10_000

  func run() async throws {
    try await part("mixed", "closed loop, 16 users", delay: .zero) { stage in
      await stage.closed(users: 16, seconds: 20 * scale)
    }
    try await part("plain", "closed loop, 16 users, no flows", texts: Stage.plain, delay: .zero) {
      stage in await stage.closed(users: 16, seconds: 10 * scale)
    }
    try await part("same", "closed loop, 16 users, the same all the time", users: 16, delay: .zero)
    {
      stage in await stage.closed(users: 16, seconds: 10 * scale)
    }
    try await part("fixed", "200 messages a second", delay: .zero) { stage in
      await stage.fixed(perSecond: 200, seconds: 20 * scale)
    }
    let slow = Duration.milliseconds(100)
    try await part("slow", "closed loop, 64 users, connector takes 100 ms", delay: slow) { stage in
      await stage.closed(users: 64, seconds: 15 * scale)
    }
  }

  private func part(
    _ key: String,
    _ name: String,
    texts: [String] = Stage.monday,
    users: Int = Self.users,
    delay: Duration,
    _ body: (Stage) async -> Void
  ) async throws {
    guard only == nil || only == key else { return }
    let clients = Clients()
    let microsoft = try FakeMicrosoft(delay: delay) { clients.arrived($0) }
    let subject = try await Subject(
      binary: binary,
      content: content,
      users: users,
      facing: microsoft
    )
    defer { subject.stop() }
    guard let host = Host("127.0.0.1"), let origin = Origin(.http, host, port: subject.port),
      let address = WebAddress(origin, target: "/api/messages")
    else { throw LoadFault("no address") }
    let transport = CurlTransport(.init(requestsPerOrigin: 256))
    let stage = Stage(
      clients: clients,
      post: Post(
        transport: transport,
        address: address,
        serviceURL: "\(microsoft.origin)/",
        token: microsoft.token()
      ),
      users: users,
      texts: texts
    )
    // What is learned and connected once is not what a message costs.
    await stage.closed(users: 8, seconds: 1)
    _ = clients.takeOutcome()
    let (before, start) = (subject.processorSeconds, ContinuousClock.now)
    await body(stage)
    let seconds = start.duration(to: .now) / .seconds(1)
    let spent = subject.processorSeconds - before
    let outcome = clients.takeOutcome()
    let sorted = outcome.latencies.sorted()
    func percentile(_ share: Double) -> Double {
      sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))] * 1_000
    }
    func rounded(_ value: Double) -> JSON { .double((value * 1_000).rounded() / 1_000) }
    let line: JSON = [
      "part": .string(name), "messages": .integer(sorted.count),
      "notTaken": .integer(outcome.failed),
      "perSecond": rounded(Double(sorted.count) / seconds), "p50ms": rounded(percentile(0.5)),
      "p99ms": rounded(percentile(0.99)),
      "cpuMsPerMessage": rounded(spent / Double(max(1, sorted.count)) * 1_000),
      "memoryMB": rounded(subject.memory), "readySeconds": rounded(subject.secondsToReady),
    ]
    print(line.text)
    await transport.stop()
    await microsoft.stop()
  }
}

/// Puts load on the server, in one way or the other.
struct Stage: Sendable {
  var clients: Clients
  var post: Post
  var users: Int
  var texts: [String]

  /// So many at once, each of whom waits for the answer before the next one of the directory writes.
  func closed(users atOnce: Int, seconds: Double) async {
    let end = ContinuousClock.now + .seconds(seconds)
    await withTaskGroup(of: Void.self) { group in
      for lane in 0..<atOnce {
        group.addTask {
          var number = lane
          while ContinuousClock.now < end {
            let text = texts[number / atOnce % texts.count]
            await clients.exchange(number % users, text, by: post)
            number += atOnce
          }
        }
      }
    }
  }

  /// So many each second, whether or not the earlier ones have been answered.
  func fixed(perSecond: Int, seconds: Double) async {
    let start = ContinuousClock.now
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<Int(Double(perSecond) * seconds) {
        let moment = start + .seconds(Double(number) / Double(perSecond))
        try? await Task.sleep(until: moment, clock: .continuous)
        group.addTask {
          let text = texts[number % texts.count]
          await clients.exchange(number % users, text, by: post)
        }
      }
    }
  }

  /// What is answered without a flow.
  static let plain = [
    "hei", "takk skal du ha", "hva koster en hund?", "hvor lenge varer en pc her?",
  ]

  /// What people write to a helpdesk on a Monday morning; three in five start a flow.
  static let monday = [
    "hei", "PC-en min er så treg", "hvordan bytter jeg passord?", "skriveren virker ikke",
    "korleis deler eg ei mappe?", "får ikke logget inn i Visma", "takk skal du ha",
    "jeg trenger en ny skjerm", "hvor finner jeg lønnsslippen min?", "nettet er nede på Storøya",
    "my laptop is broken", "hva koster en hund?", "kan du nullstille passordet til en elev",
    "mobilen får ikke e-post", "eg har fått ein rar e-post", "når åpner brukerstøtte?",
    "teams krasjer hele tiden", "hvordan setter jeg opp fraværsmelding", "ser ikke nettverksdisken",
    "trenger tilgang til Profil", "vipps", "hvordan booker jeg møterom",
    "pcen starter ikke etter oppdatering", "two-factor doesn't work",
  ]
}
