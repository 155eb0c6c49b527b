import Cards
import Connectors
import Flows
import Foundation
import Ground
import Helpdesk
import Messaging
import People
import Storage
import Testing

@Suite struct WorkCardsTests {
  private let flow: RegisterFlow
  private let cards: WorkCards

  init() throws {
    flow = try RegisterFlow()
    let template = """
      {"type": "AdaptiveCard", "version": "1.5", "fallbackText": "x", "body": [
        {"type": "TextBlock", "wrap": true,
          "text": "${item.number} ${item.status} ${item.claimedByName} ${from}"}],
       "actions": [
        {"type": "Action.Submit", "$when": "${can.claim}", "title": "Ta den",
          "data": {"what": "claim", "item": "${item.number}", "rakelFlow": "VisArbeidsliste"}},
        {"type": "Action.Submit", "$when": "${can.handOver}", "title": "Gi bort",
          "data": {"what": "handOver", "item": "${item.number}"}},
        {"type": "Action.Submit", "title": "Notat",
          "data": {"what": "note", "item": "${item.number}"}}]}
      """
    let card = try CardTemplate(parsing: template, file: "oppgave.json")
    let people = try Directory(
      parsing: "ida\tIda\titstaff\nola\tOla\titstaff\nkari\tKari\temployee".replacing(
        "\\t",
        with: "\t"
      ),
      file: "users.tsv"
    )
    cards = WorkCards(CardCatalogue(["oppgave": .init(first: card)])) { people }
  }

  private func call(
    _ verb: String,
    _ parameters: JSON,
    as user: String,
    token: String? = nil
  ) async throws -> TaskOutcome {
    var flow = flow
    flow.user = user
    return try await flow.call("worklist.\(verb)", parameters, token: token, cards: cards)
  }

  private func said(to user: String) async throws -> [OutgoingMessage] {
    try await flow.database.read { (connection) throws(DatabaseError) in
      try OutboxStore.undelivered(to: user, in: connection).map(\.message)
    }
  }

  @Test func `shows everybody who sees an item what has become of it`() async throws {
    _ = try await call("add", ["title": "a"], as: "kari")
    for user in ["ida", "ola"] {
      #expect(try await call("ask", ["number": 1], as: user, token: "t-\(user)") == .waiting)
    }
    _ = try await call("claim", ["number": 1], as: "ida")
    let (ida, ola) = (try await said(to: "ida"), try await said(to: "ola"))
    #expect(ida.map(\.options) == [["Ta den", "Notat"], ["Gi bort", "Notat"]])
    #expect(ola.map(\.options) == [["Ta den", "Notat"], ["Notat"]])
    #expect(ola.last?.text.contains("claimed Ida") == true)
    #expect([ida.last?.replaces, ola.last?.replaces] == [1, 2])
    // The question is the same, so that the new card answers it; the old button is understood still.
    let question = try await flow.database.read { (connection) throws(DatabaseError) in
      try QuestionStore.question(2, in: connection)
    }
    #expect(question?.actions.map(\.isOffered) == [true, false])
    #expect(ola.last?.card?["actions"]?.array?.first?["data"]?["rakelQuestion"] == 2)
    let answer = try question?.answer(
      from: ["what": "claim", "item": 1, "rakelFlow": "VisArbeidsliste", "rakelQuestion": 2]
    )
    #expect(answer == ["what": "claim", "item": 1])
  }

  @Test func `leaves cards alone where nothing has changed`() async throws {
    _ = try await call("add", ["title": "a"], as: "kari")
    _ = try await call("ask", ["number": 1], as: "ida", token: "t")
    _ = try await call("show", ["number": 1], as: "ida")
    _ = try await call("claim", ["number": 9], as: "ida")
    #expect(try await said(to: "ida").count == 1)
  }

  @Test func `gives a colleague the card of what they were handed`() async throws {
    _ = try await call("add", ["title": "a"], as: "kari")
    _ = try await call("claim", ["number": 1], as: "ida")
    for stranger in ["kari", "nobody"] {
      let outcome = try await call("handOver", ["number": 1, "to": .string(stranger)], as: "ida")
      guard case .failed("Worklist.BadRequest", _) = outcome else {
        Issue.record("handed to \(stranger)")
        return
      }
    }
    guard case .done(let given) = try await call("handOver", ["number": 1, "to": "ola"], as: "ida")
    else {
      Issue.record("not handed over")
      return
    }
    #expect(given["item"]?["claimedByName"] == "Ola")
    let card = try #require(try await said(to: "ola").first)
    #expect(card.text.contains("claimed Ola Ida"))
    #expect(card.options == ["Gi bort", "Notat"])
    let open = try await flow.database.read { (connection) throws(DatabaseError) in
      try QuestionStore.openQuestions(of: "ola", in: connection).map(\.question)
    }
    #expect(open.isEmpty)
    let again = try await call("handOver", ["number": 1, "to": "ola"], as: "ida")
    #expect(again == .failed(error: "Worklist.Taken", cause: "item 1 is ola's"))
  }

  @Test func `knows the colleagues`() async throws {
    let colleagues: JSON = ["colleagues": [["title": "Ola", "value": "ola"]]]
    #expect(try await call("colleagues", [:], as: "ida") == .done(colleagues))
  }

  @Test func `lists a day, a place, and what is one's own`() async throws {
    for (title, due, place) in [
      ("a", "2026-11-18T12:00:00Z", "Rådhuset"), ("b", "2026-11-18T08:00:00Z", "Helsehuset"),
      ("c", "2026-11-20T08:00:00Z", "Rådhuset"),
    ] {
      let order: JSON = ["title": .string(title), "due": .string(due), "place": .string(place)]
      _ = try await flow.call("worklist.add", order, key: title)
    }
    _ = try await call("claim", ["number": 3], as: "ida")
    let expected: [(JSON, JSON)] = [
      (["day": "2026-11-18"], ["b", "a"]), (["day": "2026-11-18", "text": "på rådhuset"], ["a"]),
      (["day": "2026-11-20T08:00"], ["c"]), (["day": "i vår"], ["b", "a", "c"]),
      (["mine": true], ["c"]), (["mine": false, "text": "alt"], ["b", "a", "c"]),
    ]
    for (parameters, titles) in expected {
      guard case .done(let list) = try await call("list", parameters, as: "ida") else {
        Issue.record("no list")
        continue
      }
      #expect(list["items"]?.array?.compactMap { $0["title"] } == titles.array)
    }
  }
}
