import Foundation
import Ground
import HTTP
import Helpdesk
import Storage
import TestKit
import Testing
import WorkingTime

// What a command prints is App's own.
@testable import App

/// The two exports of the stand-in's fleet, joined, against its answer key.
@Suite("Fleet of the stand-in", .enabled(if: MockGraph.isThere, "\(MockGraph.need)"))
struct FleetMockTests {
  @Test func `joins both exports as the answer key has it`() async throws {
    let graph = try MockGraph(users: 120, devices: 200)
    let fleet = try FleetRoom()
    let intune = try fleet.file(try await Self.text("devices.csv", of: graph), "devices.csv")
    let assets = try fleet.file(try await Self.text("assets.csv", of: graph), "assets.csv")
    let first = try await fleet.take(intune, "--complete")
    try await fleet.take(assets, "--complete")
    let truth = try #require(try await graph.ask("truth")["devices"]?.object)
    let machines = truth.map(\.value).filter { $0["win11"] != .null }
    let quirks = machines.map { $0["quirk"]?.string ?? "" }
    #expect(first.json["duplicates"]?.int == quirks.count { $0 == "duplicate_old" })
    #expect(first.json["placeholders"]?.int == quirks.count { $0 == "oem_serial" })
    let devices = try await fleet.room.database().read { (connection) throws(DatabaseError) in
      try FleetStore.candidates(FleetFilter(), in: connection)
    }
    let bySerial = Dictionary(uniqueKeysWithValues: devices.map { ($0.serial, $0) })
    for machine in machines {
      let quirk = try #require(machine["quirk"]?.string)
      if quirk == "oem_serial" || quirk == "duplicate_old" { continue }
      let serial = try #require(machine["serial"]?.string)
      let device = try #require(bySerial[serial])
      // Registers have no private machines; everything else has the day of its purchase, however often re-imaged.
      #expect(device.purchased?.text == (quirk == "personal" ? nil : machine["bought"]?.string))
      #expect((device.ownership == .personal) == (quirk == "personal"))
      #expect(device.isShared == (quirk == "kiosk"))
      #expect((device.user == nil) == (quirk == "kiosk"))
      if quirk != "personal" {
        #expect(device.municipality == machine["municipality"]?.string?.municipalityKey)
      }
    }
    // What is no PC of the answer key is none of ours, but for Macs.
    let serials = Set(machines.compactMap { $0["serial"]?.string })
    #expect(devices.allSatisfy { serials.contains($0.serial) || $0.manufacturer == "Apple" })
    #expect(try await fleet.take(intune, "--complete").json["changed"] == 0)
  }

  private static func text(_ name: String, of graph: MockGraph) async throws -> String {
    let address = try #require(WebAddress("\(graph.address)/__mock/\(name)"))
    let response = try await CurlTransport().send(Request(.get, address))
    return String(decoding: response.body, as: UTF8.self)
  }
}
