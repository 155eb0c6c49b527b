package import Flows
internal import Foundation
internal import Ground
internal import Helpdesk
package import Storage
package import WorkingTime

/// `rakel:gains.*`: counts what a flow has saved, and tells what all have.
///
/// `measure` takes what was saved from the work of the execution: from `baseline` minutes go those from claim to done of
/// its finished items in working time (``Helpdesk/WorkMeasure`` says what is assumed where nobody claimed one). It gives
/// `{"before", "after", "saved", "measured"}`.
/// Failure: `Gains.BadRequest` for wrong parameters.
package struct GainsConnector: LocalConnector {
  package let name = "gains"
  package let verbs = [
    Verb("add", required: ["minutes", "kind"]), Verb("read", optional: ["since", "campaign"]),
    Verb("measure", required: ["baseline", "kind"]),
  ]
  private let hours: BusinessHours

  /// - Parameter hours: the working time that work is measured in.
  package init(hours: BusinessHours = BusinessHours()) { self.hours = hours }

  /// What is asked for, parameters and all.
  private enum Task {
    case add(Gain)
    case read(GainScope)
    /// A gain whose minutes are the baseline.
    case measure(Gain)

    init(_ request: TaskRequest) throws(BadParameter) {
      let parameters = RegisterParameters(request)
      switch request.verb {
      case "add": self = .add(try Self.gain("minutes", of: request))
      case "measure": self = .measure(try Self.gain("baseline", of: request))
      case "read":
        let since = try parameters.moment("since", ofDay: .first)
        self = .read(GainScope(campaign: try parameters.optionalNumber("campaign"), since: since))
      default: throw request.unknownVerb()
      }
    }

    private static func gain(
      _ minutes: String,
      of request: TaskRequest
    ) throws(BadParameter) -> Gain {
      let parameters = RegisterParameters(request)
      return Gain(
        try parameters.text("kind"),
        minutes: try parameters.amount(minutes),
        municipality: try parameters.municipality(),
        execution: request.execution,
        at: request.now
      )
    }
  }

  /// Does it; see ``LocalConnector/perform(_:in:)``.
  package func perform(
    _ request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    let task: Task
    do throws(BadParameter) { task = try Task(request) } catch {
      return error.outcome(of: "Gains")
    }
    switch task {
    case .add(let gain):
      try GainStore.add(gain, key: request.key, in: connection)
      return .done(["minutes": Self.json(gain.minutes)])
    case .measure(let baseline): return try measure(baseline, key: request.key, in: connection)
    case .read(let scope):
      return .done(Self.answer(try GainReportStore.report(on: scope, in: connection)))
    }
  }

  /// What cards show of a report.
  private static func answer(_ report: GainReport) -> JSON {
    let total = report.total
    let rounded = { (number: Double) in json((number * 10).rounded() / 10) }
    return [
      "exchanges": .integer(total.times),
      "minutes": json(total.minutes),
      "hours": rounded(total.hours),
      "kroner": .integer(Int(exactly: total.kroner.rounded()) ?? 0),
      "kronerPerHour": .array(Set(report.rates.map(\.kronerPerHour)).sorted().map(json)),
      "machines": .integer(total.exchanges),
      "measured": .integer(total.measured),
      "before": total.each.map { rounded($0.before) } ?? .null,
      "after": total.each.map { rounded($0.after) } ?? .null,
      "noticed": .integer(report.noticed),
      "reminders": .integer(report.reminders),
      "medianDays": report.days(share: 0.5).map(rounded) ?? .null,
      "licences": [
        "licences": .integer(report.freed.licences),
        "kronerPerMonth": .integer(report.freed.kronerPerMonth),
        "kronerPerYear": .integer(report.freed.kronerPerYear),
      ],
    ]
  }

  private func measure(
    _ baseline: Gain,
    key: String,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    let items = try WorklistStore.items(of: baseline.execution ?? "", in: connection)
    let measure = WorkMeasure(of: items, in: hours)
    let effort = Gain.Effort(
      before: baseline.minutes,
      after: measure.minutes,
      isMeasured: measure.isWhole
    )
    var gain = baseline
    gain.minutes = effort.saved
    gain.effort = effort
    try GainStore.add(gain, key: key, in: connection)
    return .done([
      "before": Self.json(effort.before), "after": Self.json(effort.after),
      "saved": Self.json(effort.saved), "measured": .bool(effort.isMeasured),
    ])
  }

  /// A number for people to read: whole where it is.
  private static func json(_ number: Double) -> JSON {
    Int(exactly: number).map(JSON.integer) ?? .double(number)
  }
}
