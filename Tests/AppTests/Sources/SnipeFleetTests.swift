import Foundation
import Ground
import HTTP
import Helpdesk
import Synchronization
import TestKit
import Testing
import WorkingTime

// The sources of the inventory are the program's own; no other module uses them.
@testable import App

@Suite struct SnipeFleetTests {
  private static func row(_ id: Int, _ facts: JSON = [:]) -> JSON {
    var row = JSONObject()
    row["id"] = .integer(id)
    row["serial"] = .string("SN\(id)")
    row["status_label"] = ["status_type": "deployable", "status_meta": "deployed"]
    for (key, value) in facts.object ?? JSONObject() { row[key] = value }
    return .object(row)
  }

  private static func answer(_ body: JSON, status: Int = 200, _ head: String = "") -> String {
    let text = body.text
    return "HTTP/1.1 \(status) x\r\nContent-Type: application/json\r\n\(head)"
      + "Content-Length: \(text.utf8.count)\r\n\r\n\(text)"
  }

  private static func client(
    _ server: LoopbackServer,
    _ path: String = "/snipe/"
  ) throws -> SnipeClient {
    let address = try #require(WebAddress("http://127.0.0.1:\(server.port)\(path)"))
    return SnipeClient(
      address,
      token: { Secret("nøkkel") },
      transport: CurlTransport(),
      time: VirtualTime(Date(timeIntervalSince1970: 1_795_000_000)),
      seed: 1,
      sleep: { _ in }
    )
  }

  private static func rows(
    _ client: SnipeClient,
    categories: [String] = []
  ) async throws -> [DeviceReport] {
    var reports: [DeviceReport] = []
    for try await row in SnipeFleet.feed(client, categories: categories) {
      reports.append(try row.get())
    }
    return reports
  }

  /// A Snipe-IT with these rows that gives two at a time, whatever it is asked for.
  private static func snipe(_ rows: [JSON]) throws -> LoopbackServer {
    try LoopbackServer(answering: { request in
      let line = request.head[0]
      guard request.header("Authorization") == "Bearer nøkkel",
        line.hasPrefix("GET /snipe/api/v1/hardware?limit=500&offset="),
        line.contains("&sort=id&order=asc "),
        let offset = line.firstMatch(of: /offset=([0-9]+)/).flatMap({ Int($0.1) })
      else { return answer(["status": "error", "messages": "no"], status: 400) }
      let page = Array(rows.dropFirst(offset).prefix(2))
      return answer(["total": .integer(rows.count), "rows": .array(page)])
    })
  }

  @Test func `reads all assets, however few come at once`() async throws {
    let server = try Self.snipe((1...7).map { Self.row($0) })
    let reports = try await Self.rows(try Self.client(server))
    #expect(reports.map(\.serial) == (1...7).map { "SN\($0)" })
    #expect(reports.map(\.line) == Array(1...7))
  }

  @Test func `reads what Snipe-IT writes`() async throws {
    let facts: JSON = [
      "name": "PC &amp; skjerm &#039;7&#039;", "asset_tag": "ROR00017",
      "manufacturer": ["id": 1, "name": "HP"], "model": ["id": 2, "name": "EliteBook 840 G5"],
      "purchase_date": ["date": "2021-08-31", "formatted": "31.08.2021"],
      "warranty_months": "18 months", "warranty_expires": nil,
      "asset_eol_date": ["date": "2025-08-31", "formatted": "31.08.2025"],
      "company": ["id": 3, "name": "Hustadvika"], "location": ["id": 4, "name": "Rådhuset"],
      "assigned_to": [
        "id": 5, "username": "kari", "email": "kari@hustadvika.example", "type": "user",
      ],
    ]
    let server = try Self.snipe([Self.row(1, facts)])
    let report = try #require(try await Self.rows(try Self.client(server)).first)
    #expect(report.name == "PC & skjerm '7'")
    #expect(report.assetTag == "ROR00017")
    #expect(report.manufacturer == "HP" && report.model == "EliteBook 840 G5")
    #expect(report.purchased == Day("2021-08-31"))
    #expect(report.warrantyEnds == Day("2023-02-28"))
    #expect(report.endOfLife == Day("2025-08-31"))
    #expect(report.municipality == "Hustadvika" && report.unit == "Rådhuset")
    #expect(report.user == "kari@hustadvika.example")
  }

  @Test func `leaves out what is put away, or is no machine`() async throws {
    let server = try Self.snipe([
      Self.row(1, ["category": ["name": "Bærbar"]]),
      Self.row(2, ["category": ["name": "Skjerm"]]),
      Self.row(3, ["category": ["name": "Bærbar"], "status_label": ["status_meta": "archived"]]),
      Self.row(4, ["assigned_to": ["type": "location", "name": "Lager"], "serial": nil]),
    ])
    let client = try Self.client(server)
    #expect(try await Self.rows(client).map(\.line) == [1, 2, 4])
    #expect(try await Self.rows(client).last?.serial == "")
    #expect(try await Self.rows(client, categories: ["bærbar"]).map(\.line) == [1])
  }

  @Test func `waits where it is too busy, and goes on`() async throws {
    let count = Mutex(0)
    let server = try LoopbackServer(answering: { _ in
      let number = count.withLock { count in
        count += 1
        return count
      }
      switch number {
      case 1: return Self.answer([:], status: 429, "Retry-After: 7\r\n")
      case 2: return Self.answer([:], status: 503)
      default: return Self.answer(["total": 1, "rows": [Self.row(1)]])
      }
    })
    #expect(try await Self.rows(try Self.client(server)).count == 1)
    #expect(count.withLock { $0 } == 3)
  }

  @Test(
    arguments: [
      (answer(["status": "error", "messages": "x"]), .refused(.ok)),
      (answer([:], status: 401), .unauthorised), (answer([:], status: 404), .refused(.notFound)),
      (answer([:], status: 429, "Retry-After: 100000\r\n"), .unavailable(.tooManyRequests)),
      (answer([:], status: 500), .unavailable(.internalError)),
      (answer(["total": 1]), .unreadable), (answer(["total": -1, "rows": []]), .unreadable),
      (answer(["total": 1, "rows": []]), .unreadable), (answer([]), .unreadable),
      (answer(["total": "1", "rows": [[:]]]), .unreadable),
      ("HTTP/1.1 200 x\r\nContent-Length: 6\r\n\r\n<html>", .unreadable),
    ] as [(String, SnipeError)]
  )
  func `takes nothing where it is answered strangely`(
    answer: String,
    expected: SnipeError
  ) async throws {
    let server = try LoopbackServer(answering: { _ in answer })
    let client = try Self.client(server)
    await #expect(throws: expected) { try await Self.rows(client) }
  }

  @Test func `takes nothing where assets are removed meanwhile`() async throws {
    let count = Mutex(3)
    let server = try LoopbackServer(answering: { _ in
      let total = count.withLock { count in
        count -= 1
        return count + 1
      }
      return Self.answer(["total": .integer(total), "rows": [Self.row(total)]])
    })
    let client = try Self.client(server)
    await #expect(throws: SnipeError.changed) { try await Self.rows(client) }
  }

  @Test(arguments: [nil, [], 7, "x", [:], ["serial": 7, "purchase_date": "x"]] as [JSON])
  func `survives rows that are none`(row: JSON) {
    let report = SnipeAsset(row).report(line: 3)
    #expect(report.line == 3 && report.purchased == nil)
  }
}
