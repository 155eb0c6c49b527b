import Flows
import Foundation
import Ground
import People
import Testing

@testable import Connectors

/// Whom people mean when they say who has a machine.
@Suite struct RolloverWhoTests {
  private let connector: RolloverConnector

  init() throws {
    let lines = [
      "kari\tKari Nordmann\temployee\tåsdal\t\tkari@x\t\tÅsdal skole",
      "odd1\tOdd Bjørn Ødegård\temployee\tåsdal\t\tOdd@x",
      "anne\tAnne Marie Lie\temployee\tåsdal\t\tanne@x", "anne2\tAnne Lie\temployee\tåsdal",
      "per1\tPer Dahl\temployee\tåsdal\t\t\t\tÅsdal skole", "per2\tPer Dahl\tleader\tåsdal",
      "borte\tBo Rud\temployee\tåsdal\t\tbo@x\t\t\tleft",
      "gro1\tGro Haugen\temployee\tstorøya\t\t\t\tStorøya legekontor",
      "gro2\tGro Hagen\temployee\tåsdal\t\t\t\tÅsdal bibliotek",
      "elev\tGro Elev\tpupil\tåsdal", "ns1\tNina Solheim\temployee\tnordbygd",
    ]
    let directory = try Directory(parsing: lines.joined(separator: "\n"), file: "users.tsv")
    connector = RolloverConnector(people: { directory })
  }

  private func ask(_ text: String, id: String? = nil) -> JSON {
    var parameters: JSONObject = JSONObject()
    parameters["text"] = .string(text)
    parameters["id"] = id.map(JSON.string)
    parameters["none"] = ["nb": "Ingen"]
    let request = TaskRequest(
      verb: "who",
      parameters: .object(parameters),
      token: nil,
      key: "",
      execution: "",
      flow: "",
      state: "",
      user: "kari",
      input: [:],
      entered: Date(timeIntervalSince1970: 0),
      now: Date(timeIntervalSince1970: 0)
    )
    guard case .done(let found) = connector.who(request) else { return .null }
    return found
  }

  @Test(
    arguments: [
      ("ODD@X", "odd1"), ("Det er odd bjørn ødegård.", "odd1"), ("Odd Ødegaard har den", "odd1"),
      ("odd odegard, tror jeg", "odd1"), ("den er hos odd1!", "odd1"), ("<odd@x>", "odd1"),
      ("Anne Lie", nil), ("anne marie lie", nil), ("ANNE@X", "anne"),
      ("anne2", "anne2"), ("Per Dahl", nil), ("per2", "per2"),
      ("Kari Nordmann", nil), ("Bo Rud", nil), ("Lie", nil), ("vet ikke", nil), ("", nil),
      ("\0\u{FFFD}", nil),
      ("Gro på Storøya", "gro1"), ("det er gro ved åsdal bibliotek", "gro2"),
      ("Gro Haugn", "gro1"), ("Nina Solhiem", "ns1"),
      ("Nian Solheim", "ns1"), ("Gro", nil), ("Gro Hauen", nil), ("Odd", nil), ("Nina", nil),
      ("Per i Åsdal", nil), ("nina Moen", nil),
    ] as [(String, String?)]
  )
  func `finds whom words name, where they name one`(text: String, id: String?) {
    let found = ask(text)
    #expect(found["known"] == .bool(id != nil))
    #expect(found["user"]?["id"]?.string == id)
    if id != nil { #expect(found["isAsked"] == false) }
  }

  @Test(
    arguments: [
      ("Per Dahl", ["per1", "per2"]), ("Anne Lie", ["anne2", "anne"]),
      ("anne marie lie", ["anne2", "anne"]), ("Gro Hauen", ["gro2", "gro1"]),
      ("Gro Haguen", ["gro2", "gro1"]), ("per dal", ["per1", "per2"]),
      // A first name alone is asked about, also where there is one.
      ("Odd", ["odd1"]), ("det er Gro", ["gro2"]), ("Per i Åsdal", ["per1", "per2"]),
      // Nobody near has it, or nobody who can be asked.
      ("Nina", []), ("Bo Rud", []), ("Elev", []), ("vet ikke", []),
    ] as [(String, [String])]
  )
  func `asks which of a few is meant`(text: String, ids: [String]) {
    let found = ask(text)
    #expect(found["known"] == false)
    #expect(found["isAsked"] == .bool(!ids.isEmpty))
    let values = found["choices"]?.array?.map { $0["value"]?.string ?? "" }
    #expect(values == (ids.isEmpty ? [] : ids + [":none"]))
  }

  @Test func `takes the one they chose`() {
    #expect(ask("Per Dahl", id: "per2")["user"]?["id"] == "per2")
    #expect(ask("Per Dahl", id: ":none")["known"] == false)
    #expect(ask("Per Dahl", id: "elev")["known"] == false)
    let title = ask("Per Dahl")["choices"]?.array?.first?["title"]
    #expect(title == "Per Dahl (Åsdal skole, per1)")
  }
}
