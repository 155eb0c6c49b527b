import Foundation
import Ground
import Helpdesk
import Testing
import WorkingTime

@Suite("Fleet files")
struct FleetFileTests {
  @Test func `knows Intune's export`() throws {
    let reports = try Self.reports(
      """
      Device ID,Device name,Enrollment date,Last check-in,Serial number,Ownership,OS,Primary user UPN,Free storage,Model
      1,ROR-1,2026-01-05,2026-11-20 07:08:09.1234567,5CG1,Corporate,Windows 10,Kari@x.example,116938,EliteBook
      2,Phone,2026-01-05,2026-11-20T07:08:09Z,C39X,Personal,iOS,kari@x.example,1,iPad
      3,ROR-2,0001-01-01T00:00:00Z,0001-01-01T00:00:00Z,5CG2,Personal,Windows,,,
      """
    )
    #expect(reports.map(\.serial) == ["5CG1", "5CG2"])
    let first = try #require(reports.first)
    #expect(first.line == 2)
    #expect(first.name == "ROR-1")
    #expect(first.user == "Kari@x.example")
    #expect(first.ownership == .organisation)
    #expect(first.purchased == nil)
    #expect(first.health.freeGigabytes == 116.938)
    #expect(first.lastSeen.map { Int($0.timeIntervalSince1970) } == 1_795_158_489)
    #expect(reports[1].ownership == .personal)
    #expect(reports[1].user == nil)
  }

  @Test func `knows Snipe-IT's export, its months and its archive`() throws {
    let reports = try Self.reports(
      """
      Asset Tag,Serial,Model Name,Company,Checked Out To,Purchase Date,Warranty Months,EOL Months,Status
      R1,5CG1,EliteBook,Storøya,kari@x.example,2021-08-31,30,48,Deployed
      R2,5CG2,EliteBook,Storøya,Kari Nordmann,,36,48,Ready to Deploy
      R3,5CG3,EliteBook,Storøya,,2019-01-01,36,48,Archived
      """
    )
    #expect(reports.map(\.serial) == ["5CG1", "5CG2"])
    #expect(reports[0].purchased == Day("2021-08-31"))
    #expect(reports[0].warrantyEnds == Day("2024-02-29"))
    #expect(reports[0].endOfLife == Day("2025-08-31"))
    #expect(reports[0].municipality == "Storøya")
    // A name is nothing to sign in with.
    #expect(reports[1].user == nil)
    #expect(reports[1].warrantyEnds == nil)
  }

  @Test func `knows GLPI's export, as a Norwegian Excel writes it`() throws {
    let reports = try Self.reports(
      """
      Name;Entity;Serial number;Inventory number;Date of purchase;Location
      PC-1;Storøya;5CG1;R1;31.8.2021;Rådhuset
      """
    )
    #expect(reports.map(\.purchased) == [Day("2021-08-31")])
    #expect(reports.map(\.unit) == ["Rådhuset"])
  }

  @Test func `reads any columns by a mapping`() throws {
    let json = try JSON(
      parsing: """
        {"source": "levering", "dates": "m/d/y",
         "columns": {"serial": "Serienr", "purchased": ["Kjøpt", "Levert"], "unit": "Avdeling",
                     "isShared": "Felles", "readiness": "W11"},
         "words": {"isShared": {"Ja": true, "Nei": false}, "readiness": {"Nei": "notCapable"}},
         "municipalities": [{"column": "Eier", "matches": "*@STOROYA.example", "is": "Storøya"},
                            {"column": "Eier", "matches": "*", "is": "Åsdal"}],
         "only": {"Type": ["PC*"]}, "except": {"Status": ["utrangert"]}}
        """
    )
    let mapping = try FleetMapping(json: json)
    #expect(mapping.source == FleetSource("levering", .register))
    let reports = try Self.reports(
      """
      serienr;KJØPT;Levert;Avdeling;Felles;W11;Eier;Type;Status
      5CG1;;8/31/2021;Skole;JA;nei;kari@storoya.example;PC bærbar;I bruk
      5CG2;8/1/2021;;Skole;Nei;Kanskje;ola@other.example;PC;I bruk
      5CG3;;;;;;;Skjerm;I bruk
      5CG4;;;;;;;PC;Utrangert
      """,
      mapping
    )
    #expect(reports.map(\.serial) == ["5CG1", "5CG2"])
    #expect(reports.map(\.purchased) == [Day("2021-08-31"), Day("2021-08-01")])
    #expect(reports.map(\.isShared) == [true, false])
    #expect(reports.map(\.readiness) == [.notCapable, nil])
    #expect(reports.map(\.municipality) == ["Storøya", "Åsdal"])
  }

  @Test(
    arguments: [
      (#"[]"#, "object"), (#"{"colums": {}}"#, "colums"), (#"{"profile": "sap"}"#, "profile"),
      (#"{"source": "Å b"}"#, "source"), (#"{"kind": "x"}"#, "kind"),
      (#"{"dates": "y"}"#, "dates"), (#"{"columns": {"seriell": "x"}}"#, "seriell"),
      (#"{"columns": {"serial": 3}}"#, "columns.serial"),
      (#"{"words": {"model": {}}}"#, "words"),
      (#"{"words": {"isShared": {"ja": "yes"}}}"#, "words.isShared.ja"),
      (#"{"municipalities": [{"column": "x"}]}"#, "municipalities[0]"),
      (#"{"only": {"x": []}}"#, "only.x"),
    ]
  )
  func `says what is wrong with a mapping`(_ text: String, _ word: String) throws {
    let json = try JSON(parsing: text)
    let fault = #expect(throws: FleetMappingFault.self) { try FleetMapping(json: json) }
    #expect(fault?.description.contains(word) == true)
  }

  @Test(
    arguments: [
      "2021-05-17", "17.5.2021", "17.05.2021", "17.05.21", "2021/05/17", "20210517",
      "2021-05-17T08:00:00Z", "2021-05-17 08:00", "2021-05-17 08:00:00.0000000 +02:00",
      "17.05.2021 08:00:59", " 2021-05-17 ",
    ]
  )
  func `reads a day however it is written`(_ text: String) throws {
    let reports = try Self.reports("Asset Tag;Serial;Purchase Date\nR1;5CG1;\(text)\n")
    #expect(reports.map(\.purchased) == [Day("2021-05-17")])
  }

  @Test(arguments: ["", " ", "-", "N/A", "0000-00-00", "Never"])
  func `takes a word for nothing as no day`(_ text: String) throws {
    #expect(
      try Self.reports("Asset Tag;Serial;Purchase Date\nR1;5CG1;\(text)\n").map(\.purchased)
        == [nil]
    )
  }

  @Test(
    arguments: [
      "5/6/2021", "2021-13-01", "31.02.2021", "soon", "17-05-2021", "2021-05-17x",
      "2021-05-17 25:00", "99999999999",
    ]
  )
  func `leaves a row out whose day cannot be told, by its line`(_ text: String) throws {
    let rows = try Self.rows("Asset Tag;Serial;Purchase Date\nR0;5CG0;\nR1;5CG1;\(text)\n")
    #expect(rows.count == 2)
    guard case .failure(let fault) = try #require(rows.last) else {
      Issue.record("it was taken")
      return
    }
    #expect(fault.line == 3)
    #expect(fault.serial == "5CG1")
    #expect(!fault.message.contains(text))
  }

  @Test func `leaves a row out that breaks off`() throws {
    let rows = try Self.rows("Asset Tag,Purchase Date,Serial\nR1,2021-05-17,5CG1\nR2,20")
    #expect(rows.count == 2)
    #expect(throws: FleetFault.self) { try rows[1].get() }
  }

  @Test(
    arguments: [
      ("", "nothing in it"), ("a,b\n1,2\n", "--mapping"),
    ]
  )
  func `says why a file cannot be read`(_ text: String, _ word: String) throws {
    let file = try ByteFile(text)
    let fault = #expect(throws: FleetFileFault.self) { try FleetFile(file.descriptor) }
    #expect(fault?.description.contains(word) == true)
  }

  private static func rows(_ text: String, _ mapping: FleetMapping? = nil) throws -> [FleetRow] {
    let bytes = try ByteFile(text)
    var file = try FleetFile(bytes.descriptor, mapping: mapping)
    return try file.next(1_000)
  }

  private static func reports(
    _ text: String,
    _ mapping: FleetMapping? = nil
  ) throws -> [DeviceReport] {
    try rows(text, mapping).map { try $0.get() }
  }
}
