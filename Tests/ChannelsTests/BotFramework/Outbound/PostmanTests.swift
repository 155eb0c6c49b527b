import Channels
import Foundation
import Ground
import HTTP
import Messaging
import Storage
import Telemetry
import Testing

@Suite struct PostmanTests {
  private typealias Connector = ScriptedConnector

  @Test func `says everything in its place and in order, and marks it`() async throws {
    let scene = try Scene()
    try await scene.know("kari", "odd")
    try await scene.keep(Scene.reference("19:x", isPersonal: false))
    let first = try await scene.say("1", replyTo: "in-1")
    try await scene.say("2", in: "msteams:19:x#kari")
    try await scene.say("3", in: "msteams:a:kari")
    try await scene.say("1", to: "odd")
    try await scene.say("terminal", in: "terminal:kari")
    let postman = try scene.postman()
    #expect(await postman.settle() == nil)
    #expect(Set(scene.connector.said) == ["a:kari 1", "19:x 2", "a:kari 3", "a:odd 1"])
    let personal = scene.connector.arrivals.filter { $0.said.hasPrefix("a:kari") }
    #expect(personal.map(\.said) == ["a:kari 1", "a:kari 3"])
    #expect(personal[0].path == "/v3/conversations/a%3Akari/activities/in-1")
    #expect(personal[0].body["replyToId"] == "in-1")
    #expect(personal[1].path == "/v3/conversations/a%3Akari/activities")
    #expect(try await scene.waiting() == ["terminal"])
    let id = try await scene.database.read { (connection) throws(DatabaseError) in
      try OutboxStore.externalID(of: first, in: connection)
    }
    #expect(id?.hasPrefix("out-") == true)
    await postman.settle()
    #expect(scene.connector.arrivals.count == 4)
  }

  @Test func `delivers once, however often it is told`() async throws {
    let scene = try Scene()
    try await scene.know("kari")
    let postman = try scene.postman()
    await postman.settle()
    for number in 1...40 {
      try await scene.say("\(number)")
      for _ in 0..<3 { postman.notify(user: "kari") }
      scene.time.set(to: scene.time.now().addingTimeInterval(10))
      await postman.settle()
    }
    #expect(scene.connector.said == (1...40).map { "a:kari \($0)" })
  }

  @Test func `loses, doubles and shuffles nothing when told in the middle`() async throws {
    var scene = try Scene()
    scene.settings.conversationPace = []
    scene.settings.tenantPace = []
    scene.settings.sendingsAtOnce = 4
    let users = (0..<12).map { "u\($0)" }
    for user in users { try await scene.know(user) }
    let (postman, still) = (try scene.postman(), scene)
    let running = Task { await postman.run() }
    await withThrowingTaskGroup { group in
      for user in users {
        group.addTask {
          for number in 0..<25 {
            try await still.say("\(number)", to: user)
            postman.notify(user: user)
          }
        }
      }
    }
    await scene.connector.wait(for: 300)
    running.cancel()
    await running.value
    for user in users {
      let said = scene.connector.said.filter { $0.hasPrefix("a:\(user) ") }
      #expect(said == (0..<25).map { "a:\(user) \($0)" })
      #expect(try await scene.waiting(user).isEmpty)
    }
  }

  @Test(arguments: [412, 429, 502, 503, 504])
  func `tries again ever later, and holds back only what comes after it there`(
    code: Int
  ) async throws {
    let scene = try Scene()
    try await scene.know("kari", "odd")
    try await scene.say("1")
    try await scene.say("2")
    try await scene.say("1", to: "odd")
    scene.connector.answer { $0.said.hasPrefix("a:kari") ? Connector.error(code) : nil }
    let postman = try scene.postman()
    await scene.pass(70, postman)
    #expect(scene.connector.said.filter { $0.hasPrefix("a:odd") } == ["a:odd 1"])
    let tries = scene.connector.arrivals.filter { $0.said == "a:kari 1" }.map(\.time)
    #expect(!scene.connector.said.contains("a:kari 2"))
    let waits = zip(tries.dropFirst(), tries).map { $0.timeIntervalSince($1) }
    for (wait, usual) in zip(waits, [2.0, 4, 8, 16, 20, 20]) {
      #expect((usual * 0.79...usual * 1.21).contains(wait))
    }
    #expect(waits.count >= 4)
    scene.connector.answer { _ in nil }
    await scene.pass(25, postman)
    #expect(scene.connector.said.suffix(2) == ["a:kari 1", "a:kari 2"])
    #expect(try await scene.waiting().isEmpty)
  }

  @Test func `comes back when the channel says, and no sooner`() async throws {
    let scene = try Scene()
    try await scene.know("kari")
    try await scene.say("1")
    scene.connector.answer { [time = scene.time] _ in
      time.now() < Scene.start.addingTimeInterval(37)
        ? .success(Connector.response(429, retryAfter: "37")) : nil
    }
    let postman = try scene.postman()
    #expect(await postman.settle() == Scene.start.addingTimeInterval(37))
    await scene.pass(60, postman)
    let times = scene.connector.arrivals.map { $0.time.timeIntervalSince(Scene.start) }
    #expect(times == [0, 37])
  }

  @Test func `gives up after a day, and lets others know`() async throws {
    let scene = try Scene()
    try await scene.know("kari")
    try await scene.say("1")
    scene.connector.answer { _ in .success(Connector.response(429, retryAfter: "999999999")) }
    let postman = try scene.postman()
    await scene.pass(23 * 3_600, postman)
    #expect(scene.connector.arrivals.count == 1)
    try await scene.say("2")
    await scene.pass(3_600, postman)
    #expect(scene.connector.said.prefix(2) == ["a:kari 1", "a:kari 1"])
    #expect(try await scene.givenUp() == ["too-old"])
    #expect(scene.unreachable.notes == ["kari too-old"])
    #expect(try await scene.waiting() == ["2"])
  }

  @Test(arguments: [
    (400, "rejected"), (401, "unauthorised"), (403, "forbidden"), (413, "too-large"),
    (500, "channel-fault"),
  ])
  func `gives up one message for its own fault, and goes on`(
    code: Int,
    reason: String
  ) async throws {
    let scene = try Scene()
    try await scene.know("kari")
    try await scene.say("1")
    try await scene.say("2")
    scene.connector.answer { $0.body["text"] == "1" ? Connector.error(code) : nil }
    await (try scene.postman()).settle()
    #expect(try await scene.givenUp() == [reason])
    #expect(scene.connector.said.last == "a:kari 2")
    #expect(try await scene.waiting().isEmpty)
    #expect(scene.unreachable.notes.isEmpty)
    // 401 gets a fresh token, 413 a smaller message; each once.
    let tries = scene.connector.said.filter { $0 == "a:kari 1" }.count
    #expect(tries == ([401, 413].contains(code) ? 2 : 1))
  }

  @Test(arguments: [
    (403, GivenUp.botNotInRoster), (403, .forbiddenOperation), (403, .writesBlocked),
    (403, .blockedByUser), (403, .disabledByAdmin), (404, .conversationGone),
  ])
  func `stops for who has left, and for nobody else, until they write`(
    code: Int,
    reason: GivenUp
  ) async throws {
    let scene = try Scene()
    try await scene.know("kari", "odd")
    for number in 1...20 { try await scene.say("\(number)") }
    try await scene.say("1", to: "odd")
    scene.connector.answer {
      $0.said.hasPrefix("a:kari") ? Connector.error(code, reason.rawValue) : nil
    }
    let postman = try scene.postman()
    await postman.settle()
    #expect(scene.connector.said.sorted() == ["a:kari 1", "a:odd 1"])
    #expect(try await scene.waiting().isEmpty)
    #expect(try await scene.blocked("msteams:a:kari") == reason.rawValue)
    #expect(scene.unreachable.notes == ["kari \(reason.rawValue)"])
    #expect(scene.metrics.value(of: Postman.givenUp, ["reason": .init(reason)]) == 20)
    // A message of tomorrow is known to lead nowhere, and somebody is told again.
    await scene.pass(25 * 3_600, postman)
    try await scene.say("late")
    postman.notify(user: "kari")
    await postman.settle()
    #expect(scene.connector.arrivals.count == 2)
    #expect(scene.unreachable.notes.count == 2)
    scene.connector.answer { _ in nil }
    try await scene.know("kari")
    try await scene.say("back")
    postman.notify(user: "kari")
    await postman.settle()
    #expect(scene.connector.said.last == "a:kari back")
  }

  @Test func `waits out an outage of the token endpoint, and counts no attempt`() async throws {
    let scene = try Scene()
    try await scene.know("kari", "odd")
    try await scene.say("1")
    try await scene.say("1", to: "odd")
    scene.connector.answerTokens { _ in .failure(.unconnected) }
    let postman = try scene.postman()
    await scene.pass(30 * 3_600, postman)
    #expect(scene.connector.arrivals.isEmpty)
    scene.connector.answerTokens { _ in nil }
    await scene.pass(75, postman)
    #expect(scene.connector.said.sorted() == ["a:kari 1", "a:odd 1"])
    #expect(try await scene.givenUp().isEmpty)
  }

  @Test func `lets no slow place hold up another`() async throws {
    let scene = try Scene()
    try await scene.know("kari", "odd")
    try await scene.keep(Scene.reference("19:x", isPersonal: false))
    scene.connector.hold { $0.said.hasPrefix("a:kari") }
    try await scene.say("1")
    try await scene.say("2")
    try await scene.say("3", in: "msteams:19:x#kari")
    try await scene.say("1", to: "odd")
    let postman = try scene.postman()
    let running = Task { await postman.run() }
    await scene.connector.wait(for: 3)
    try await scene.say("2", to: "odd")
    try await scene.say("4", in: "msteams:19:x#kari")
    postman.notify(user: "odd")
    postman.notify(user: "kari")
    await scene.connector.wait(for: 5)
    #expect(Set(scene.connector.said) == ["a:kari 1", "19:x 3", "a:odd 1", "a:odd 2", "19:x 4"])
    scene.connector.letGo()
    await scene.connector.wait(for: 6)
    #expect(scene.connector.said.last == "a:kari 2")
    running.cancel()
    await running.value
  }

  @Test func `leaves those who get answers three quarters of the way where others get none`()
    async throws
  {
    var scene = try Scene()
    scene.settings.sendingsAtOnce = 4
    let silent = ["anne", "bjarte", "carl", "dina"]
    for user in silent + ["odd"] { try await scene.know(user) }
    scene.connector.answer { arrival in
      arrival.said.hasPrefix("a:odd") ? nil : .failure(.timedOut)
    }
    for user in silent { try await scene.say("1", to: user) }
    let postman = try scene.postman()
    let next = try #require(await postman.settle())
    // The four are tried again, and this time nothing comes back at all.
    scene.connector.hold { !$0.said.hasPrefix("a:odd") }
    let before = scene.connector.arrivals.count
    scene.time.set(to: next.addingTimeInterval(60))
    for user in silent { try await scene.say("2", to: user) }
    try await scene.say("1", to: "odd")
    let running = Task { await postman.run() }
    for user in silent + ["odd"] { postman.notify(user: user) }
    await scene.connector.wait(for: before + 2)
    #expect(scene.connector.said.dropFirst(before).contains("a:odd 1"))
    scene.connector.letGo()
    running.cancel()
    await running.value
  }

  @Test func `lets what is on its way arrive, and marks it, when it is stopped`() async throws {
    let scene = try Scene()
    try await scene.know("kari")
    try await scene.say("1")
    try await scene.say("2")
    scene.connector.hold { _ in true }
    let postman = try scene.postman()
    let running = Task { await postman.run() }
    await scene.connector.wait(for: 1)
    running.cancel()
    scene.connector.letGo()
    await running.value
    #expect(scene.connector.said == ["a:kari 1"])
    #expect(try await scene.waiting() == ["2"])
    await (try scene.postman()).settle()
    #expect(scene.connector.said == ["a:kari 1", "a:kari 2"])
  }

  @Test func `goes on where another process stopped, and no sooner than that would have`()
    async throws
  {
    let scene = try Scene()
    try await scene.know("kari")
    try await scene.say("1")
    try await scene.say("2")
    scene.connector.answer { _ in Connector.error(503) }
    let due = try #require(await (try scene.postman()).settle())
    scene.connector.answer { _ in nil }
    let next = try scene.postman()
    #expect(await next.settle() == due)
    #expect(scene.connector.said == ["a:kari 1"])
    scene.time.set(to: due)
    await next.settle()
    #expect(scene.connector.said == ["a:kari 1", "a:kari 1", "a:kari 2"])
  }

  @Test func `keeps Teams' pace in each conversation`() async throws {
    let scene = try Scene()
    try await scene.know("kari", "odd")
    for number in 1...20 { try await scene.say("\(number)") }
    for number in 1...7 { try await scene.say("\(number)", to: "odd") }
    await scene.pass(30, try scene.postman())
    let times = scene.connector.arrivals.filter { $0.said.hasPrefix("a:kari") }
      .map { $0.time.timeIntervalSince(Scene.start) }
    #expect(times.count == 20)
    for (limit, stretch) in [(7, 1.0), (8, 2.0), (60, 30.0)] {
      for (later, earlier) in zip(times.dropFirst(limit), times) {
        #expect(later - earlier >= stretch)
      }
    }
    let others = scene.connector.arrivals.filter { $0.said.hasPrefix("a:odd") }
    #expect(others.allSatisfy { $0.time == Scene.start })
  }

  @Test func `keeps a tenant's pace over all of its conversations`() async throws {
    let scene = try Scene()
    for number in 0..<120 {
      try await scene.know("u\(number)")
      try await scene.say("1", to: "u\(number)")
    }
    await scene.pass(5, try scene.postman())
    let times = scene.connector.arrivals.map { $0.time.timeIntervalSince(Scene.start) }.sorted()
    #expect(times.count == 120)
    for (later, earlier) in zip(times.dropFirst(50), times) { #expect(later - earlier >= 1) }
    #expect(times.last == 2)
  }
}
