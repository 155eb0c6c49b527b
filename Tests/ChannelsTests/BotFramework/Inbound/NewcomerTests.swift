import Channels
import Ground
import HTTP
import Messaging
import Telemetry
import TestKit
import Testing

@Suite struct NewcomerTests {
  private static let bot: JSON = ["id": .string(EndpointScene.bot), "name": "Rakel"]

  private func update(_ newcomers: [JSON], id: String = "1", with members: JSON = [:]) -> JSON {
    var all = members.object ?? JSONObject()
    all["membersAdded"] = .array(newcomers)
    return Sample.activity("conversationUpdate", id: id, with: .object(all))
  }

  @Test func `greets a newcomer once, however often it is told`() async throws {
    let scene = try await EndpointScene()
    let anna = Sample.account("anna")
    #expect(try await scene.send(update([Self.bot, anna])) == Response(.ok))
    #expect(try await scene.sent().count == 1)
    try await scene.send(update([Self.bot, anna]))
    try await scene.send(update([anna], id: "2"))
    let add: JSON = ["action": "add"]
    try await scene.send(Sample.activity("installationUpdate", id: "3", with: add))
    #expect(try await scene.sent().isEmpty)
  }

  @Test func `greets nobody where it is the newcomer itself`() async throws {
    let scene = try await EndpointScene()
    try await scene.send(update([Self.bot]))
    try await scene.send(update([], id: "2"))
    try await scene.send(Sample.activity("conversationUpdate", id: "3"))
    try await scene.send(
      Sample.activity(
        "conversationUpdate",
        id: "4",
        with: ["membersRemoved": [Sample.account("anna")]]
      )
    )
    #expect(try await scene.count(of: "outbox") == 0)
  }

  @Test func `greets each of several who come into a group`() async throws {
    let scene = try await EndpointScene()
    let people = ["anna", "olav", "pia", "nobody"].map(Sample.account)
    let group: JSON = ["conversation": Sample.thread]
    try await scene.send(update([Self.bot] + people, with: group))
    #expect(try await scene.sent(to: "anna").count == 1)
    #expect(try await scene.sent(to: "olav").count == 1)
    #expect(try await scene.count(of: "outbox") == 2)
    #expect(scene.metrics.value(of: Refusals.count, ["because": "pupil"]) == 1)
    #expect(scene.metrics.value(of: Refusals.count, ["because": "unknown"]) == 1)
  }

  @Test func `knows the one person of a personal chat by who sends it`() async throws {
    let scene = try await EndpointScene()
    try await scene.send(update([["id": "29:anna"], Self.bot]))
    #expect(try await scene.sent().count == 1)
  }

  @Test func `greets in the response where the channel waits for it`() async throws {
    let scene = try await EndpointScene()
    let waiting: JSON = ["deliveryMode": "expectReplies"]
    let response = try await scene.send(update([Sample.account("anna")], with: waiting))
    #expect(response.json()?["activities"]?.array?.count == 1)
    #expect(try await scene.sent().isEmpty)
  }

  @Test func `keeps where it is installed, and forgets where it is removed`() async throws {
    let scene = try await EndpointScene()
    func install(_ action: JSON, _ id: String) async throws {
      let activity = Sample.activity("installationUpdate", id: id, with: ["action": action])
      #expect(try await scene.send(activity) == Response(.ok))
    }
    try await install("add", "1")
    #expect(try await scene.sent().count == 1)
    #expect(try await scene.reference("msteams:a:anna")?.blocked == nil)
    try await install("remove", "2")
    #expect(try await scene.reference("msteams:a:anna")?.blocked == "removed")
    try await install("remove-upgrade", "3")
    try await install("add-upgrade", "4")
    #expect(try await scene.reference("msteams:a:anna")?.blocked == nil)
    for (index, action) in ([.null, 7, "noe"] as [JSON]).enumerated() {
      try await install(action, "5-\(index)")
    }
    #expect(try await scene.sent().isEmpty)
  }

  @Test func `keeps nothing of those who have no access`() async throws {
    let scene = try await EndpointScene()
    let add: JSON = ["action": "add"]
    try await scene.send(Sample.activity("installationUpdate", from: "pia", with: add))
    try await scene.send(
      Sample.activity(
        "conversationUpdate",
        from: "pia",
        with: [
          "membersAdded": [Sample.account("pia")]
        ]
      )
    )
    #expect(try await scene.count(of: "reference") == 0)
    #expect(try await scene.count(of: "outbox") == 0)
  }
}
