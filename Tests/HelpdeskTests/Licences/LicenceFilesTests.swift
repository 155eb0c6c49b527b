import Foundation
import Ground
import Helpdesk
import TestKit
import Testing
import WorkingTime

@Suite struct LicenceFilesTests {
  private static let required = """
    {"reason":"breakGlass","signIn":["bg-*"]},{"reason":"service","signIn":["svc-*"]},
    {"reason":"admin","signIn":["adm-*"]}
    """

  private static func faults(_ body: () throws(PolicyFaults) -> Void) -> [String] {
    do throws(PolicyFaults) {
      try body()
      return []
    } catch { return error.all.map(\.code) }
  }

  @Test func `reads the rules and the prices that ship`() throws {
    func text(_ name: String) throws -> String {
      try String(contentsOf: Shared.checkout.appending(path: "licences/\(name)"), encoding: .utf8)
    }
    let rules = try LicenceRules(parsing: try text("rules.json"), file: "rules.json")
    #expect(rules.inactiveDays == 90 && rules.exclusions.count == 7)
    let prices = try PriceFile(parsing: try text("prices.json"), file: "prices.json")
    #expect(prices.day.text == "2022-01-01")
    #expect(prices.price(of: "spe_E3") == 24_400 && prices.price(of: "STANDARDPACK") == 8_400)
    #expect(prices.price(of: "VISIOCLIENT") == nil)
  }

  @Test(arguments: [
    (#"{"exclude":[REQUIRED]}"#, []),
    (#"{"exclude":[REQUIRED],"inactiveDays":29}"#, ["policy.type"]),
    (#"{"exclude":[REQUIRED],"inactiveDays":"90"}"#, ["policy.type"]),
    (#"{"exclude":[REQUIRED],"inactivedays":90}"#, ["policy.unknown"]),
    (#"{"exclude":[REQUIRED,{"reason":"whim","signIn":["a"]}]}"#, ["rules.reason"]),
    (#"{"exclude":[REQUIRED,{"reason":"leave"}]}"#, ["rules.empty"]),
    (#"{"exclude":[REQUIRED,{"reason":"leave","signIn":"a"}]}"#, ["rules.empty", "policy.type"]),
    ("{}", ["rules.missing", "rules.missing", "rules.missing"]),
    ("[]", ["rules.type"]), ("{", ["rules.json"]), ("", ["rules.json"]),
  ])
  func `reads rules strictly`(text: String, codes: [String]) {
    let source = text.replacing("REQUIRED", with: Self.required)
    let found = Self.faults { () throws(PolicyFaults) in
      _ = try LicenceRules(parsing: source, file: "rules.json")
    }
    #expect(found.sorted() == codes.sorted())
  }

  @Test(arguments: [
    (#"{"asOf":"2026-01-01","kronerPerMonth":{"A":1.25,"B":0}}"#, []),
    (#"{"kronerPerMonth":{"A":1}}"#, ["prices.date"]),
    (#"{"asOf":"2026-02-30","kronerPerMonth":{"A":1}}"#, ["policy.type"]),
    (#"{"asOf":"2026-01-01","kronerPerMonth":{"A":1.234}}"#, ["prices.price"]),
    (#"{"asOf":"2026-01-01","kronerPerMonth":{"A":-1}}"#, ["prices.price"]),
    (#"{"asOf":"2026-01-01","kronerPerMonth":{"A":"1"}}"#, ["prices.price"]),
    (#"{"asOf":"2026-01-01","kronerPerMonth":{"A":1,"a":2}}"#, ["prices.twice"]),
    (#"{"asOf":"2026-01-01"}"#, ["prices.type"]),
    (#"{"asOf":"2026-01-01","kronerPerMonth":{},"prices":{}}"#, ["policy.unknown"]),
  ])
  func `reads prices strictly`(text: String, codes: [String]) {
    let found = Self.faults { () throws(PolicyFaults) in
      _ = try PriceFile(parsing: text, file: "prices.json")
    }
    #expect(found == codes)
  }
}
