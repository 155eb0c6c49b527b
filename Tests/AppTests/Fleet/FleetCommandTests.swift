import Foundation
import Ground
import Helpdesk
import TestKit
import Testing

// What a command prints is App's own.
@testable import App

@Suite("Fleet commands")
struct FleetCommandTests {
  @Test func `imports a file, and the same again changes nothing`() async throws {
    let fleet = try FleetRoom()
    let file = try fleet.file(FleetRoom.assets)
    #expect(
      try await fleet.take(file).lines == ["snipeit: 3 new, 0 changed, 0 gone, 0 unchanged"]
    )
    #expect(
      try await fleet.take(file).lines == ["snipeit: 0 new, 0 changed, 0 gone, 3 unchanged"]
    )
    #expect(try await fleet.room.events() == ["ida fleet.imported ", "ida fleet.imported "])
  }

  @Test func `shows what would change and keeps nothing with --dry-run`() async throws {
    let fleet = try FleetRoom()
    let answer = try await fleet.take(try fleet.file(FleetRoom.assets), "--dry-run")
    #expect(answer.lines.first == "new 5CG1")
    #expect(answer.lines.last?.contains("nothing was kept") == true)
    #expect(answer.json["new"] == 3)
    #expect(try await fleet.list().lines == ["no devices"])
    #expect(try await fleet.room.events() == [])
  }

  @Test func `says by its line what it leaves out`() async throws {
    let fleet = try FleetRoom()
    let file = try fleet.file(
      """
      Asset Tag,Serial,Purchase Date
      R1,5CG1,2020-03-01
      R2,5CG2,3/1/2020
      R3,None,2020-03-01
      R4,5CG1,2020-03-02
      """
    )
    let answer = try await fleet.take(file)
    #expect(answer.lines.contains { $0.hasPrefix("\(file):3: left out: purchased") })
    #expect(answer.lines.contains { $0.hasPrefix("\(file):2: left out: '5CG1' also stands in") })
    #expect(answer.lines.contains { $0.contains("serial number were left out: \(file):4") })
    #expect(answer.lines.last == "snipeit: 1 new, 0 changed, 0 gone, 0 unchanged")
  }

  @Test func `refuses half a file that says it is all`() async throws {
    let fleet = try FleetRoom()
    try await fleet.take(try fleet.file(FleetRoom.assets), "--complete")
    let half = FleetRoom.assets.split(separator: "\n").prefix(2).joined(separator: "\n")
    let answer = try await fleet.take(try fleet.file(half, "half.csv"), "--complete")
    #expect(answer.complaint?.contains("2 of the 3") == true)
    #expect(try await fleet.list().json.array?.count == 3)
    try await fleet.take(try fleet.file(half, "half.csv"), "--complete", "--force")
    #expect(try await fleet.list().json.array?.count == 1)
  }

  @Test(
    arguments: [
      ("Serial,Name\n1,2\n", "--mapping"), ("", "nothing in it"),
      ("Asset Tag,Serial\n\"R1,5CG1\n", "not closed"),
    ]
  )
  func `imports nothing of a file that cannot be read`(_ text: String, _ word: String) async throws
  {
    let fleet = try FleetRoom()
    let answer = try await fleet.take(
      try fleet.file(FleetRoom.assets, "good.csv"),
      try fleet.file(text, "bad.csv")
    )
    #expect(answer.complaint?.contains(word) == true)
    #expect(try await fleet.list().json.array?.isEmpty == true)
  }

  @Test func `imports by a mapping`() async throws {
    let fleet = try FleetRoom()
    let mapping = try fleet.file(
      #"{"source": "levering", "columns": {"serial": "Nr", "model": "Type"}}"#,
      "mapping.json"
    )
    let answer = try await fleet.take(
      try fleet.file("Nr;Type\n5CG9;Latitude\n"),
      "--mapping",
      mapping
    )
    #expect(answer.lines == ["levering: 1 new, 0 changed, 0 gone, 0 unchanged"])
  }

  @Test func `lets nobody but the IT staff see or change it`() async throws {
    let fleet = try FleetRoom()
    let file = try fleet.file(FleetRoom.assets)
    for answer in [
      try await fleet.take(file, as: "kari"), try await fleet.list(as: "kari"),
      try await fleet.show("5CG1", as: "kari"), try await fleet.stats(as: "kari"),
      try await fleet.plan(as: "kari"),
    ] {
      #expect(answer.complaint == "'kari' may not do this; it is for the IT staff")
      #expect(answer.lines.isEmpty)
    }
    #expect(try await fleet.room.events().count == 5)
    #expect(try await fleet.list().lines == ["no devices"])
  }

  @Test(
    arguments: [
      (["--municipality", "STORØYA"], ["5CG1"]), (["--unit", "skol*"], ["5CG2"]),
      (["--model", "latitude 7*"], ["5CG1", "5CG3"]), (["--older-than", "4y"], ["5CG1"]),
      (["--user", "OLA"], ["5CG2"]),
      (["--readiness", "unknown", "--older-than", "1y"], ["5CG1", "5CG2"]),
      (["--stage", "wiped"], []), (["--not-seen", "90d"], ["5CG1", "5CG2", "5CG3"]),
      (["--shared"], []), (["--sort", "serial", "--reverse"], ["5CG3", "5CG2", "5CG1"]),
      (["--sort", "serial", "--limit", "1"], ["5CG1"]),
    ] as [([String], [String])]
  )
  func `lists the devices that are so`(_ options: [String], _ serials: [String]) async throws {
    let fleet = try FleetRoom()
    try await fleet.take(try fleet.file(FleetRoom.assets))
    let answer = try await fleet.room.run(FleetListCommand.self, words: options + ["--as", "ida"])
    #expect(answer.json.array?.compactMap { $0["serial"]?.string } == serials)
  }

  @Test func `writes a list for a spreadsheet, and no formulas into it`() async throws {
    let fleet = try FleetRoom()
    try await fleet.take(try fleet.file(FleetRoom.assets))
    let lines = try await fleet.list("--csv", "--sort", "serial").lines
    #expect(lines.count == 4)
    #expect(lines.first?.hasPrefix("serial,name,assetTag,") == true)
    #expect(lines.last?.hasPrefix("5CG3,'=cmd(),R3,") == true)
  }

  @Test(arguments: ["5cg1", "pc-1", "r1"])
  func `shows a device by serial number, name or tag, and who says what`(
    _ word: String
  )
    async throws
  {
    let fleet = try FleetRoom()
    try await fleet.take(try fleet.file(FleetRoom.assets))
    let answer = try await fleet.show(word)
    #expect(answer.lines.first == "device 5CG1")
    #expect(answer.lines.contains { $0.contains("2020-03-01, 6 years ago") })
    #expect(answer.json["sources"]?.array?.first?["facts"]?["purchased"] == "2020-03-01")
    #expect(try await fleet.show("nothing").complaint?.contains("no device") == true)
  }

  @Test func `counts what is odd, also those whose user has left`() async throws {
    let fleet = try FleetRoom()
    let users = [
      "ida\tIda\titstaff\tåsdal", "kari\tKari\temployee\tstorøya\t\tkari",
      "ola\tOla\temployee\tåsdal\t\tola\t\t\tleft",
    ]
    try fleet.room.folder.write(users.joined(separator: "\n"), to: "users.tsv")
    try await fleet.take(try fleet.file(FleetRoom.assets))
    let json = try await fleet.stats().json
    #expect(json["devices"] == 3)
    #expect(json["unknownAge"] == 1)
    #expect(json["userLeft"] == 1)
    #expect(json["userUnknown"] == 1)
    #expect(
      try await fleet.stats("--by", "age").lines == [
        "years      devices", "2          1", "6          1", "not known  1",
      ]
    )
  }

  @Test(arguments: FleetDivision.allCases)
  func `counts by anything`(_ division: FleetDivision) async throws {
    let fleet = try FleetRoom()
    try await fleet.take(try fleet.file(FleetRoom.assets))
    let counts = try await fleet.stats("--by", division.rawValue).json.array
    #expect(counts?.compactMap { $0["devices"]?.int }.reduce(0, +) == 3)
  }

  @Test func `plans renewals with their cost`() async throws {
    let fleet = try FleetRoom()
    try await fleet.take(try fleet.file(FleetRoom.assets))
    let prices = try fleet.file(#"{"Latitude 7*": 20000, "*": 10000}"#, "prices.json")
    let answer = try await fleet.plan("--prices", prices)
    #expect(answer.lines.contains { $0.hasPrefix("kroner") && $0.hasSuffix("30\u{A0}000") })
    #expect(
      try await fleet.plan("--prices", prices, "--csv").lines == [
        "year,municipality,model,devices,kroner", "2026,storøya,Latitude 7420,1,20000",
        "2028,åsdal,Latitude 5440,1,10000",
      ]
    )
    #expect(answer.lines.last?.hasPrefix("1 devices are in no year") == true)
  }

  @Test func `draws the plan, whatever models are called`() async throws {
    let fleet = try FleetRoom()
    let rows = (1...12).map {
      "R\($0),5CG\($0)X,<b>&\u{1} \"\($0)\",Storøya,2023-01-0\($0 % 9 + 1)"
    }
    try await fleet.take(
      try fleet.file(
        "Asset Tag,Serial,Model,Company,Purchase Date\n" + rows.joined(separator: "\n")
      )
    )
    let path = fleet.room.folder.path("plan.svg")
    let answer = try await fleet.plan("--svg", path)
    #expect(answer.complaint == nil)
    let svg = try String(contentsOfFile: path, encoding: .utf8)
    #expect(svg.contains("&lt;b&gt;&amp;"))
    #expect(!svg.contains("<b>"))
    #expect(!svg.contains("\u{1}"))
    #expect(svg.contains("5 andre"))
  }

  @Test(
    arguments: [
      ["--older-than", "4"], ["--older-than", "y"], ["--readiness", "maybe"], ["--stage", "x"],
      ["--sort", "colour"], ["--limit", "0"], ["--wrong"],
    ]
  )
  func `refuses options that say nothing`(_ options: [String]) async throws {
    let fleet = try FleetRoom()
    await #expect(throws: UsageError.self) {
      try await fleet.room.run(FleetListCommand.self, words: options + ["--as", "ida"])
    }
  }
}
