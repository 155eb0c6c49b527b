import Ground
import Helpdesk
import Testing
import WorkingTime

@Suite("Fleet plan")
struct FleetPlanTests {
  private static let today = Day(number: 20_778)  // 2026-11-21

  @Test(
    arguments: [
      ("2020-01-01", nil, 2026), ("2022-12-31", nil, 2026), ("2023-01-01", nil, 2027),
      (nil, "2029-06-30", 2029), ("2020-01-01", "2028-06-30", 2028),
      ("2026-11-01", nil, 2030), ("2026-11-01", "2021-01-01", 2026),
    ] as [(String?, String?, Int)]
  )
  func `puts a device into the year in which it is due`(
    _ purchased: String?,
    _ endOfLife: String?,
    _ year: Int
  ) {
    var plan = FleetPlan(from: Self.today, years: 5, life: 4, prices: FleetPrices())
    plan.add(
      3,
      model: "Latitude",
      municipality: nil,
      purchased: purchased.flatMap { Day($0) },
      endOfLife: endOfLife.flatMap { Day($0) }
    )
    #expect(plan.years.map { plan.count($0) } == plan.years.map { $0 == year ? 3 : 0 })
  }

  @Test func `counts what is due later, and what nobody can tell`() {
    var plan = FleetPlan(from: Self.today, years: 2, life: 4, prices: FleetPrices())
    plan.add(1, model: nil, municipality: nil, purchased: nil, endOfLife: nil)
    plan.add(2, model: nil, municipality: nil, purchased: Self.today, endOfLife: nil)
    #expect((plan.unknown, plan.later, plan.rows.count) == (1, 2, 0))
  }

  @Test func `sums what successors cost, as far as there are prices`() throws {
    let prices = try #require(FleetPrices(json: ["latitude 7*": 20_000, "Latitude*": 10_000]))
    var plan = FleetPlan(from: Self.today, years: 1, life: 4, prices: prices)
    for (count, model) in [(2, "Latitude 7420"), (3, "LATITUDE 5440"), (4, "EliteBook")] {
      plan.add(
        count,
        model: model,
        municipality: "åsdal",
        purchased: Day("2020-01-01"),
        endOfLife: nil
      )
    }
    #expect(plan.cost(2026) == 70_000)
    #expect(plan.unpriced(2026) == 4)
  }

  @Test(arguments: [["a": -1], ["a": "1"], [1], ["a": 1.5]] as [JSON])
  func `refuses prices that are none`(_ json: JSON) { #expect(FleetPrices(json: json) == nil) }
}
