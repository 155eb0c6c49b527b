import Channels
import Ground
import Messaging
import Testing

@Suite struct OutgoingActivityTests {
  private let reference = Scene.reference("a:1")

  private func parts(
    _ message: OutgoingMessage,
    _ size: OutgoingActivity.Size = .usual,
    isPersonal: Bool = true
  ) -> [JSON] {
    OutgoingActivity(
      message,
      to: Scene.reference("a:1", isPersonal: isPersonal),
      replyTo: "in-1"
    ).parts(size)
  }

  @Test func `says who, to whom, where and in answer to what`() {
    #expect(
      parts(OutgoingMessage("Hei **du**")) == [
        [
          "type": "message", "from": ["id": "28:bot", "name": "Rakel"],
          "recipient": ["id": "29:kari", "name": "Kari"], "conversation": ["id": "a:1"],
          "replyToId": "in-1", "locale": "nb-NO", "textFormat": "markdown", "text": "Hei **du**",
          "inputHint": "acceptingInput",
        ]
      ]
    )
  }

  @Test func `leaves out what is empty`() {
    var reference = reference
    (reference.botName, reference.channelUserName, reference.locale) = ("", nil, "")
    let activity = OutgoingActivity(OutgoingMessage("a"), to: reference, replyTo: "").parts()[0]
    #expect(activity["from"] == ["id": "28:bot"])
    #expect(activity["recipient"] == ["id": "29:kari"])
    for key in ["locale", "replyToId", "id", "timestamp", "serviceUrl", "suggestedActions"] {
      #expect(activity[key] == nil)
    }
    #expect(OutgoingActivity(OutgoingMessage(""), to: reference).parts().isEmpty)
  }

  @Test(arguments: [("msteams", true), ("emulator", false)])
  func `has Teams ask for a card that asks as it is now`(channel: String, isRefreshed: Bool) {
    var reference = reference
    reference.channelID = channel
    let asking: JSON = [
      "type": "AdaptiveCard", "version": "1.5",
      "actions": [["type": "Action.Submit", "title": "Ja", "data": ["rakelQuestion": 7]]],
    ]
    let telling: JSON = ["type": "AdaptiveCard", "version": "1.5"]
    func content(_ card: JSON) -> JSON? {
      OutgoingActivity(OutgoingMessage("a", card: card), to: reference).parts()[0]["attachments"]?
        .array?.first?["content"]
    }
    let refresh: JSON? = [
      "action": [
        "type": "Action.Execute", "title": "Refresh", "verb": "refresh",
        "data": ["rakelQuestion": 7],
      ],
      "userIds": ["29:kari"],
    ]
    #expect(content(asking)?["refresh"] == (isRefreshed ? refresh : nil))
    #expect(content(asking)?["actions"] == asking["actions"])
    #expect(content(telling) == telling)
  }

  @Test func `sends a card alone, with its first words for the notification`() {
    let card: JSON = ["type": "AdaptiveCard", "version": "1.5", "actions": [["type": "x"]]]
    let words = String(repeating: "noen ord ", count: 40)
    let activity = parts(OutgoingMessage(words, options: ["a"], card: card))[0]
    #expect(activity["text"] == nil)
    #expect(activity["textFormat"] == nil)
    #expect(activity["suggestedActions"] == nil)
    #expect(activity["inputHint"] == "expectingInput")
    #expect(
      activity["attachments"] == [
        ["contentType": "application/vnd.microsoft.card.adaptive", "content": card]
      ]
    )
    let summary = activity["summary"]?.string ?? ""
    #expect(summary.hasPrefix("noen ord"))
    #expect(summary.hasSuffix("…"))
    #expect(summary.count <= 120)
  }

  @Test func `numbers what may be chosen, and puts it on buttons where Teams has some`() {
    let message = OutgoingMessage("Hvilken?", options: ["Én\nlinje", "To"])
    let activity = parts(message)[0]
    #expect(activity["text"] == "Hvilken?\n\n1. Én linje\n2. To")
    #expect(activity["inputHint"] == "expectingInput")
    #expect(
      activity["suggestedActions"] == [
        "to": ["29:kari"],
        "actions": [
          ["type": "imBack", "title": "Én\nlinje", "value": "Én\nlinje"],
          ["type": "imBack", "title": "To", "value": "To"],
        ],
      ]
    )
    #expect(parts(message, isPersonal: false)[0]["suggestedActions"] == nil)
    let seven = OutgoingMessage("Hvilken?", options: (1...7).map(String.init))
    #expect(parts(seven)[0]["suggestedActions"] == nil)
  }

  @Test func `tells a card in words that is too large`() {
    let long = JSON.string(String(repeating: "x", count: 50_000))
    let card: JSON = [
      "type": "AdaptiveCard", "body": [["type": "TextBlock", "text": long]],
      "actions": [["type": "Action.Submit", "title": "Ja"]],
    ]
    let activity = parts(OutgoingMessage("Skal vi?", card: card))[0]
    #expect(activity["attachments"] == nil)
    #expect(activity["text"] == "Skal vi?\n\n1. Ja")
    let small: JSON = ["type": "AdaptiveCard", "body": []]
    let refused = parts(OutgoingMessage("Skal vi?", card: small), .small)[0]
    #expect(refused["attachments"] == nil)
    #expect(refused["text"] == "Skal vi?")
  }

  @Test(arguments: [
    String(repeating: "Et avsnitt med \"ord\" i.\n\n", count: 9_000),
    String(repeating: "en linje\\\n", count: 20_000), String(repeating: "ord ", count: 60_000),
    String(repeating: "x", count: 200_000), String(repeating: "👩🏽‍💻", count: 20_000),
    "e" + String(repeating: "\u{301}", count: 200_000),
    String(repeating: "\u{1}\u{0}a\r\n", count: 60_000),
  ])
  func `cuts a long text into parts that fit, and loses nothing of it`(text: String) {
    let activities = parts(OutgoingMessage(text, options: ["Ja"]))
    #expect(activities.count > 1)
    #expect(activities.allSatisfy { $0.text.utf16.count <= 40_960 })
    let texts = activities.map { $0["text"]?.string ?? "" }
    #expect(texts.allSatisfy { !$0.isEmpty })
    func bare(_ text: String) -> [Unicode.Scalar] {
      text.unicodeScalars.filter { $0.value > 0x20 }
    }
    #expect(bare(texts.joined()) == bare(text + "1. Ja"))
    #expect(activities.dropLast().allSatisfy { $0["suggestedActions"] == nil })
    #expect(activities.last?["suggestedActions"] != nil)
    #expect(parts(OutgoingMessage(text), .small).allSatisfy { $0.text.utf16.count <= 10_240 })
  }

  @Test func `cuts between paragraphs rather than elsewhere`() {
    let paragraph = String(repeating: "ord ", count: 2_000) + "slutt."
    let text = Array(repeating: paragraph, count: 12).joined(separator: "\n\n")
    let texts = parts(OutgoingMessage(text)).map { $0["text"]?.string ?? "" }
    #expect(texts.count > 1)
    #expect(texts.allSatisfy { $0.hasPrefix("ord") && $0.hasSuffix("slutt.") })
  }
}
