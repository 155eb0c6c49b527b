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
      "kari\tKari Nordmann\temployee\tåsdal\t\tkari@x",
      "odd1\tOdd Bjørn Ødegård\temployee\tåsdal\t\tOdd@x",
      "anne\tAnne Marie Lie\temployee\tåsdal\t\tanne@x", "anne2\tAnne Lie\temployee\tåsdal",
      "per1\tPer Dahl\temployee\tåsdal", "per2\tPer Dahl\tleader\tåsdal",
      "borte\tBo Rud\temployee\tåsdal\t\tbo@x\t\t\tleft",
    ]
    let directory = try Directory(parsing: lines.joined(separator: "\n"), file: "users.tsv")
    connector = RolloverConnector(people: { directory })
  }

  @Test(
    arguments: [
      ("ODD@X", "odd1"), ("Det er odd bjørn ødegård.", "odd1"), ("Odd Ødegaard har den", "odd1"),
      ("odd odegard, tror jeg", "odd1"), ("den er hos odd1!", "odd1"), ("<odd@x>", "odd1"),
      ("Anne Lie", nil), ("anne marie lie", nil), ("ANNE@X", "anne"),
      ("anne2", "anne2"), ("Per Dahl", nil), ("per2", "per2"),
      ("Kari Nordmann", nil), ("Bo Rud", nil), ("Lie", nil), ("vet ikke", nil), ("", nil),
      ("\0\u{FFFD}", nil),
    ] as [(String, String?)]
  )
  func `finds whom words name, where they name one`(text: String, id: String?) {
    let request = TaskRequest(
      verb: "who",
      parameters: ["text": .string(text)],
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
    guard case .done(let found) = connector.who(request) else {
      Issue.record("refused")
      return
    }
    #expect(found["known"] == .bool(id != nil))
    #expect(found["user"]?["id"]?.string == id)
  }
}
