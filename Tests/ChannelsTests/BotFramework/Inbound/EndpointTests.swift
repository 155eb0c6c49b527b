import Channels
import Ground
import HTTP
import Messaging
import TestKit
import Testing

@Suite struct EndpointTests {
  @Test func `acknowledges a message and answers it afterwards`() async throws {
    let scene = try await EndpointScene()
    let response = try await scene.send(Sample.message("hei"))
    #expect(response == Response(.ok))
    #expect(try await scene.sent().count == 1)
    let reference = try #require(try await scene.reference("msteams:a:anna"))
    #expect(reference.user == "anna")
    #expect(reference.serviceURL == EndpointScene.service)
    #expect(reference.channelUserID == "29:anna")
    #expect(reference.botID == EndpointScene.bot)
    #expect(reference.tenantID == TokenScene.tenant)
    #expect(reference.locale == "nb-NO")
  }

  @Test func `answers a message once, however often it comes`() async throws {
    let scene = try await EndpointScene()
    for _ in 0..<3 { #expect(try await scene.send(Sample.message("hei")).status == .ok) }
    #expect(try await scene.sent().count == 1)
    for _ in 0..<2 { try await scene.send(Sample.message("hei", id: nil)) }
    #expect(try await scene.sent().count == 2)
  }

  @Test(arguments: [
    "messageReaction", "messageUpdate", "messageDelete", "typing", "event", "endOfConversation",
    "handoff", "nyType", "\u{0}",
  ])
  func `passes over what it has nothing to say to`(type: String) async throws {
    let scene = try await EndpointScene()
    let activity = Sample.activity(
      type,
      with: ["text": "hei", "reactionsAdded": [["type": "like"]], "value": 5]
    )
    #expect(try await scene.send(activity) == Response(.ok))
    let waiting = Sample.activity(type, with: ["deliveryMode": "expectReplies"])
    #expect(try await scene.send(waiting).json() == ["activities": []])
    #expect(try await scene.sent().isEmpty)
    #expect(try await scene.count(of: "inbox") == 0)
  }

  @Test(
    arguments: [
      [
        "from": [
          "id": .string(EndpointScene.bot), "aadObjectId": .string(Sample.accounts["anna"] ?? ""),
        ]
      ],
      [
        "from": [
          "id": "29:x", "role": "bot", "aadObjectId": .string(Sample.accounts["anna"] ?? ""),
        ]
      ],
    ] as [JSON]
  )
  func `never answers a bot, itself least of all`(members: JSON) async throws {
    let scene = try await EndpointScene()
    #expect(try await scene.send(Sample.message("hei", with: members)) == Response(.ok))
    #expect(try await scene.count(of: "inbox") == 0)
    #expect(try await scene.count(of: "outbox") == 0)
  }

  @Test func `answers in the response where the channel waits for it`() async throws {
    let scene = try await EndpointScene()
    let response = try await scene.send(
      Sample.message("hei", with: ["deliveryMode": "expectReplies"])
    )
    #expect(response.headers[.contentType]?.hasPrefix("application/json") == true)
    let activities = try #require(response.json()?["activities"]?.array)
    #expect(activities.count == 1)
    #expect(activities.first?["type"] == "message")
    #expect(activities.first?["replyToId"] == "1")
    #expect(activities.first?["from"]?["id"] == .string(EndpointScene.bot))
    #expect(activities.first?["text"]?.string?.isEmpty == false)
    #expect(try await scene.sent().isEmpty)
    let refused = try await scene.send(
      Sample.message("hei", from: "pia", with: ["deliveryMode": "expectReplies"])
    )
    #expect(refused.json()?["activities"]?.array?.count == 1)
    #expect(try await scene.count(of: "outbox") == 1)
  }

  @Test func `listens in company only to those who mention it`() async throws {
    let scene = try await EndpointScene()
    let inThread: (JSON) -> JSON = { ["conversation": Sample.thread, "entities": $0] }
    try await scene.send(Sample.message("hei", id: "1", with: inThread([])))
    let other: JSON = [
      "type": "mention", "mentioned": ["id": "29:olav"], "text": "<at>Olav</at>",
    ]
    try await scene.send(Sample.message("<at>Olav</at> hei", id: "2", with: inThread([other])))
    #expect(try await scene.count(of: "inbox") == 0)
    let text = "<at>Rakel</at>&nbsp;hei"
    try await scene.send(Sample.message(text, id: "3", with: inThread([Sample.mention])))
    #expect(try await scene.sent().count == 1)
    let key = "msteams:19:abc@thread.tacv2;messageid=17#anna"
    #expect(try await scene.reference(key)?.isPersonal == false)
    // Everybody has a conversation of their own there.
    try await scene.send(
      Sample.message(text, from: "olav", id: "4", with: inThread([Sample.mention]))
    )
    #expect(try await scene.sent(to: "olav").count == 1)
    #expect(try await scene.count(of: "conversation") == 2)
  }

  @Test func `says that it cannot read files`() async throws {
    let scene = try await EndpointScene()
    let files: JSON = [
      "attachments": [["contentType": "image/png", "contentUrl": "https://x.no/hemmelig.png"]]
    ]
    try await scene.send(Sample.message("", with: files))
    let sent = try await scene.sent()
    #expect(sent.count == 1)
    #expect(try await !scene.keeps("hemmelig.png"))
  }

  @Test(
    arguments: [
      (["choice": 2], "2"), (["choice": "1"], "1"),
      (["msteams": ["type": "imBack", "value": "hei"]], "hei"),
      (["msteams": ["type": "messageBack", "text": "hei", "displayText": "Hei!"]], "hei"),
      (["msteams": ["type": "messageBack", "value": "hei"]], "hei"),
      ("hei", "hei"),
    ] as [(JSON, String)]
  )
  func `takes buttons for the words they stand for`(value: JSON, words: String) throws {
    let activity = try Activity(Sample.activity("message", with: ["value": value]))
    #expect(activity.content == .text(words))
  }

  @Test(
    arguments: [
      (["rakelQuestion": 3, "choice": 1], .submission(["rakelQuestion": 3, "choice": 1])),
      (["choice": 0], .submission(["choice": 0])),
      (["msteams": ["type": "signin"]], .submission(["msteams": ["type": "signin"]])),
      ([:], .text("")), (.null, .text("")), (7, .text("")), ("", .text("")),
    ] as [(JSON, Arrival.Content)]
  )
  func `takes other values for what they are`(value: JSON, content: Arrival.Content) throws {
    let activity = try Activity(Sample.activity("message", with: ["value": value]))
    #expect(activity.content == content)
  }

  @Test func `takes what a card submits`() async throws {
    let scene = try await EndpointScene()
    try await scene.send(Sample.message("bestill pc"))
    let card = try #require(try await scene.sent().last?.card)
    let data = try #require(card["actions"]?.array?.first?["data"]?.object)
    var answer = data
    for (id, value) in [("type", "laptop"), ("day", "2026-11-24"), ("time", "09:00")] {
      answer[id] = .string(value)
    }
    let submit = Sample.activity(
      "message",
      id: "2",
      with: ["value": .object(answer), "replyToId": "77"]
    )
    #expect(try await scene.send(submit) == Response(.ok))
    #expect(scene.flows.answers.count == 1)
    #expect(scene.flows.answers.first?["type"] == "laptop")
    // Nobody else's click counts.
    try await scene.send(
      Sample.activity("message", from: "olav", id: "3", with: ["value": .object(answer)])
    )
    #expect(scene.flows.answers.count == 1)
    #expect(try await scene.sent(to: "olav").count == 1)
  }

  @Test func `hears the Emulator as the one user it may be`() async throws {
    let scene = try await EndpointScene { $0.emulatorUser = "olav" }
    let members: JSON = [
      "channelId": "emulator", "serviceUrl": "http://localhost:50000", "channelData": .null,
      "conversation": ["id": "17|livechat"],
    ]
    try await scene.send(Sample.message("hei", with: members), .entra())
    #expect(try await scene.sent(to: "olav").count == 1)
    #expect(try await scene.reference("emulator:17|livechat")?.user == "olav")
    #expect(try await scene.sent(to: "anna").isEmpty)
  }

  @Test func `acknowledges nothing that it cannot keep`() async throws {
    let scene = try await EndpointScene(receiving: LostReception())
    #expect(try await scene.send(Sample.message("hei")) == Response(.unavailable))
    let click = try await scene.send(Sample.click(["choice": 1]))
    #expect(click.status == .ok)
    #expect(click.json()?["statusCode"] == 500)
  }
}
