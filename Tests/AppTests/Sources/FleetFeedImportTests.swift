import Foundation
import Ground
import HTTP
import Helpdesk
import Storage
import TestKit
import Testing
import WorkingTime

// The commands are the program's own; no other module uses them.
@testable import App

/// `rakel fleet import --from` as it is typed.
@Suite struct FleetFeedImportTests {
  private static func room() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("nils\tNils\titstaff\nkari\tKari\temployee", to: "users.tsv")
    return folder
  }

  private static func run(_ folder: TemporaryFolder, _ words: [String]) async throws -> Answer {
    try await FleetImportCommand.answer(
      Arguments(["--content", folder.url.path, "--as", "nils"] + words),
      at: Date(timeIntervalSince1970: 1_795_248_000)
    )
  }

  private static func snipe(_ serials: [String]) throws -> LoopbackServer {
    try LoopbackServer(answering: { _ in
      let rows = serials.enumerated().map { index, serial -> JSON in
        [
          "id": .integer(index), "serial": .string(serial), "name": "PC",
          "purchase_date": ["date": "2021-03-04"],
        ]
      }
      let body: JSON = ["total": .integer(rows.count), "rows": .array(rows)]
      return "HTTP/1.1 200 x\r\nContent-Type: application/json\r\nContent-Length: "
        + "\(body.text.utf8.count)\r\n\r\n\(body.text)"
    })
  }

  private static func words(_ folder: TemporaryFolder, port: Int) throws -> [String] {
    let key = try folder.write("nøkkel", to: "snipeit-token")
    return [
      "--from", "snipeit", "--snipeit.url", "http://127.0.0.1:\(port)", "--snipeit.tokenFile", key,
    ]
  }

  @Test func `takes what Snipe-IT has, and later only what has changed`() async throws {
    let folder = try Self.room()
    let first = try Self.snipe(["AA1", "AA2", "Default string", "AA3", "AA4", "AA5", "AA6"])
    var answer = try await Self.run(folder, try Self.words(folder, port: first.port))
    #expect(answer.status == 0)
    #expect(answer.lines.last == "snipeit: 6 new, 0 changed, 0 gone, 0 unchanged")
    #expect(answer.lines.contains { $0.contains("snipeit:3") })
    answer = try await Self.run(folder, try Self.words(folder, port: first.port))
    #expect(answer.lines.last == "snipeit: 0 new, 0 changed, 0 gone, 6 unchanged")
    let second = try Self.snipe(["AA1", "AA2", "AA3", "AA4", "AA5"])
    answer = try await Self.run(folder, try Self.words(folder, port: second.port) + ["--dry-run"])
    #expect(answer.lines.last?.hasPrefix("snipeit: 0 new, 0 changed, 1 gone, 5 unchanged") == true)
  }

  @Test func `takes nothing where the source breaks off`() async throws {
    let folder = try Self.room()
    let good = try Self.snipe(["AA1", "AA2"])
    _ = try await Self.run(folder, try Self.words(folder, port: good.port))
    let broken = try LoopbackServer(answering: { _ in
      "HTTP/1.1 401 x\r\nContent-Length: 0\r\n\r\n"
    })
    let answer = try await Self.run(folder, try Self.words(folder, port: broken.port))
    #expect(answer.status == 1)
    #expect(answer.complaint?.hasSuffix("; nothing was imported") == true)
    let again = try await Self.run(folder, try Self.words(folder, port: good.port))
    #expect(again.lines.last == "snipeit: 0 new, 0 changed, 0 gone, 2 unchanged")
  }

  @Test(arguments: ["--from glpi", "--from graph", "--from snipeit", "--from", "--from x a.csv"])
  func `says what is missing`(words: String) async throws {
    let folder = try Self.room()
    let words = words.split(separator: " ").map(String.init)
    await #expect(throws: UsageError.self) { try await Self.run(folder, words) }
  }

  @Test(.enabled(if: MockGraph.isThere, "\(MockGraph.need)"))
  func `joins what Intune and the register of assets know`() async throws {
    let folder = try Self.room()
    let graph = try MockGraph.calm()
    let secret = try folder.write(MockGraph.Client.devices.secret.reveal(), to: "secret")
    let words = [
      "--from", "graph", "--graph.tenantId", MockGraph.tenant, "--graph.clientId",
      MockGraph.Client.devices.id, "--graph.clientSecretFile", secret, "--graph.login",
      graph.address, "--graph.endpoint", graph.address,
    ]
    let answer = try await Self.run(folder, words)
    #expect(answer.status == 0)
    #expect(answer.lines.last?.contains(" 0 changed, 0 gone, 0 unchanged") == true)
    let register = try folder.write(try await Self.assets(of: graph), to: "assets.csv")
    #expect(try await Self.run(folder, [register]).status == 0)
    let truth = try #require(try await graph.ask("truth")["devices"]?.object)
    let facts = truth.map(\.value).filter { $0["win11"] != .null && $0["quirk"] == "none" }
    #expect(facts.count > 30)
    let database = try ContentFolder(path: folder.url.path, state: nil).database(making: false)
    for fact in facts {
      let serial = fact["serial"]?.string ?? ""
      let device = try await database.read { (connection) throws(DatabaseError) in
        try FleetStore.find(serial, in: connection)
      }
      #expect(device?.purchased?.text == fact["bought"]?.string)
      #expect(device?.readiness != .unknown && device?.user != nil)
    }
  }

  private static func assets(of graph: MockGraph) async throws -> String {
    let address = try #require(WebAddress("\(graph.address)/__mock/assets.csv"))
    return String(
      decoding: try await CurlTransport().send(Request(.get, address)).body,
      as: UTF8.self
    )
  }
}
