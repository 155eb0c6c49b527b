import Foundation
import Ground
import Helpdesk
import Testing
import WorkingTime

@Suite struct WorkMeasureTests {
  /// A Monday, in hours of the Norwegian clock; working time is from 8 to 15:30.
  private static func monday(_ hours: Double) -> Date {
    Date(timeIntervalSince1970: 1_795_388_400 + hours * 3_600)
  }

  private static func item(
    _ claimed: Double?,
    _ done: Double?,
    _ status: WorkItem.Status = .done
  ) -> WorkItem {
    WorkItem(
      number: 1,
      order: WorkOrder(title: "a"),
      status: status,
      claimed: claimed.map(monday),
      done: done.map(monday),
      created: monday(0),
      changed: monday(0)
    )
  }

  @Test(
    arguments: [
      ([(9, 9.05)], 3, true),
      ([(9, 9.5), (10, 10.25)], 45, true),
      // Over night only working time counts, and outside of it the clock.
      ([(15, 32.5)], 60, true), ([(18, 18.1)], 6, true),
      // Nobody claimed it; it lay for two days; the clock went backwards.
      ([(9, 9.5), (nil, 10)], 33, false), ([(9, 57)], 3, false), ([(10, 9)], 3, false),
      ([(nil, 10), (nil, 11), (nil, 12)], 3, false),
      ([], 3, false),
    ] as [([(Double?, Double?)], Double, Bool)]
  )
  func `counts from claim to done in working time`(
    times: [(Double?, Double?)],
    minutes: Double,
    isWhole: Bool
  ) {
    let measure = WorkMeasure(of: times.map { Self.item($0.0, $0.1) }, in: BusinessHours())
    #expect(abs(measure.minutes - minutes) < 0.001)
    #expect(measure.isWhole == isWhole)
  }

  @Test func `leaves out what was cancelled, or is not done yet`() {
    let items = [Self.item(9, 9.1), Self.item(9, nil, .cancelled), Self.item(9, nil, .claimed)]
    let measure = WorkMeasure(of: items, in: BusinessHours())
    #expect(abs(measure.minutes - 6) < 0.001)
    #expect(measure.isWhole)
  }

  @Test func `counts in the working time of the item's municipality`() throws {
    let json: JSON = ["municipalities": ["storøya": ["hours": ["mon-fri": "12:00-14:00"]]]]
    let hours = try BusinessHours(json: json)
    var item = Self.item(9, 12.5)
    item.order.municipality = "storøya"
    #expect(WorkMeasure(of: [item], in: hours).minutes == 30)
  }
}
