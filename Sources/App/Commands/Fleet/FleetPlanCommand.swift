internal import Foundation
internal import Ground
internal import Helpdesk
internal import Storage
internal import WorkingTime

/// `rakel fleet plan`: what has to be renewed in the coming years, and what that costs.
struct FleetPlanCommand: StaffCommand {
  static let caller = "rakel fleet"
  static let name = "plan"
  static let usage =
    "--as USER [--years 5] [--life 4] [--prices FILE] [--municipality --unit --model]"
    + " [--csv|--json|--svg FILE]"
  static let summary = "plans renewals by year, municipality and model, with their cost"

  /// What to plan.
  struct Action: StaffAction {
    let plan: FleetPlan
    let filter: FleetFilter
    let isCSV: Bool
    /// Where the picture goes.
    let file: String?

    init(_ arguments: inout Arguments, at now: Date) throws(UsageError) {
      let today = OsloClock.reading(now).day
      var prices = FleetPrices()
      if let file = try arguments.option("prices") {
        guard let read = FleetPrices(json: try JSONFile.json(file)) else {
          throw UsageError(
            "\(file): prices are patterns of models with kroner: {\"Latitude 7*\": 14900, \"*\": 12900}"
          )
        }
        prices = read
      }
      plan = FleetPlan(
        from: today,
        years: try arguments.number("years", in: 1...20, usual: 5),
        life: try arguments.number("life", in: 1...20, usual: 4),
        prices: prices
      )
      isCSV = arguments.flag("csv")
      file = try arguments.option("svg")
      filter = try arguments.fleetFilter(at: now)
    }

    var name: String { "fleet.plan" }
    var isChange: Bool { false }

    func perform(at desk: Desk, in connection: Connection) throws(DatabaseError) -> Answer {
      let page = FleetPlanPage(plan: try FleetStore.plan(plan, filter, in: connection))
      if let file {
        do {
          try Data(FleetPlanPicture(page.plan).svg.utf8).write(to: URL(filePath: file))
        } catch {
          return Answer(complaint: "cannot write '\(file)'")
        }
        return Answer(lines: [], json: page.json)
      }
      return Answer(lines: isCSV ? page.csv : page.lines, json: page.json)
    }
  }
}
