package import Storage
package import WorkingTime
package import struct Foundation.Date

/// How a campaign stands at one moment.
package struct CampaignStanding: Sendable {
  package let campaign: Campaign
  package let counts: CampaignCounts
  /// How many were started today.
  package let today: Int
  /// Work that is not done, for its members.
  package let openItems: Int
  /// When the next are started; nil where nobody is.
  package let next: Date?
  /// The day on which the last are started at this pace; nil where nobody waits.
  package let last: Day?
  /// How many the last day leaves out.
  package let leftOut: Int

  /// How many have ended in which way, the most first.
  package var outcomes: [(code: String, count: Int)] {
    counts.byOutcome.map { (code: $0.key, count: $0.value) }
      .sorted { ($1.count, $0.code) < ($0.count, $1.code) }
  }

  /// Looks it up; nil where there is no such campaign.
  package init?(
    of number: Int,
    at now: Date,
    hours: BusinessHours,
    in connection: Connection
  ) throws(DatabaseError) {
    guard let campaign = try CampaignStore.find(number, in: connection) else { return nil }
    self.campaign = campaign
    counts = try CampaignStore.counts(number, in: connection)
    let day = OsloClock.reading(now).day
    today = try CampaignStore.started(number, on: day, in: connection)
    openItems = try CampaignStore.openItems(number, in: connection)
    let waiting = try CampaignStore.waiting(number, in: connection)
    let pace = campaign.pace(hours)
    let forecast = pace.forecast(from: now, waiting: waiting, today: today)
    (last, leftOut) = (forecast.last, forecast.leftOut)
    guard campaign.status == .running, !waiting.isEmpty else {
      next = nil
      return
    }
    let share = pace.share(at: now, of: Array(waiting.keys), today: today)
    next = share.most > 0 ? now : share.next
  }
}
