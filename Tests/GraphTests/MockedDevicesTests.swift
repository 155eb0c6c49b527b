import Foundation
import Graph
import Ground
import HTTP
import TestKit
import Testing

/// Against the stand-in for Microsoft Graph, over the network of this machine.
@Suite(.enabled(if: MockGraph.isThere, "\(MockGraph.need)"))
struct MockedDevicesTests {
  private static var small: GraphResource {
    var resource = GraphResource.managedDevices
    resource.top = 7
    return resource
  }

  @Test func `reads all devices over pages, as the answer key has them`() async throws {
    let graph = try MockGraph.calm()
    let client = try graph.client(.devices)
    let devices = try await client.pages(of: Self.small).all(ManagedDevice.self)
    let truth = try #require(try await graph.ask("truth")["devices"]?.object)
    #expect(Set(devices.map(\.id)) == Set(truth.keys))
    #expect(devices.count == truth.count && devices.count >= 80)
    for device in devices {
      let fact = try #require(truth[device.id])
      #expect(device.serial == fact["serial"]?.string)
      #expect((device.user == nil) == (fact["quirk"] == "kiosk"))
      #expect((device.owner == .personal) == (fact["quirk"] == "personal"))
      #expect(device.category == fact["municipality"]?.string)
      #expect(device.freeStorage != nil && device.lastSync != nil)
    }
  }

  @Test func `reads what Endpoint Analytics knows of them`() async throws {
    let graph = try MockGraph.calm()
    let client = try graph.client(.devices)
    let truth = try #require(try await graph.ask("truth")["devices"]?.object)
    let upgrades = try await client.pages(of: .deviceUpgrades).all(DeviceUpgrade.self)
    #expect(upgrades.count > 50)
    for upgrade in upgrades where upgrade.eligibility == .notCapable {
      #expect(truth[upgrade.device]?["win11"] == false)
    }
    #expect(upgrades.contains { $0.eligibility == .notCapable })
    #expect(upgrades.contains { $0.eligibility == .upgraded })
    let performances = try await client.pages(of: .devicePerformances).all(DevicePerformance.self)
    #expect(performances.count == upgrades.count)
    for performance in performances {
      #expect(performance.bootMilliseconds == truth[performance.device]?["bootMs"]?.int)
    }
  }

  @Test func `reads them all however it is throttled`() async throws {
    let graph = try MockGraph(options: ["--throttle", "4/0.3"])
    let waits = GraphScene.Waits()
    let client = try graph.client(.devices, pause: .milliseconds(150), waits: waits)
    let devices = try await client.pages(of: Self.small).all(ManagedDevice.self)
    #expect(Set(devices.map(\.id)).count == devices.count && devices.count >= 80)
    #expect(!waits.all.isEmpty && waits.all.allSatisfy { $0 >= 1 })
  }

  private static let faults: [JSON] = [
    ["status": 429, "retryAfter": 3, "times": 2], ["status": 429, "times": 3],
    ["status": 503, "times": 2], ["status": 504, "times": 2], ["status": 500, "times": 1],
    ["status": 401, "times": 1, "code": "InvalidAuthenticationToken"],
  ]

  @Test func `reads them all through faults`() async throws {
    let graph = try MockGraph(users: 20, devices: 30)
    let all = try await graph.ask("truth")["devices"]?.object?.count
    for fault in Self.faults {
      let waits = GraphScene.Waits()
      let client = try graph.client(.devices, waits: waits)
      var pages = client.pages(of: Self.small).makeAsyncIterator()
      var devices = try #require(try await pages.next()).items.count
      try await graph.tell("faults", [fault])
      while let page = try await pages.next() { devices += page.items.count }
      #expect(devices == all)
      // A token that is refused is replaced without waiting.
      #expect(waits.all.count == (fault["status"] == 401 ? 0 : fault["times"]?.int))
      if fault["retryAfter"] != nil { #expect(waits.all.allSatisfy { $0 == 3 }) }
    }
  }

  @Test func `says what is missing, and that a secret is wrong`() async throws {
    let graph = try MockGraph.calm()
    let reader = try graph.client(.noAudit)
    let missing = await fault { try await reader.pages(of: .managedDevices).all() }
    #expect(missing == .forbidden(GraphResource.managedDevices.name, missing: [.readDevices]))
    #expect(missing?.description.contains("DeviceManagementManagedDevices.Read.All") == true)
    let stranger = try graph.client(secret: Secret("wrong"))
    let error = await fault { try await stranger.pages(of: .managedDevices).all() }
    #expect(error == .credentials(.refused(.unauthorised, entraCode: 7_000_215)))
  }
}
