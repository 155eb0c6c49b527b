import Dialogue
import Foundation
import Ground
import People
import TestKit
import Testing
import Understanding

@Suite struct TurnTests {
  private let helpdesk: Helpdesk

  init() throws { helpdesk = try Helpdesk.small.get() }

  private func talk(as id: String = "anna") throws -> Talk { try Talk(as: id, with: helpdesk) }

  @Test(arguments: ["pia", "nobody"])
  func `changes nothing when it refuses an account`(id: String) throws {
    var talk = try talk(as: id)
    for text in ["jeg har glemt passordet", "1", "ja", "", String(repeating: "a", count: 9_000)] {
      #expect(try talk.say(text) == ["Denne kontoen har ikke tilgang."])
      #expect(talk.conversation == Conversation())
      #expect(talk.why.isEmpty)
    }
  }

  @Test func `keeps nobody's conversation open to who has lost access`() throws {
    var talk = try talk()
    try talk.say("vpn hjemmefra")
    let before = talk.conversation
    talk.user.role = .pupil
    #expect(try talk.say("1") == ["Denne kontoen har ikke tilgang."])
    #expect(talk.conversation == before)
  }

  @Test func `does not serve a kept choice to a role that may not`() throws {
    var talk = try talk(as: "ivar")
    try talk.say("jeg vil bestille ny pc")
    #expect(talk.choices.contains("Arbeidslista"))
    talk.user.role = .employee
    #expect(try talk.say("Arbeidslista") == ["Det kan jeg ikke hjelpe deg med fra din konto."])
  }

  @Test func `explains without naming what the role may not use`() throws {
    var talk = try talk()
    try talk.say("vis arbeidslista")
    #expect(talk.why.first?.contains("refused") == true)
    try talk.say("mine saker")
    #expect(talk.why.first?.contains("MineSaker") == true)
    try talk.say("hva står på lista eller i saken")
    #expect(!talk.why.isEmpty)
    var all = talk
    for text in ["vis arbeidslista", "mine saker", "lista", "køen min i dag"] {
      try all.say(text)
      #expect(!all.why.contains { $0.contains("Arbeidsliste") })
    }
  }

  @Test(arguments: [
    "jeg har glemt passordet, det er Sommer2024!", "passord: Sommer2024!",
    "my password is Sommer2024! and vpn is down",
  ])
  func `masks a pasted password`(text: String) throws {
    var talk = try talk()
    let replies = try talk.say(text)
    let outcome = try #require(talk.outcome)
    #expect(!outcome.heard.contains("Sommer2024"))
    #expect(!replies.joined().contains("Sommer2024"))
    #expect(!"\(outcome)".contains("Sommer2024"))
    #expect(replies.first == "Jeg har skjult noe som ligner et passord.")
  }

  @Test func `says that it read the beginning only`() throws {
    var talk = try talk()
    let replies = try talk.say("skriveren virker ikke " + String(repeating: "😀", count: 100_000))
    #expect(replies.first == "Jeg leste bare begynnelsen.")
    #expect(talk.outcome.map { $0.heard.utf8.count <= Heard.longest } == true)
  }

  @Test(arguments: ["", "   ", "...", "\u{0}\u{1}", "\n"])
  func `leaves what was asked open when it cannot read`(text: String) throws {
    var talk = try talk()
    try talk.say("noe er galt med vpn og pc")
    let before = talk.conversation
    #expect(try talk.say(text) == ["Jeg klarte ikke å lese det."])
    #expect(talk.conversation == before)
    #expect(!before.open.isEmpty)
  }

  @Test func `reads a thousand parts as if they were eight`() throws {
    var talk = try talk()
    let replies = try talk.say(Array(repeating: "ny pc", count: 1_000).joined(separator: ". "))
    #expect(replies.count <= 6)
    for separator in [". ", " og ", "?", "\n"] {
      #expect(
        try !talk.say(Array(repeating: "a", count: 1_000).joined(separator: separator)).isEmpty
      )
    }
  }

  @Test func `remembers the message that led to the question, and only for its answer`() throws {
    var talk = try talk()
    try talk.say("noe er galt med vpn og pc")
    try talk.say("2")
    #expect(talk.conversation.last?.text == "noe er galt med vpn og pc")
    #expect(talk.conversation.asked == nil)
    try talk.say("VPN på mobilen")
    #expect(talk.conversation.last?.text == "VPN på mobilen")
  }

  @Test func `never answers a correction with what was corrected`() throws {
    var talk = try talk()
    try talk.say("jeg har glemt passordet")
    try talk.say("nei, jeg mente at passordet er glemt")
    #expect(talk.conversation.last?.candidate == Candidate(.intent, "GlemtPassord"))
    #expect(talk.outcome?.replies.contains { $0.text.contains("passord.example") } == false)
    var cases = try self.talk(as: "ivar")
    try cases.say("vis mine saker")
    #expect(try cases.say("jeg mente mine saker") != ["Her er arbeidslista."])
  }

  @Test func `takes steering words for no things`() throws {
    let reading = helpdesk.reader.read("ja takk, bestill pc i Storøya", at: Talk.now)
    #expect(reading.entities.map(\.entity) == ["kommune"])
    #expect(reading.municipality == "storøya")
  }

  @Test(arguments: [(1.0, "storøya"), (0.9, "storøya"), (0.89, nil)] as [(Double, String?)])
  func `goes by a named municipality only where it is plain`(
    confidence: Double,
    name: String?
  ) throws {
    let mention = EntityMention(
      entity: "kommune",
      range: 0..<1,
      text: "S",
      value: .canonical("Storøya"),
      confidence: confidence
    )
    #expect(Reading(text: "S", candidates: [], entities: [mention]).municipality == name)
  }

  @Test(arguments: 0..<60)
  func `survives any talk`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let words = [
      "ja", "nei", "1", "2", "9", "vpn", "passord", "glem det", "jeg mente", "skriver", "og", ".",
      "?", "\u{0}", "😀", "Storøya", "takk", "pc", "på Mac", "arbeidslista", "noe er galt med",
    ]
    var talk = try talk(as: ["anna", "olav", "ivar"][Int(seed % 3)])
    for _ in 0..<8 {
      let count = Int.random(in: 1...4, using: &generator)
      let text = (0..<count).compactMap { _ in words.randomElement(using: &generator) }
      let replies = try talk.say(text.joined(separator: " "))
      #expect(!replies.isEmpty)
      #expect(!replies.contains(""))
      if talk.user.id != "ivar" {
        #expect(!"\(talk.conversation)".contains("Arbeidsliste"))
      }
      #expect(Conversation(stored: talk.conversation.stored) == talk.conversation)
    }
  }
}
