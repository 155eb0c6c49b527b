import Channels
import Ground
import Testing

@Suite struct MentionTests {
  /// A message to the bot `28:bot` with these entities.
  private func message(_ text: String, _ entities: [JSON]) throws -> Activity {
    try Activity([
      "type": "message", "conversation": ["id": "c"], "recipient": ["id": "28:bot"],
      "text": .string(text), "entities": .array(entities),
    ])
  }

  private func mention(_ text: JSON?, id: String = "28:bot", name: JSON? = "Rakel") -> JSON {
    var mentioned = JSONObject()
    mentioned["id"] = .string(id)
    mentioned["name"] = name
    var entity = JSONObject()
    entity["type"] = "mention"
    entity["mentioned"] = .object(mentioned)
    entity["text"] = text
    return .object(entity)
  }

  @Test(arguments: [
    ("<at>Rakel</at> hei", "<at>Rakel</at>", "hei"),
    ("<at>Rakel</at>&nbsp;hei\n", "<at>Rakel</at>", "hei"),
    ("hei <at>Rakel</at>", "<at>Rakel</at>", "hei"),
    ("hei <at>Rakel</at>&nbsp;du", "<at>Rakel</at>", "hei  \u{20}du"),
    ("\u{A0}<at>Rakel</at>\r\n hei", "<at>Rakel</at>", "hei"),
    ("<at>Rakel</at> hei <at>Rakel</at>", "<at>Rakel</at>", "hei"),
    ("@Rakel hei", "@Rakel", "hei"),
    ("<at id=\"0\">Rakel</at> hei", "<at>Rakel</at>", "hei"),
    ("<AT>rakel</AT> hei", "<at>Rakel</at>", "hei"),
    ("<at>Rakel&nbsp;Bot</at> hei", "<at>Rakel Bot</at>", "hei"),
    ("<at>x <at>Rakel</at> hei", "<at id=\"1\">Rakel</at>", "<at>x   hei"),
    ("<at>Kari</at> hei", "<at>Rakel</at>", "<at>Kari</at> hei"),
    ("<at>Rakel hei", "<at>Rakel</at>", "<at>Rakel hei"),
    ("hei</at>", "<at>Rakel</at>", "hei</at>"),
    ("<at>Rakel</at>", "<at>Rakel</at>", ""),
    ("", "<at>Rakel</at>", ""),
  ])
  func `takes the bot's mention out of the words`(text: String, words: String, rest: String) throws
  {
    let message = try message(text, [mention(.string(words))])
    #expect(message.words == rest)
    #expect(message.mentionsUs)
  }

  @Test func `leaves other people's mentions`() throws {
    let kari = mention("<at>Rakel</at>", id: "29:kari")
    let message = try message("<at>Rakel</at> hei", [kari])
    #expect(message.words == "<at>Rakel</at> hei")
    #expect(!message.mentionsUs)
  }

  @Test func `believes the entities and not the text`() throws {
    let message = try message("<at>Rakel</at> hei", [])
    #expect(!message.mentionsUs)
    #expect(message.words == "<at>Rakel</at> hei")
  }

  @Test func `goes by the name where an entity has no words`() throws {
    for words: JSON? in [nil, 7, "", .null] {
      #expect(try message("<at>rakel</at> hei", [mention(words)]).words == "hei")
    }
  }

  @Test(
    arguments: [
      .null, 7, "mention", [], [:], ["type": "mention"],
      ["type": 3, "mentioned": ["id": "28:bot"]],
      ["type": "mention", "mentioned": "28:bot"], ["type": "mention", "mentioned": ["id": 5]],
      ["type": "clientInfo", "locale": "nb-NO"],
      ["type": "mention", "mentioned": [:], "text": "hei"],
    ] as [JSON]
  )
  func `passes over malformed and unknown entities`(entity: JSON) throws {
    let message = try message("<at>Rakel</at> hei", [entity, mention("<at>Rakel</at>"), entity])
    #expect(message.words == "hei")
  }

  @Test(arguments: ["<at>", "<at ", "</at>", "a", "<at>a</at>", "&nbsp;", "<"])
  func `is quick with what somebody repeats`(piece: String) throws {
    let text = String(repeating: piece, count: 100_000)
    let words = String(repeating: piece, count: 500 / piece.utf8.count)
    let message = try message(text, Array(repeating: mention(.string(words + "!")), count: 300))
    #expect(message.words.utf8.count <= Activity.longestText)
  }
}
