import Dialogue
import Ground
import Messaging
import People
import Storage
import TestKit
import Testing

@Suite struct SubmissionTests {
  private let flows = ScriptedFlows.small
  private let helpdesk: Helpdesk

  init() throws { helpdesk = try Helpdesk.small.get() }

  /// A talk in which the card for a PC waits as question 1.
  private func asked() throws -> Talk {
    var talk = try Talk(with: helpdesk, flows: flows)
    try talk.say("jeg vil bestille ny pc")
    return talk
  }

  private static let order: JSON = [
    "do": "order", "type": "laptop", "day": "2026-11-20", "time": "10:00", "rakelQuestion": 1,
  ]

  @Test func `answers, and shows what was chosen in the card's place`() throws {
    var talk = try asked()
    let replies = try talk.submit(Self.order, to: 1)
    #expect(
      replies == ["Du svarte: Bestill, Bærbar PC, 20.11.2026, 10:00", "PC-en er bestilt."]
    )
    #expect(talk.messages.first?.replaces == 1)
    let receipt = try #require(talk.messages.first?.card).text
    #expect(receipt.contains("Bærbar PC") && receipt.contains("20. november 2026"))
    #expect(!receipt.contains("Action.") && !receipt.contains("Input."))
    #expect(flows.answers.count == 1)
    #expect(talk.outcome?.heard == "Bestill, Bærbar PC, 20.11.2026, 10:00")
  }

  @Test func `does nothing twice`() throws {
    var talk = try asked()
    try talk.submit(Self.order, to: 1)
    #expect(try talk.submit(Self.order, to: 1) == ["Det er alt besvart."])
    #expect(flows.answers.count == 1)
  }

  @Test func `does nothing twice where two clicks are taken at once`() throws {
    var talk = try asked()
    let (first, second) = (try talk.taking("vent til senere"), try talk.taking("vent til senere"))
    try talk.keep(first)
    #expect(try talk.keep(second) == ["Det er alt besvart."])
    #expect(flows.answers == [["do": "later"]])
  }

  @Test func `says kindly that the flow has gone on`() throws {
    var talk = try asked()
    flows.timeOut("BestillPC-1")
    #expect(try talk.submit(Self.order, to: 1) == ["Det svaret kom for sent."])
    #expect(try talk.question(1)?.state == .closed)
    #expect(try talk.submit(Self.order, to: 1) == ["Det svaret kom for sent."])
    #expect(flows.answers.isEmpty)
  }

  @Test func `starts the flow that the button of an old card names`() throws {
    let button: JSON = ["do": "take", "rakelFlow": "BestillPC"]
    let ask = ScriptedFlows.Ask("Ta den?", [], actions: [.init(title: "Ta", data: button)])
    let flows = ScriptedFlows(["BestillPC": .init([ask], ending: "Tatt.")])
    var talk = try Talk(with: helpdesk, flows: flows)
    try talk.say("jeg vil bestille ny pc")
    try talk.submit(button, to: 1)
    #expect(flows.answers == [["do": "take"]])
    try talk.submit(button, to: 1)
    #expect(flows.inputs.count == 2)
    let input = try #require(flows.inputs.last)
    #expect(input["answer"] == ["do": "take"])
    #expect(input["user"]?["id"] == "anna")
    // Whatever the click says: only what the button was made with.
    try talk.submit(["do": "take", "rakelFlow": "GlemtPassord"], to: 1)
    #expect(flows.inputs.count == 2)
  }

  @Test(arguments: ["olav", "ivar"])
  func `refuses everybody else, and reveals nothing`(id: String) throws {
    var talk = try asked()
    talk.user = helpdesk.directory.user(id)
    let stranger = try talk.submit(Self.order, to: 1)
    #expect(talk.outcome?.refused == .question)
    #expect(talk.outcome?.heard == "")
    #expect(stranger == ["Det kan du ikke svare på."])
    #expect(try talk.submit(Self.order, to: 99) == stranger)
    #expect(flows.answers.isEmpty)
    #expect(try talk.question(1)?.state == .open)
  }

  @Test func `refuses a pupil`() throws {
    var talk = try asked()
    talk.user.role = .pupil
    #expect(try talk.submit(Self.order, to: 1) == ["Denne kontoen har ikke tilgang."])
    #expect(talk.outcome?.refused == .account)
    #expect(flows.answers.isEmpty)
  }

  @Test(
    arguments: [
      (
        ["do": "order"],
        ["Mangler: Hva slags PC.", "Mangler: Hvilken dag.", "Mangler: Klokka hva."]
      ),
      (
        ["do": "order", "type": "mac", "day": "2026-11-01", "time": "x"],
        [
          "Ikke et valg: Hva slags PC.", "Hvilken dag må være 19.11.2026 – ….",
          "Ugyldig: Klokka hva.",
        ]
      ),
      (["do": "steal"], ["Ikke et valg: ."]), ([:], ["Ikke et valg: ."]),
      ("x", ["Ikke et valg: ."]),
    ] as [(JSON, [String])]
  )
  func `says what is wrong, and keeps the question open`(data: JSON, replies: [String]) throws {
    var talk = try asked()
    #expect(try talk.submit(data, to: 1) == replies)
    #expect(flows.answers.isEmpty)
    #expect(try talk.question(1)?.state == .open)
  }

  @Test func `masks what was typed into a card`() throws {
    var talk = try asked()
    var data = Self.order.object ?? JSONObject()
    data["note"] = "passordet er Sommer2024!"
    let replies = try talk.submit(.object(data), to: 1)
    #expect(replies.first == "Jeg har skjult noe som ligner et passord.")
    #expect(flows.answers.first?["note"]?.string?.contains("Sommer") == false)
    #expect(talk.outcome?.heard.contains("Sommer") == false)
  }

  @Test(
    arguments: [
      (["note": "fnr 01019012345"], ["note": "fnr •••••••"], true),
      (["type": "passordet er Sommer2024!"], ["type": "passordet er •••••••"], true),
      (["day": "4111 1111 1111 1111"], ["day": "•••••••"], true),
      (["time": 4_111_111_111_111_111], ["time": "•••••••"], true),
      (["note": "fnr •••••••"], ["note": "fnr •••••••"], true),
      (["note": ["fnr 01019012345"]], [:], false),
      (["other": "fnr 01019012345", "do": "fnr 01019012345"], [:], false),
      (
        ["do": "order", "type": "laptop", "time": 10],
        ["do": "order", "type": "laptop", "time": 10], false
      ),
      ("fnr 01019012345", [:], false),
    ] as [(JSON, JSON, Bool)]
  )
  func `keeps of what was sent what answers, masked`(data: JSON, kept: JSON, isSecret: Bool) throws
  {
    let talk = try asked()
    let question = try #require(try talk.question(1))
    let (masked, hasSecrets) = Turn.masked(data, for: question)
    #expect(masked == kept)
    #expect(hasSecrets == isSecret)
  }
}
