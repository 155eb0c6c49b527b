import Foundation
import Ground
import Helpdesk
import Testing
import WorkingTime

@Suite struct CampaignPaceTests {
  /// Monday to Friday 08:00 to 15:30; on the island mornings only, and not on Mondays.
  private static func hours() throws -> BusinessHours {
    try BusinessHours(
      json: [
        "municipalities": [
          "storøya": ["hours": ["mon": "closed", "tue-fri": "08:00-12:00"]]
        ]
      ]
    )
  }

  private static func pace(
    _ perDay: Int?,
    starts: String? = nil,
    stops: String? = nil
  ) throws -> CampaignPace {
    CampaignPace(
      perDay: perDay,
      starts: starts.flatMap { Day($0) },
      stops: stops.flatMap { Day($0) },
      hours: try hours()
    )
  }

  /// A moment by the clock on the wall.
  private static func at(_ day: String, _ time: String) throws -> Date {
    OsloClock.moment(try #require(Day(day)), try #require(TimeOfDay(time)))
  }

  @Test(arguments: [1, 7, 16, 40, 500, 1_234])
  func `spreads a day's share over the hours, and has started all of it when it closes`(
    perDay: Int
  ) throws {
    let pace = try Self.pace(perDay)
    var now = try Self.at("2027-01-11", "06:00")
    let closing = try Self.at("2027-01-11", "15:30")
    var (started, goes) = (0, 0)
    while now < closing {
      let share = pace.share(at: now, of: ["fjordviken"], today: started)
      if share.most > 0 {
        #expect(pace.hours["fjordviken"].isOpen(at: now))
        goes += 1
      }
      started += share.most
      now = try #require(share.next)
    }
    #expect(started == perDay)
    #expect(goes == min(perDay, 16))
    #expect(now == (try Self.at("2027-01-12", "08:00")))
  }

  @Test func `starts nobody where nobody is at work`() throws {
    let monday = try Self.at("2027-01-11", "09:00")
    let pace = try Self.pace(nil)
    #expect(pace.share(at: monday, of: ["storøya"], today: 0).most == 0)
    #expect(
      pace.share(at: monday, of: ["storøya"], today: 0).next
        == (try Self.at("2027-01-12", "08:00"))
    )
    let both = pace.share(at: monday, of: ["storøya", "åsdal", nil], today: 0)
    #expect(both.municipalities == ["åsdal", nil])
    #expect(both.most == CampaignPace.mostAtOnce)
  }

  @Test func `catches up within the day, and not after it`() throws {
    let pace = try Self.pace(40)
    let late = pace.share(at: try Self.at("2027-01-11", "15:29"), of: [nil], today: 0)
    #expect(late.most == 40)
    let next = pace.share(at: try Self.at("2027-01-12", "08:00"), of: [nil], today: 0)
    #expect(next.most == 3)
  }

  @Test func `keeps to its first and last day`() throws {
    let pace = try Self.pace(4, starts: "2027-01-16", stops: "2027-01-19")
    let before = pace.share(at: try Self.at("2027-01-11", "09:00"), of: [nil], today: 0)
    #expect(before.most == 0)
    #expect(before.next == (try Self.at("2027-01-18", "08:00")))
    let after = pace.share(at: try Self.at("2027-01-20", "09:00"), of: [nil], today: 0)
    #expect(after.most == 0)
    #expect(after.next == nil)
    let forecast = pace.forecast(from: try Self.at("2027-01-11", "09:00"), waiting: [nil: 10])
    #expect(forecast.first == (try Self.at("2027-01-18", "08:00")))
    #expect(forecast.last == Day("2027-01-19"))
    #expect(forecast.leftOut == 2)
  }

  @Test func `looks ahead by working days`() throws {
    let forecast = try Self.pace(40).forecast(
      from: try Self.at("2027-01-14", "15:00"),
      waiting: ["fjordviken": 100],
      today: 30
    )
    // Ten on Thursday, forty on Friday, forty on Monday, ten on Tuesday.
    #expect(forecast.last == Day("2027-01-19"))
    #expect(forecast.leftOut == 0)
  }
}
