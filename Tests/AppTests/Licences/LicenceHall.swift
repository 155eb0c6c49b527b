import Foundation
import Graph
import Ground
import Helpdesk
import Storage
import TestKit

// The commands are the program's own; no other module uses them.
@testable import App

/// A folder in which licences are scanned for, against a stand-in for Microsoft Graph.
struct LicenceHall {
  /// The moment at which the stand-in's clock stands.
  static let now = Date(timeIntervalSince1970: 1_795_248_000)

  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("nils\tNils\titstaff\nkari\tKari\temployee", to: "users.tsv")
    for name in ["rules.json", "prices.json"] {
      let own = Shared.checkout.appending(path: "licences/\(name)")
      try folder.write(try String(contentsOf: own, encoding: .utf8), to: "licences/\(name)")
    }
  }

  /// What came of a scan.
  struct Outcome {
    var answer: Answer
    var lines: [String] = []
    var said: [String] = []

    /// The people in a report in JSON, by their ids.
    func people() throws -> [String: JSON] {
      let json = try JSON(parsing: lines.joined(separator: "\n"))
      let users = json["users"]?.array ?? []
      return Dictionary(users.map { ($0["id"]?.string ?? "", $0) }) { first, _ in first }
    }
  }

  func scan(
    _ address: String,
    _ client: MockGraph.Client = .full,
    at now: Date = now,
    as user: String = "nils",
    words: [String] = []
  ) async throws -> Outcome {
    let heard = Heard()
    var lines: [String] = []
    let answer = try await LicencesScanCommand.answer(
      Arguments(try self.words(address, client, as: user) + words),
      at: now,
      say: { heard.lines.append($0) },
      print: { lines.append($0) }
    )
    return Outcome(answer: answer, lines: lines, said: heard.lines)
  }

  /// Who asks, where, and how Graph is reached.
  func words(
    _ address: String,
    _ client: MockGraph.Client,
    as user: String
  ) throws -> [String] {
    let secret = try folder.write(client.secret.reveal(), to: "secret")
    return [
      "--content", folder.url.path, "--as", user, "--graph.tenantId", MockGraph.tenant,
      "--graph.clientId", client.id, "--graph.clientSecretFile", secret,
      "--graph.login", address, "--graph.endpoint", address,
    ]
  }

  private final class Heard { var lines: [String] = [] }

  /// A list of those on hold, as Exchange would export it.
  func holds(_ truth: JSONObject) throws -> String {
    let held = truth.filter { $0.value["hold"] == true }.compactMap { $0.value["upn"]?.string }
    let lines = ["\"UserPrincipalName\""] + held.map { "\"\($0)\"" }
    return try folder.write(lines.joined(separator: "\n"), to: "holds.csv")
  }

  /// What the audit has of scans.
  func audited() async throws -> [JSON] {
    let database = try ContentFolder(path: folder.url.path, state: nil).database(making: false)
    return try await database.read { (connection) throws(DatabaseError) in
      try connection.rows(
        "SELECT details FROM audit WHERE event = 'licences.scanned' ORDER BY rowid"
      ) { (row) throws(DatabaseError) in try row.json(0) }
    }
  }

  /// Whom the last scan found.
  func findings() async throws -> [LicensedUser] {
    let database = try ContentFolder(path: folder.url.path, state: nil).database(making: false)
    return try await database.read { (connection) throws(DatabaseError) in
      try LicenceFindingStore.all(in: connection)
    }
  }

  /// How many rows a scan has left.
  func left() async throws -> Int {
    let database = try ContentFolder(path: folder.url.path, state: nil).database(making: false)
    return try await database.read { (connection) throws(DatabaseError) in
      try connection.rows("SELECT count(*) FROM licenceScanUser") { (row) in row.integer(0) }[0]
    }
  }
}
