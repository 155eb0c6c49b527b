import Foundation
import Ground
import Helpdesk
import Storage
import TestKit
import Testing

@Suite struct GainReportTests {
  private let folder: TemporaryFolder
  private let database: Database

  init() throws {
    folder = try TemporaryFolder()
    database = try Database(
      path: folder.path("rakel.sqlite"),
      layouts: [
        WorklistStore.layout, GainStore.layout, LicenceRemovalStore.layout, FleetStore.layout,
        CampaignStore.layout,
        RolloverStore.layout,
      ]
    )
  }

  private static func day(_ day: Double) -> Date { Registers.hour(day * 24) }

  private func report(_ scope: GainScope = GainScope()) async throws -> GainReport {
    try await database.read { (connection) throws(DatabaseError) in
      try GainReportStore.report(on: scope, in: connection)
    }
  }

  /// One exchange: noticed on day 0, collected after so many days, measured or not.
  private func exchange(
    _ serial: String,
    days: Double,
    minutes: Double = 3,
    isMeasured: Bool = true,
    municipality: String = "storøya"
  ) async throws {
    try await database.write { (connection) throws(DatabaseError) in
      let execution = "pc-rollover-1-\(serial)"
      let run = RolloverRun(
        execution: execution,
        campaign: 1,
        serial: serial,
        user: "kari",
        registered: nil,
        begun: Self.day(0)
      )
      _ = try RolloverStore.begin(run, in: connection)
      let steps: [(RolloverStep.Kind, String?, Double)] = [
        (.noticed, nil, 0), (.reminded, nil, 1), (.answered, "later", 1.5),
        (.answered, "yes", 2), (.collected, nil, days),
      ]
      for (index, (kind, detail, time)) in steps.enumerated() {
        let step = RolloverStep(
          kind,
          campaign: 1,
          serial: serial,
          execution: execution,
          detail: detail,
          at: Self.day(time)
        )
        try RolloverStore.step(step, key: "\(serial)-\(index)", in: connection)
      }
      let effort = Gain.Effort(before: 25, after: minutes, isMeasured: isMeasured)
      let gain = Gain(
        "pc-rollover",
        minutes: effort.saved,
        municipality: municipality,
        execution: execution,
        at: Self.day(days),
        effort: effort
      )
      try GainStore.add(gain, key: serial, in: connection)
    }
  }

  @Test func `tells what the pilot's year was worth: 208 exchanges, 76 hours`() async throws {
    for number in 0..<208 { try await exchange("S\(number)", days: Double(number) + 3) }
    let report = try await report()
    #expect(report.total.exchanges == 208)
    #expect(report.total.hours.rounded() == 76)
    #expect(report.total.kroner == 34_320)
    #expect(report.total.each?.before == 25)
    #expect(report.total.each?.after == 3)
    #expect(report.noticed == 208)
    #expect(report.reminders == 208)
    #expect(report.answers.map(\.name) == ["later", "yes"])
    #expect(report.answers.map(\.count) == [208, 208])
    #expect(report.days(share: 0.5) == 106)
    #expect(report.days(share: 0.9) == 190)
    #expect(report.months.map(\.sum.exchanges).reduce(0, +) == 208)
    #expect(report.months.first?.month == "2026-11")
    #expect(report.rates == [GainReport.Rate(kronerPerHour: 450, campaign: nil)])
  }

  @Test func `keeps to its scope`() async throws {
    try await exchange("A", days: 5)
    try await exchange("B", days: 40, minutes: 10, isMeasured: false, municipality: "åsdal")
    try await database.write { (connection) throws(DatabaseError) in
      let gain = Gain("call", minutes: 10, municipality: "åsdal", at: Self.day(5))
      try GainStore.add(gain, key: "call", in: connection)
    }
    let all = try await report()
    #expect(all.total.times == 3)
    #expect(all.total.exchanges == 2)
    #expect(all.total.measured == 1)
    #expect(all.total.minutes == 47)
    #expect(all.parts.map(\.month) == ["2026-11", "2026-11", "2026-12"])
    #expect(all.parts.map(\.municipality) == ["storøya", "åsdal", "åsdal"])
    #expect(try await report(GainScope(municipality: "ÅSDAL")).total.times == 2)
    #expect(try await report(GainScope(campaign: 1)).total.times == 2)
    #expect(try await report(GainScope(campaign: 2)).total == GainReport.Sum())
    let late = try await report(GainScope(since: Self.day(6), until: Self.day(41)))
    #expect(late.total.times == 1)
    #expect(late.days == [40])
    #expect(late.noticed == 0)
  }

  @Test func `has nothing to tell at first`() async throws {
    let report = try await report()
    #expect(report == GainReport())
    #expect(report.days(share: 0.5) == nil)
    #expect(report.months.isEmpty)
  }
}
