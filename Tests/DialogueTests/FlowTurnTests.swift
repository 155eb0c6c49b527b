import Dialogue
import Foundation
import Ground
import Messaging
import Storage
import TestKit
import Testing

@Suite struct FlowTurnTests {
  private let helpdesk: Helpdesk
  private let flows = ScriptedFlows.small

  init() throws { helpdesk = try Helpdesk.small.get() }

  private func talk(as id: String = "anna") throws -> Talk {
    try Talk(as: id, with: helpdesk, flows: flows)
  }

  /// Whether a new password helped.
  private static func helped() -> ScriptedFlows {
    let answers: [Question.Input.Choice] = [
      .init(title: "Ja", value: "yes"), .init(title: "Nei", value: "no"),
    ]
    let input = Question.Input(
      id: "value",
      label: "Hjalp det?",
      kind: .choice(answers, severalAllowed: false),
      isRequired: true,
      asksWhetherItHelped: true
    )
    return ScriptedFlows(["GlemtPassord": .init([.init("Hjalp det?", [input])], ending: "Greit.")])
  }

  private static let order: JSON = [
    "do": "order", "type": "laptop", "day": "2026-11-20", "time": "10:00", "rakelQuestion": 1,
  ]

  @Test func `starts the flow of an intent with all it may know`() throws {
    var talk = try talk()
    try talk.say("jeg vil bestille ny pc i Storøya kommune, passord: Sommer2024!")
    let input = try #require(flows.inputs.first)
    #expect(
      input["user"] == [
        "id": "anna", "name": "Anna", "role": "employee", "municipality": "fjordviken",
      ]
    )
    #expect(input["language"] == "nb")
    #expect(input["intent"] == "BestillPC")
    #expect(input["conversation"] == "test:anna")
    #expect(input["entities"]?["kommune"] == ["Storøya"])
    #expect(input["text"]?.string?.contains("Sommer2024") == false)
    #expect(talk.conversation.started?.execution == flows.running.first)
    // The flow speaks for itself.
    #expect(talk.outcome?.replies.contains { $0.text.contains("portalen") } == false)
  }

  @Test func `reads the entities of the message that was asked about`() throws {
    var talk = try talk()
    try talk.say("noe er galt med vpn og pc i Storøya")
    try talk.say("bestille pc")
    #expect(flows.inputs.first?["entities"]?["kommune"] == ["Storøya"])
  }

  @Test func `starts nothing for whom it refuses, and says that it refused`() throws {
    let flows = ScriptedFlows([
      "Arbeidsliste": .init([], ending: "Lista."), "GlemtPassord": .init([], ending: "Nytt."),
    ])
    var anna = try Talk(as: "anna", with: helpdesk, flows: flows)
    try anna.say("vis arbeidslista")
    #expect(anna.outcome?.refused == .role)
    var pia = try Talk(as: "pia", with: helpdesk, flows: flows)
    try pia.say("jeg har glemt passordet")
    #expect(pia.outcome?.refused == .account)
    #expect(flows.inputs.isEmpty)
    var ivar = try Talk(as: "ivar", with: helpdesk, flows: flows)
    #expect(try ivar.say("vis arbeidslista") == ["Lista."])
    #expect(ivar.outcome?.refused == nil)
  }

  @Test(
    arguments: [
      ("ja", "yes"), ("nei, niks", "no"), ("nå virker det, det hjalp", "yes"),
      ("den virker fortsatt ikke", "no"), ("nei, det hjalp dessverre ikke", "no"),
      // Whoever says again what they came for still needs it.
      ("jeg har glemt passordet", "no"),
    ]
  )
  func `hears whether it helped, in whatever words`(text: String, answer: String) throws {
    let flows = Self.helped()
    var talk = try Talk(as: "anna", with: helpdesk, flows: flows)
    try talk.say("jeg har glemt passordet")
    try talk.say(text)
    #expect(flows.answers == [["value": .string(answer)]])
  }

  @Test(arguments: ["ja, men det hjalp ikke", "nei, det hjalp", "kanskje"])
  func `asks again where it is not plain whether it helped`(text: String) throws {
    var talk = try Talk(as: "anna", with: helpdesk, flows: Self.helped())
    try talk.say("jeg har glemt passordet")
    #expect(try talk.say(text).last?.contains("Hjalp det?") == true)
    #expect(try !talk.questions.isEmpty)
  }

  @Test func `answers with what the card would have submitted`() throws {
    var talk = try talk()
    try talk.say("bestille bærbar pc")
    try talk.say("fredag kl 10")
    try talk.say("hopp over")
    try talk.say("bestill")
    #expect(
      flows.answers == [
        ["do": "order", "type": "laptop", "day": "2026-11-20", "time": "10:00"]
      ]
    )
    #expect(try talk.questions.isEmpty)
    #expect(flows.running.isEmpty)
  }

  @Test func `keeps what was told of one question while another is answered`() throws {
    var talk = try talk()
    try talk.say("jeg vil bestille ny pc")
    try talk.say("bærbar")
    try talk.say("jeg har glemt passordet")
    try talk.say("nei")
    try talk.say("ingenting")
    #expect(talk.messages.last?.text.contains("Hvilken dag?") == true)
    try talk.say("fredag kl 10")
    try talk.say("nei")
    #expect(flows.answers.last?["type"] == "laptop")
  }

  @Test func `takes no words for an answer to what has not reached the user`() throws {
    let connection = try Connection(path: ":memory:")
    try connection.migrate(ConversationStore.layouts)
    try flows.start(
      "MineSaker",
      named: "MineSaker-1",
      input: ["user": ["id": "anna"]],
      at: Talk.now,
      in: connection
    )
    try flows.settle(at: Talk.now, in: connection)
    func pending() throws -> Int {
      try ConversationStore.situation(of: "a", with: "anna", through: flows, in: connection)
        .pending.questions.count
    }
    #expect(try pending() == 0)
    let deliveries = try ConversationStore.undelivered(to: "anna", skip: "", in: connection)
    #expect(deliveries.count == 1)
    try OutboxStore.markDelivered(deliveries[0].number, at: Talk.now, in: connection)
    #expect(try pending() == 1)
  }

  @Test func `masks a secret in an answer`() throws {
    var talk = try talk()
    try talk.say("jeg har glemt passordet")
    try talk.say("ja")
    try talk.say("det står at passordet er Sommer2024! på skjermen")
    #expect(flows.answers.count == 2)
    #expect(!"\(flows.answers)".contains("Sommer2024"))
    #expect(talk.messages.first?.text == "Jeg har skjult noe som ligner et passord.")
  }

  @Test func `corrects the last answer where the flow can go back`() throws {
    var talk = try talk()
    try talk.say("jeg har glemt passordet")
    try talk.say("ja")
    let replies = try talk.say("nei, jeg mente nei")
    #expect(replies == ["Rettet: Nei", "Tilbake til «Glemt passord»: Hva står det på skjermen?"])
    #expect(flows.answers == [["value": "yes"], ["value": "no"]])
  }

  @Test func `does not stop what has ended meanwhile`() throws {
    var talk = try talk()
    try talk.say("jeg har glemt passordet")
    try talk.say("glem det")
    flows.timeOut("GlemtPassord-1")
    #expect(try talk.say("ja") == ["Glemt passord er alt ferdig."])
    #expect(try talk.questions.isEmpty)
  }

  @Test func `stops a flow that waits for somebody else`() throws {
    let flows = ScriptedFlows([
      "GlemtPassord": .init([], ending: "Vent litt."), "MineSaker": .never,
    ])
    var talk = try Talk(with: helpdesk, flows: flows)
    try talk.say("mine saker")
    #expect(try talk.say("glem det") == ["Skal jeg stoppe «Saken min»?"])
    #expect(try talk.say("ja") == ["Stoppet: Saken min."])
    #expect(flows.running.isEmpty)
    #expect(try talk.say("glem det") == ["Det er ingenting å avbryte."])
  }

  @Test(arguments: 0..<60)
  func `survives any talk with flows`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let words = [
      "ja", "nei", "1", "2", "9", "vpn", "passord", "glem det", "jeg mente", "skriver", "og", ".",
      "?", "\u{0}", "😀", "bestill ny pc", "bærbar", "i morgen", "kl 10", "mine saker", "1234",
      "jeg har glemt passordet", "hopp over", "vent til senere", "takk", "nei, jeg mente",
    ]
    var talk = try talk(as: ["anna", "olav", "ivar"][Int(seed % 3)])
    for _ in 0..<12 {
      let count = Int.random(in: 1...3, using: &generator)
      let text = (0..<count).compactMap { _ in words.randomElement(using: &generator) }
      let replies = try talk.say(text.joined(separator: " "))
      #expect(!replies.isEmpty)
      #expect(!replies.contains(""))
      #expect(talk.conversation.fillings.count <= 4)
      let running = flows.running
      #expect(try talk.questions.allSatisfy { running.contains($0.execution) })
    }
  }
}

extension ScriptedFlows.Script {
  /// Waits for somebody else for ever.
  fileprivate static var never: Self { .init([], ending: nil) }
}
