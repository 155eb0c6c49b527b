import Channels
import Foundation
import Ground
import HTTP
import Messaging
import Storage
import Testing

/// Where messages go, and as what.
@Suite struct PostmanPlaceTests {
  private typealias Connector = ScriptedConnector

  private let card: JSON = ["type": "AdaptiveCard", "version": "1.5", "body": []]

  @Test func `puts it on a list, once a day, that somebody has no place`() async throws {
    let scene = try Scene()
    try await scene.say("1")
    try await scene.say("2", in: "msteams:unknown")
    let postman = try scene.postman()
    await postman.settle()
    try await scene.say("3")
    postman.notify(user: "kari")
    await postman.settle()
    #expect(scene.connector.arrivals.isEmpty)
    #expect(try await scene.givenUp() == ["nowhere"])
    #expect(scene.unreachable.notes == ["kari nowhere"])
  }

  @Test func `opens a conversation with somebody who is known from company`() async throws {
    let scene = try Scene()
    try await scene.keep(Scene.reference("19:x", isPersonal: false))
    try await scene.say("1")
    try await scene.say("2")
    scene.connector.answer { arrival in
      arrival.path == "/v3/conversations"
        ? .success(Connector.response(201, ["id": "a:new"])) : nil
    }
    await (try scene.postman()).settle()
    #expect(scene.connector.arrivals.map(\.path).first == "/v3/conversations")
    #expect(scene.connector.said.dropFirst() == ["a:new 1", "a:new 2"])
    let kept = try await scene.database.read { (connection) throws(DatabaseError) in
      try ReferenceStore.personal(of: "kari", in: connection)
    }
    #expect(kept == Scene.reference("a:new"))
  }

  @Test func `takes a refusal to open a conversation for what it is`() async throws {
    let scene = try Scene()
    try await scene.keep(Scene.reference("19:x", isPersonal: false))
    for number in 1...3 { try await scene.say("\(number)") }
    scene.connector.answer { _ in Connector.error(403, "BotNotInConversationRoster") }
    await (try scene.postman()).settle()
    #expect(scene.connector.arrivals.count == 1)
    #expect(scene.unreachable.notes == ["kari BotNotInConversationRoster"])
    #expect(try await scene.blocked("msteams:19:x#kari") == nil)
  }

  @Test func `follows a user to where they wrote last`() async throws {
    let scene = try Scene()
    try await scene.know("kari")
    let postman = try scene.postman()
    try await scene.say("1")
    await postman.settle()
    scene.time.set(to: scene.time.now().addingTimeInterval(60))
    var reference = Scene.reference("a:new")
    reference.serviceURL = "https://smba.trafficmanager.net/amer/"
    try await scene.keep(reference)
    try await scene.say("2")
    postman.notify(user: "kari")
    await postman.settle()
    #expect(scene.connector.said == ["a:kari 1", "a:new 2"])
  }

  @Test func `puts a receipt in the place of its card`() async throws {
    let scene = try Scene()
    try await scene.know("kari")
    let asked = try await scene.say("Skal vi?", card: card)
    let postman = try scene.postman()
    await postman.settle()
    try await scene.keep(Scene.reference("19:x", isPersonal: false))
    try await scene.say("Det er gjort.", in: "msteams:19:x#kari")
    // Told from elsewhere: it is replaced where it stands.
    try await scene.say("Ja", in: "msteams:19:x#kari", replyTo: "in-9", replaces: asked, card: card)
    postman.notify(user: "kari")
    await postman.settle()
    #expect(scene.connector.said == ["a:kari Skal vi?", "19:x Det er gjort.", "a:kari Ja"])
    let update = try #require(scene.connector.arrivals.last)
    #expect(update.method == "PUT")
    #expect(update.path == "/v3/conversations/a%3Akari/activities/out-1")
    #expect(update.body["replyToId"] == nil)
  }

  @Test func `finds a card that was said a moment before its receipt`() async throws {
    let scene = try Scene()
    try await scene.know("kari")
    let asked = try await scene.say("Skal vi?", card: card)
    try await scene.say("Ja", replaces: asked, card: card)
    await (try scene.postman()).settle()
    #expect(scene.connector.arrivals.map(\.method) == ["POST", "PUT"])
  }

  @Test(arguments: [("Det er gjort.", false), ("Du valgte ja.", true)])
  func `says what cannot replace a card, if it is new`(words: String, isSaid: Bool) async throws {
    let scene = try Scene()
    try await scene.know("kari")
    scene.connector.answer { _ in .success(Connector.response(200)) }
    let asked = try await scene.say("Skal vi?", card: card)
    try await scene.say("Det er gjort.")
    try await scene.say(words, replaces: asked, card: card)
    await (try scene.postman()).settle()
    let rest = scene.connector.arrivals.dropFirst(2)
    #expect(rest.map(\.said) == (isSaid ? ["a:kari \(words)"] : []))
    #expect(rest.allSatisfy { $0.method == "POST" && $0.body["attachments"] == nil })
    #expect(try await scene.waiting().isEmpty)
  }

  @Test func `says it in words where the channel replaces nothing`() async throws {
    let scene = try Scene()
    try await scene.know("kari")
    scene.connector.answer { $0.method == "PUT" ? Connector.error(405) : nil }
    let asked = try await scene.say("Skal vi?", card: card)
    try await scene.say("Du valgte ja.", replaces: asked, card: card)
    await (try scene.postman()).settle()
    #expect(scene.connector.arrivals.map(\.method) == ["POST", "PUT", "POST"])
    #expect(scene.connector.arrivals.last?.body["text"] == "Du valgte ja.")
  }

  @Test func `says a long message in parts, and goes on with them in another process`() async throws
  {
    let scene = try Scene()
    try await scene.know("kari")
    let text = String(repeating: String(repeating: "ord ", count: 500) + "\n\n", count: 50)
    try await scene.say(text)
    try await scene.say("2")
    scene.connector.answer { [connector = scene.connector] _ in
      connector.arrivals.count == 2 ? Connector.error(503) : nil
    }
    let due = try #require(await (try scene.postman()).settle())
    #expect(scene.connector.arrivals.count == 2)
    scene.time.set(to: due)
    await (try scene.postman()).settle()
    let parts = scene.connector.arrivals.map { $0.body["text"]?.string ?? "" }
    #expect(parts.last == "2")
    #expect(parts.count >= 4)
    #expect(parts[1] == parts[2])
    let words = (parts[..<2] + parts[3...]).dropLast().joined(separator: " ")
    #expect(words.split(whereSeparator: \.isWhitespace).count == 25_000)
  }

  @Test func `makes smaller what the channel finds too large`() async throws {
    let scene = try Scene()
    try await scene.know("kari")
    try await scene.say("Skal vi?", card: card)
    scene.connector.answer { $0.body["attachments"] == nil ? nil : Connector.error(413) }
    await (try scene.postman()).settle()
    #expect(scene.connector.arrivals.map { $0.body["text"] } == [nil, "Skal vi?"])
    #expect(try await scene.waiting().isEmpty)
  }

  @Test func `gives up what cannot be read, and says the rest`() async throws {
    let scene = try Scene()
    try await scene.know("kari")
    try await scene.database.write { (connection) throws(DatabaseError) in
      try connection.run("INSERT INTO outbox (user, message, created) VALUES ('kari', '{', 0)")
    }
    try await scene.say("2")
    await (try scene.postman()).settle()
    #expect(scene.connector.said == ["a:kari 2"])
    #expect(try await scene.givenUp() == ["unreadable"])
  }

  @Test func `goes on when the clock is set back`() async throws {
    let scene = try Scene()
    try await scene.know("kari")
    for number in 1...9 { try await scene.say("\(number)") }
    let postman = try scene.postman()
    await postman.settle()
    #expect(scene.connector.arrivals.count == 7)
    scene.time.set(to: Scene.start.addingTimeInterval(-30 * 24 * 3_600))
    await postman.settle()
    #expect(scene.connector.arrivals.count == 9)
  }
}
