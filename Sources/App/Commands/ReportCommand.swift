internal import Foundation
internal import Ground
internal import Helpdesk
internal import Storage
internal import WorkingTime

/// What the automation was worth.
struct ReportCommand: StaffCommand {
  static let name = "report"
  static let usage =
    "--as USER [--campaign N] [--since DAY] [--until DAY] [--municipality M]"
    + " [\(GainForm.usage)]"
  static let summary = "tells what was saved, and how the exchanges went; --svg draws it"

  /// The report, and in which form.
  struct Action: StaffAction {
    let scope: GainScope
    let form: GainForm
    let name = "report"
    let isChange = false

    init(_ arguments: inout Arguments, at now: Date) throws(UsageError) {
      var scope = GainScope(municipality: try arguments.option("municipality"))
      if let text = try arguments.option("campaign") {
        guard let number = Int(text) else { throw UsageError("--campaign needs a number") }
        scope.campaign = number
      }
      scope.since = try arguments.midnight("since")
      scope.until = try arguments.midnight("until", daysLater: 1)
      form = try GainForm(&arguments)
      guard arguments.operands().isEmpty else { throw UsageError("report takes options only") }
      self.scope = scope
    }

    func perform(at desk: Desk, in connection: Connection) throws(DatabaseError) -> Answer {
      var title: String?
      if let number = scope.campaign {
        guard let campaign = try CampaignStore.find(number, in: connection) else {
          return Answer(complaint: "there is no campaign \(number)")
        }
        title = campaign.title
      }
      let report = try GainReportStore.report(on: scope, in: connection)
      return form.answer(report, title: title, words: desk.words)
    }
  }
}

extension Arguments {
  /// Takes `--name 2027-02-03` away and gives the midnight that begins that day in Norway, or a later one; nil where it
  /// was not there.
  fileprivate mutating func midnight(
    _ name: String,
    daysLater days: Int = 0
  ) throws(UsageError) -> Date? {
    guard let text = try option(name) else { return nil }
    guard let day = Day(text) else { throw UsageError("--\(name) needs a day: 2027-02-03") }
    return OsloClock.moment(day + days, .midnight)
  }
}
