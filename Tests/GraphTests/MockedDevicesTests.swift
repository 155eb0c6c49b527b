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
    let graph = try MockGraph(options: ["--selfcheck"])
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
    let requests = try #require(try await graph.ask("requests").array)
    #expect(requests.count == (devices.count + 6) / 7)
  }

  @Test func `reads what Endpoint Analytics knows of them`() async throws {
    let graph = try MockGraph(options: ["--selfcheck"])
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

  @Test(
    arguments: [
      ["status": 429, "retryAfter": 3, "times": 2], ["status": 429, "times": 3],
      ["status": 503, "times": 2], ["status": 504, "times": 2], ["status": 500, "times": 1],
    ] as [JSON]
  )
  func `reads them all through faults`(fault: JSON) async throws {
    let graph = try MockGraph(users: 20, devices: 30)
    let waits = GraphScene.Waits()
    let client = try graph.client(.devices, waits: waits)
    var pages = client.pages(of: Self.small).makeAsyncIterator()
    var devices = try #require(try await pages.next()).items.count
    try await graph.tell("faults", [fault])
    while let page = try await pages.next() { devices += page.items.count }
    #expect(devices == (try await graph.ask("truth")["devices"]?.object?.count))
    #expect(waits.all.count == fault["times"]?.int)
    if fault["retryAfter"] != nil { #expect(waits.all.allSatisfy { $0 == 3 }) }
  }

  @Test func `says what is missing, and begins with a token that does not do`() async throws {
    let graph = try MockGraph(users: 20, devices: 10)
    for client in [MockGraph.Client.noAudit] {
      let client = try graph.client(client)
      let error = await fault { try await client.pages(of: .managedDevices).all() }
      #expect(
        error == .forbidden(GraphResource.managedDevices.name, missing: [.readDevices])
      )
      #expect(error?.description.contains("DeviceManagementManagedDevices.Read.All") == true)
    }
    let client = try graph.client(secret: Secret("wrong"))
    let error = await fault { try await client.pages(of: .managedDevices).all() }
    #expect(error == .credentials(.refused(.unauthorised, entraCode: 7_000_215)))
  }

  @Test func `gets a fresh token where one is refused in the middle`() async throws {
    let graph = try MockGraph(users: 20, devices: 30)
    let client = try graph.client(.devices)
    var pages = client.pages(of: Self.small).makeAsyncIterator()
    var devices = try #require(try await pages.next()).items.count
    try await graph.tell("faults", [["status": 401, "code": "InvalidAuthenticationToken"]])
    while let page = try await pages.next() { devices += page.items.count }
    #expect(devices == (try await graph.ask("truth")["devices"]?.object?.count))
  }
}
