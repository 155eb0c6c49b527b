import Channels
import Ground
import Testing

@Suite struct ActivityTests {
  private func activity(_ text: String) throws(ActivityFault) -> Activity {
    try Activity(parsing: Array(text.utf8))
  }

  @Test func `reads what Teams sends`() throws {
    let activity = try activity(
      """
      {"type":"message","id":"17","timestamp":"2026-11-21T08:00:00Z","channelId":"msteams",
       "serviceUrl":"https://smba.trafficmanager.net/emea/","locale":"nb-NO","textFormat":"plain",
       "from":{"id":"29:kari","name":"Kari","aadObjectId":"6F0B7C1E-2D54-4C1A-9B3E-1A5D0C77E001"},
       "recipient":{"id":"28:bot","name":"Rakel"},
       "conversation":{"id":"a:1","conversationType":"personal","tenantId":"t1"},
       "channelData":{"tenant":{"id":"t2"}},"text":"hei","deliveryMode":"expectReplies",
       "attachments":[{"contentType":"text/html","content":"<p>hei</p>"}],"nytt":{"felt":[1]}}
      """
    )
    #expect(activity.kind == .message)
    #expect(activity.id == "17")
    #expect(activity.channelID == "msteams")
    #expect(activity.serviceURL == "https://smba.trafficmanager.net/emea/")
    #expect(activity.conversation.id == "a:1")
    #expect(activity.conversation.isPersonal)
    #expect(activity.conversation.tenantID == "t1")
    #expect(activity.from?.entraID == "6F0B7C1E-2D54-4C1A-9B3E-1A5D0C77E001")
    #expect(activity.recipient?.name == "Rakel")
    #expect(activity.tenantID == "t2")
    #expect(activity.locale == "nb-NO")
    #expect(activity.expectsReplies)
    #expect(!activity.hasAttachments)
    #expect(!activity.isFromBot)
  }

  @Test(arguments: [
    ("", ActivityFault.json),
    ("hei", .json),
    ("{\"type\":\"message\"", .json),
    (String(repeating: "[", count: 50_000), .json),
    (
      "{\"a\":" + String(repeating: "[", count: 65) + String(repeating: "]", count: 65) + "}", .json
    ),
    ("null", .type),
    ("[]", .type),
    ("{}", .type),
    ("{\"type\":7}", .type),
    ("{\"type\":\"\",\"conversation\":{\"id\":\"c\"}}", .type),
    ("{\"type\":\"message\"}", .conversation),
    ("{\"type\":\"message\",\"conversation\":\"c\"}", .conversation),
    ("{\"type\":\"message\",\"conversation\":{\"id\":\"\"}}", .conversation),
    ("{\"type\":\"message\",\"conversation\":{\"id\":5}}", .conversation),
    (
      "{\"type\":\"message\",\"id\":\"\(String(repeating: "i", count: 513))\",\"conversation\":{\"id\":\"c\"}}",
      .tooLong
    ),
    (
      "{\"type\":\"message\",\"conversation\":{\"id\":\"\(String(repeating: "ø", count: 257))\"}}",
      .tooLong
    ),
  ])
  func `refuses what says neither what nor where`(text: String, fault: ActivityFault) {
    #expect(throws: fault) { try activity(text) }
  }

  /// Every known field with every other type.
  @Test(arguments: [
    "null", "true", "1", "-1e300", "\"\"", "\"x\"", "[]", "[[]]", "{}", "[{}]", "{\"id\":{}}",
  ])
  func `takes what is of the wrong type for absent`(value: String) throws {
    let fields = [
      "id", "channelId", "serviceUrl", "from", "recipient", "channelData", "text", "entities",
      "attachments", "value", "name", "action", "membersAdded", "locale", "deliveryMode",
      "replyToId", "textFormat", "timestamp",
    ]
    for field in fields {
      let activity = try activity(
        "{\"type\":\"message\",\"conversation\":{\"id\":\"c\"},\"\(field)\":\(value)}"
      )
      #expect(activity.kind == .message)
      #expect(activity.words == (field == "text" && value == "\"x\"" ? "x" : ""))
      #expect(!activity.expectsReplies)
    }
    let room = try activity(
      "{\"type\":\"message\",\"conversation\":{\"id\":\"c\",\"conversationType\":\(value)}}"
    )
    #expect(room.conversation.isPersonal == (value != "\"x\""))
  }

  @Test func `keeps a tenant that is no text apart from none`() throws {
    func tenant(_ value: String) throws -> String? {
      try activity(
        "{\"type\":\"message\",\"conversation\":{\"id\":\"c\",\"tenantId\":\(value)}}"
      ).conversation.tenantID
    }
    #expect(try tenant("\"t\"") == "t")
    #expect(try tenant("null") == nil)
    #expect(try tenant("7") == "")
    #expect(try tenant("[\"t\"]") == "")
  }

  @Test(arguments: [
    ("message", Activity.Kind.message), ("Message", .message), ("invoke", .invoke),
    ("conversationUpdate", .conversationUpdate), ("nyType", .other), ("\\u0000", .other),
  ])
  func `knows the types`(type: String, kind: Activity.Kind) throws {
    #expect(try activity("{\"type\":\"\(type)\",\"conversation\":{\"id\":\"c\"}}").kind == kind)
  }

  @Test func `survives NUL, lone surrogates and the same key twice`() throws {
    let activity = try activity(
      #"{"type":"typing","type":"message","conversation":{"id":"c"},"text":"a\u0000b\ud800"}"#
    )
    #expect(activity.kind == .message)
    #expect(activity.text == "a\u{0}b\u{FFFD}")
  }

  @Test func `keeps no more of a text than anybody reads`() throws {
    let long = String(repeating: "ø", count: 100_000)
    let activity = try activity(
      "{\"type\":\"message\",\"conversation\":{\"id\":\"c\"},\"text\":\"\(long)\"}"
    )
    #expect(activity.text.utf8.count <= Activity.longestText + 2)
  }

  @Test func `sees files, and not the words again in HTML`() throws {
    for (type, isFile) in [("image/png", true), ("text/html", false), ("Text/HTML", false)] {
      let activity = try activity(
        "{\"type\":\"message\",\"conversation\":{\"id\":\"c\"},\"attachments\":[{\"contentType\":\"\(type)\"}]}"
      )
      #expect(activity.hasAttachments == isFile)
    }
  }

  @Test func `knows its own echo`() throws {
    func isFromBot(_ from: String) throws -> Bool {
      try activity(
        "{\"type\":\"message\",\"conversation\":{\"id\":\"c\"},\"recipient\":{\"id\":\"b\"},\"from\":\(from)}"
      ).isFromBot
    }
    #expect(try isFromBot("{\"id\":\"b\"}"))
    #expect(try isFromBot("{\"id\":\"u\",\"role\":\"bot\"}"))
    #expect(try !isFromBot("{\"id\":\"u\",\"role\":\"user\"}"))
    #expect(try !isFromBot("null"))
  }
}
