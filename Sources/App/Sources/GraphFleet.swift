internal import Graph
internal import Helpdesk
internal import People

/// The computers that Intune manages, with what Endpoint Analytics says of them; phones and tablets are left out.
struct GraphFleet: FleetPages {
  private let complain: @Sendable (String) -> Void
  private let client: GraphClient
  private let people: GraphPlaces
  private var pages: GraphPages.Iterator
  private var analytics: Analytics?
  private var line = 0

  /// - Parameters:
  ///   - directory: knows where users belong, and so their devices.
  ///   - complain: told in one line what could not be read and can be done without.
  static func feed(
    _ client: GraphClient,
    directory: Directory,
    complain: @escaping @Sendable (String) -> Void
  ) -> FleetFeed {
    let places = GraphPlaces(directory)
    return FleetFeed(.intune) { GraphFleet(client, places, complain) }
  }

  private init(
    _ client: GraphClient,
    _ people: GraphPlaces,
    _ complain: @escaping @Sendable (String) -> Void
  ) {
    self.client = client
    self.people = people
    self.complain = complain
    pages = client.pages(of: .managedDevices).makeAsyncIterator()
  }

  mutating func next() async throws -> [FleetRow]? {
    // Devices come first: who may not read them hears that, and nothing of analytics.
    guard let page = try await pages.next() else { return nil }
    let known: Analytics
    if let analytics {
      known = analytics
    } else {
      known = try await Analytics.read(by: client, complain)
      analytics = known
    }
    let devices = page.entities(ManagedDevice.self)
    // A device that cannot be read must not count as gone.
    guard devices.count == page.items.count else {
      throw GraphError.unreadable(.form(GraphResource.managedDevices.name))
    }
    return devices.compactMap { device in
      line += 1
      return device.isComputer ? .success(report(device, known)) : nil
    }
  }

  private func report(_ device: ManagedDevice, _ analytics: Analytics) -> DeviceReport {
    var report = DeviceReport(serial: device.serial, line: line)
    report.name = device.name
    report.manufacturer = device.manufacturer
    report.model = device.model
    report.user = device.user
    report.lastSeen = device.lastSync
    report.ownership =
      switch device.owner {
      case .company: .organisation
      case .personal: .personal
      case .unknown: .unknown
      }
    (report.municipality, report.unit) = people.place(of: device)
    report.readiness = analytics.readiness[device.id]
    let performance = analytics.performance[device.id]
    report.health = Device.Health(
      bootSeconds: performance?.bootMilliseconds.map { Double($0) / 1_000 },
      blueScreens: performance?.blueScreens,
      freeGigabytes: device.freeStorage.map { Double($0) / 1e9 }
    )
    return report
  }
}

extension GraphFleet {
  /// What Endpoint Analytics says, by the id of the device.
  fileprivate struct Analytics {
    var readiness: [String: Device.Readiness] = [:]
    var performance: [String: DevicePerformance] = [:]

    /// Tenants without Endpoint Analytics refuse it; then readiness and health stay unknown.
    static func read(
      by client: GraphClient,
      _ complain: @Sendable (String) -> Void
    ) async throws(GraphError) -> Analytics {
      var analytics = Analytics()
      do throws(GraphError) {
        for try await page in client.pages(of: .deviceUpgrades) {
          for upgrade in page.entities(DeviceUpgrade.self) {
            analytics.readiness[upgrade.device] = upgrade.eligibility.readiness
          }
        }
        for try await page in client.pages(of: .devicePerformances) {
          for performance in page.entities(DevicePerformance.self) {
            analytics.performance[performance.device] = performance
          }
        }
      } catch {
        switch error {
        case .forbidden, .refused:
          complain("Endpoint Analytics says nothing of Windows 11 and health: \(error)")
        default: throw error
        }
      }
      return analytics
    }
  }
}

extension DeviceUpgrade.Eligibility {
  fileprivate var readiness: Device.Readiness {
    switch self {
    case .upgraded: .upgraded
    case .capable: .capable
    case .notCapable: .notCapable
    case .unknown: .unknown
    }
  }
}

extension ManagedDevice {
  /// Neither a phone nor a tablet, as the export of Intune is read too; what says nothing of its system may be one.
  fileprivate var isComputer: Bool {
    guard let system = system?.lowercased() else { return true }
    return ["windows", "macos", "mac os", "linux", "chromeos"].contains { system.hasPrefix($0) }
      && !system.contains("phone")
  }
}
