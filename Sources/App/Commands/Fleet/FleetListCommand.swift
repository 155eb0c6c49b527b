internal import Foundation
internal import Ground
internal import Helpdesk
internal import Storage

/// `rakel fleet list`: the devices that are so.
struct FleetListCommand: StaffCommand {
  static let caller = "rakel fleet"
  static let name = "list"
  static let usage =
    "--as USER [\(Arguments.fleetFilterUsage)] [--sort ORDER --reverse --limit N] [--csv|--json]"
  static let summary = "lists devices"

  /// Which devices, and how.
  struct Action: StaffAction {
    let filter: FleetFilter
    let order: FleetFilter.Order
    let isReversed: Bool
    let isCSV: Bool
    let limit: Int

    init(_ arguments: inout Arguments, at now: Date) throws(UsageError) {
      filter = try arguments.fleetFilter(at: now)
      let word = try arguments.option("sort") ?? FleetFilter.Order.age.rawValue
      guard let order = FleetFilter.Order(rawValue: word) else {
        let all = FleetFilter.Order.allCases.map(\.rawValue).joined(separator: ", ")
        throw UsageError("--sort needs one of \(all)")
      }
      self.order = order
      isReversed = arguments.flag("reverse")
      isCSV = arguments.flag("csv")
      limit = try arguments.number("limit", in: 1...10_000_000, usual: isCSV ? 10_000_000 : 1_000)
    }

    var name: String { "fleet.list" }
    var isChange: Bool { false }

    func perform(at desk: Desk, in connection: Connection) throws(DatabaseError) -> Answer {
      let devices = try FleetStore.candidates(
        filter,
        by: order,
        isReversed: isReversed,
        limit: limit,
        in: connection
      )
      if isCSV { return Answer(lines: FleetPage.csv(devices)) }
      return FleetPage.list(devices, at: desk.now).cut(devices.count, at: limit)
    }
  }
}
