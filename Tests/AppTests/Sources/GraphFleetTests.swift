import Foundation
import Graph
import Ground
import HTTP
import Helpdesk
import People
import Synchronization
import TestKit
import Testing

// The sources of the inventory are the program's own; no other module uses them.
@testable import App

/// Against the stand-in for Microsoft Graph, with the settings that an operator would write.
@Suite(.enabled(if: MockGraph.isThere, "\(MockGraph.need)"))
struct GraphFleetTests {
  private static func feed(
    _ graph: MockGraph,
    _ client: MockGraph.Client,
    directory: Directory = Directory(),
    complaints: Complaints = Complaints()
  ) throws -> FleetFeed {
    var arguments = Arguments([
      "--graph.tenantId", MockGraph.tenant, "--graph.clientId", client.id,
      "--graph.login", graph.address, "--graph.endpoint", graph.address,
    ])
    let folder = try TemporaryFolder()
    let settings = try SourceSettings(
      &arguments,
      content: folder.url.path,
      environment: ["RAKEL_GRAPH_CLIENT_SECRET": client.secret.reveal()]
    )
    try arguments.finish()
    return try FleetFeed.named("graph", settings, directory: directory) { complaints.note($0) }
  }

  final class Complaints: Sendable {
    private let kept = Mutex<[String]>([])
    var all: [String] { kept.withLock { $0 } }
    func note(_ line: String) { kept.withLock { $0.append(line) } }
  }

  private static func reports(_ feed: FleetFeed) async throws -> [DeviceReport] {
    var reports: [DeviceReport] = []
    for try await row in feed { reports.append(try row.get()) }
    return reports
  }

  @Test func `reads computers, with what the tenant knows of them`() async throws {
    let graph = try MockGraph.calm()
    let truth = try #require(try await graph.ask("truth")["devices"]?.object)
    let reports = try await Self.reports(try Self.feed(graph, .devices))
    // What runs Windows 11 or cannot is known of all but phones and Macs.
    let known = truth.filter { $0.value["win11"] != .null }
    #expect(reports.count { $0.readiness != nil } >= known.count * 9 / 10)
    #expect(reports.count >= known.count && reports.count < truth.count)
    #expect(reports.allSatisfy { $0.purchased == nil && $0.warrantyEnds == nil })
    #expect(reports.contains { $0.user == nil } && reports.contains { $0.ownership == .personal })
    #expect(reports.contains { $0.readiness == .notCapable && ($0.health.bootSeconds ?? 0) > 5 })
    let serials = Set(truth.map { $0.value["serial"]?.string ?? "" })
    #expect(Set(reports.map(\.serial)).isSubset(of: serials))
  }

  @Test func `knows where a device belongs by its user`() async throws {
    let graph = try MockGraph.calm()
    let users = try #require(try await graph.ask("truth")["users"]?.object)
    let names = users.compactMap { $0.value["upn"]?.string }
    let lines = names.enumerated().map { "u\($0)\tU\temployee\tMolde\t\t\($1)\t\tKulturskolen" }
    let directory = try Directory(parsing: lines.joined(separator: "\n"), file: "users.tsv")
    let reports = try await Self.reports(try Self.feed(graph, .devices, directory: directory))
    #expect(reports.contains { $0.user != nil })
    for report in reports {
      // A category is the name of another municipality here, which nobody knows.
      #expect((report.municipality == "molde") || report.user == nil)
      #expect((report.unit == "Kulturskolen") == (report.user != nil))
    }
  }

  @Test func `says which permission is missing, and takes nothing`() async throws {
    let graph = try MockGraph.calm()
    let feed = try Self.feed(graph, .noAudit)
    let missing = GraphError.forbidden(
      GraphResource.managedDevices.name,
      missing: [.readDevices]
    )
    await #expect(throws: missing) { try await Self.reports(feed) }
  }

  @Test func `does without Endpoint Analytics where the tenant has none`() async throws {
    let graph = try MockGraph(users: 10, devices: 20)
    try await graph.tell(
      "faults",
      [["match": "userExperienceAnalytics", "status": 403, "code": "Forbidden"]]
    )
    let complaints = Complaints()
    let reports = try await Self.reports(try Self.feed(graph, .devices, complaints: complaints))
    #expect(!reports.isEmpty && reports.allSatisfy { $0.readiness == nil })
    #expect(complaints.all.count == 1)
    #expect(complaints.all.first?.hasPrefix("Endpoint Analytics says nothing") == true)
  }
}
