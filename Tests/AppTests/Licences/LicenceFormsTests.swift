import Connectors
import Foundation
import Helpdesk
import TestKit
import Testing

// The pages are the program's own; no other module uses them.
@testable import App

@Suite struct LicenceFormsTests {
  private static let now = Date(timeIntervalSince1970: 1_795_248_000)

  private static func somebody(_ name: String) -> LicenceReport.Entry {
    var user = LicensedUser(id: "1")
    user.signIn = "kari@x.example"
    user.name = name
    user.municipality = name
    user.licences = [HeldLicence(product: "VISIO", mayHoldMailbox: false, ways: [.direct])]
    return (user, .unknown(.activity))
  }

  @Test(arguments: [
    ("=1+1", "'=1+1"), ("+47", "'+47"), ("-1", "'-1"), ("@cmd", "'@cmd"), ("Nes", "Nes"),
    ("Nes, \"Kari\"", "\"Nes, \"\"Kari\"\"\""),
  ])
  func `writes no formula into a spreadsheet`(name: String, field: String) {
    let lines = LicenceCSV(prices: nil).lines(of: Self.somebody(name))
    #expect(lines == ["kari@x.example,\(field),\(field),,unknown,activity,,VISIO,direct,no,,"])
  }

  @Test(arguments: ["<script>", "a&b", "\u{0}\u{1b}[2J", "\u{FFFF}", ""])
  func `draws a picture that any reader of XML takes`(name: String) throws {
    var totals = LicenceTotals()
    let (user, _) = Self.somebody(name)
    let rules = LicenceRules()
    var idle = user
    (idle.isMember, idle.created, idle.lastUse) = (true, .distantPast, Self.now - 1e8)
    totals.add(idle, rules.verdict(on: idle, read: Self.now), nil)
    #expect(totals.all.later.licences == 1)
    let svg = LicencePicture(totals, prices: nil, rules: rules).svg
    #expect(svg.hasPrefix("<svg") && !svg.contains("<script>") && !svg.contains("a&b"))
    let isPlain = svg.unicodeScalars.allSatisfy {
      $0 == "\n" || ($0.value >= 32 && $0 != "\u{FFFF}")
    }
    #expect(isPlain)
  }

  @Test(arguments: [
    ("\"UserPrincipalName\"\n\"Kari@x.example\"\n", true), ("UserPrincipalName\r\n", true),
    ("", false), ("kari@x.example\n", false), ("UserPrincipalName\nKari Nes\n", false),
  ])
  func `takes a list of holds whole or not at all`(text: String, isTaken: Bool) throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(text, to: "holds.csv")
    let holds = try? LicenceHolds(file: file, at: Self.now)
    #expect((holds != nil) == isTaken)
    guard let holds else { return }
    let user = LicenceHolds?.some(holds).applied(to: Self.somebody("Kari").user)
    #expect(user.isHeld == text.contains("Kari"))
  }

  @Test func `refuses a list of holds that is old`() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("UserPrincipalName\n", to: "holds.csv")
    #expect(throws: LicenceHoldsFault.self) {
      try LicenceHolds(file: file, at: Date(timeIntervalSinceNow: 31 * 86_400))
    }
  }
}
