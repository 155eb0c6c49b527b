import Channels
import Ground
import HTTP
import Messaging
import Telemetry
import TestKit
import Testing

@Suite struct InvokeTests {
  private static let card = "application/vnd.microsoft.card.adaptive"
  private static let message = "application/vnd.microsoft.activity.message"
  private static let error = "application/vnd.microsoft.error"

  /// A scene in which Anna has been shown a card, and the data of its first button.
  private func asked() async throws -> (EndpointScene, JSONObject) {
    let scene = try await EndpointScene()
    try await scene.send(Sample.message("bestill pc"))
    let card = try #require(try await scene.sent().last?.card)
    return (scene, try #require(card["actions"]?.array?.first?["data"]?.object))
  }

  private func filled(_ data: JSONObject) -> JSON {
    var data = data
    for (id, value) in [("type", "laptop"), ("day", "2026-11-24"), ("time", "09:00")] {
      data[id] = .string(value)
    }
    return .object(data)
  }

  @Test func `answers a click with the card that takes its place`() async throws {
    let (scene, data) = try await asked()
    let response = try await scene.send(Sample.click(filled(data)))
    #expect(response.status == .ok)
    let body = try #require(response.json())
    #expect(body["statusCode"] == 200)
    #expect(body["type"] == .string(Self.card))
    #expect(body["value"]?["type"] == "AdaptiveCard")
    #expect(scene.flows.answers.count == 1)
    // The rest is sent as always.
    #expect(try await scene.sent().map(\.text).contains("PC-en er bestilt."))
    // Teams repeats what it had no answer to: the same is answered, and nothing done twice.
    let again = try await scene.send(Sample.click(filled(data)))
    #expect(again.json()?["type"] == .string(Self.card))
    #expect(scene.flows.answers.count == 1)
  }

  @Test func `shows a card as it is now`() async throws {
    let (scene, data) = try await asked()
    let refresh = Sample.click(.object(data), id: "5", trigger: "automatic")
    let open = try await scene.send(refresh).json()
    #expect(open?["type"] == .string(Self.card))
    #expect(open?["value"]?["actions"]?.array?.isEmpty == false)
    #expect(scene.flows.answers.isEmpty)
    try await scene.send(Sample.click(filled(data)))
    let done = try await scene.send(refresh).json()
    #expect(done?["type"] == .string(Self.card))
    #expect(done?["value"]?["actions"]?.array?.isEmpty != false)
    // Somebody else sees nothing of it.
    let other = Sample.click(.object(data), from: "olav", id: "6", trigger: "automatic")
    #expect(try await scene.send(other).json()?["type"] == .string(Self.error))
  }

  @Test func `answers a click that is wrong in words`() async throws {
    let (scene, data) = try await asked()
    let missing = try await scene.send(Sample.click(.object(data), id: "7")).json()
    #expect(missing?["statusCode"] == 200)
    #expect(missing?["type"] == .string(Self.message))
    let other = try await scene.send(Sample.click(filled(data), from: "olav", id: "8")).json()
    #expect(other?["type"] == .string(Self.message))
    #expect(scene.flows.answers.isEmpty)
  }

  @Test(
    arguments: [
      .null, 7, [], [:], ["action": 7], ["action": ["type": "Action.Submit"]],
      ["action": ["type": "Action.Execute"]], ["action": ["type": "Action.Execute", "data": 5]],
      ["action": ["type": 5, "data": ["choice": 1]]],
      ["action": ["type": "Action.Execute"], "trigger": "automatic"],
      [
        "action": ["type": "Action.Execute", "data": ["rakelQuestion": 99]], "trigger": "automatic",
      ],
    ] as [JSON]
  )
  func `tells a client of a click that makes no sense`(value: JSON) async throws {
    let scene = try await EndpointScene()
    let response = try await scene.send(Sample.invoke("adaptiveCard/action", value))
    #expect(response.status == .ok)
    #expect(response.json()?["statusCode"] == 400)
    #expect(response.json()?["type"] == .string(Self.error))
    #expect(response.json()?["value"]?["code"] == "BadRequest")
    #expect(try await scene.count(of: "inbox") == 0)
  }

  @Test func `takes a numbered choice for the number`() async throws {
    let scene = try await EndpointScene()
    let response = try await scene.send(Sample.click(["choice": 1]))
    #expect(response.json()?["type"] == .string(Self.message))
    #expect(response.json()?["value"]?.string?.isEmpty == false)
  }

  @Test func `tells those who have no access, once`() async throws {
    let scene = try await EndpointScene()
    let first = try await scene.send(Sample.click(["choice": 1], from: "pia")).json()
    #expect(first?["type"] == .string(Self.message))
    let second = try await scene.send(Sample.click(["choice": 1], from: "pia", id: "10"))
    #expect(second.status == .ok)
    #expect(second.json()?["statusCode"] == 403)
    #expect(second.json()?["type"] == .string(Self.error))
    let task = try await scene.send(Sample.invoke("task/fetch", [:], from: "pia"))
    #expect(task == Response(.forbidden))
  }

  @Test(
    arguments: [
      ("task/fetch", 200, "task"), ("task/submit", 200, "task"),
      ("composeExtension/query", 200, "composeExtension"),
      ("composeExtension/queryLink", 200, "composeExtension"),
      ("composeExtension/fetchTask", 200, "task"), ("composeExtension/submitAction", 200, "task"),
      ("signin/verifyState", 200, nil), ("signin/tokenExchange", 412, nil),
      ("message/submitAction", 200, nil),
    ] as [(String, Int, String?)]
  )
  func `answers what else may be invoked`(name: String, status: Int, member: String?) async throws {
    let scene = try await EndpointScene()
    let value: JSON = ["actionName": "feedback", "actionValue": ["reaction": "like"]]
    let response = try await scene.send(Sample.invoke(name, value))
    #expect(response.status.code == status)
    let body = try #require(response.json())
    if let member { #expect(body[member]?["type"] == "message") }
    #expect(try await scene.count(of: "inbox") == 0)
  }

  @Test(arguments: ["noe/annet", "application/search", "", "adaptiveCard/Action", "tasks/fetch"])
  func `knows no other invocations`(name: String) async throws {
    let scene = try await EndpointScene()
    #expect(try await scene.send(Sample.invoke(name, [:])) == Response(.notImplemented))
    let waiting = Sample.activity("invoke", with: ["deliveryMode": "expectReplies", "name": 5])
    #expect(try await scene.send(waiting) == Response(.notImplemented))
  }

  @Test func `counts thumbs`() async throws {
    let scene = try await EndpointScene()
    for reaction in ["like", "dislike", "like", "hemmelig"] {
      let value: JSON = ["actionValue": ["reaction": .string(reaction), "feedback": "x"]]
      try await scene.send(Sample.invoke("message/submitAction", value))
    }
    let feedback = BotFrameworkEndpoint.feedback
    #expect(scene.metrics.value(of: feedback, ["reaction": "like"]) == 2)
    #expect(scene.metrics.value(of: feedback, ["reaction": "other"]) == 1)
  }
}
