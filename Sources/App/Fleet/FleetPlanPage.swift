internal import Ground
internal import Helpdesk
internal import Storage

/// A plan as people, spreadsheets and machines read it.
struct FleetPlanPage {
  let plan: FleetPlan

  private var hasPrices: Bool { !plan.prices.prices.isEmpty }

  var lines: [String] {
    let years = plan.years.map(String.init)
    var rows = plan.sorted.map { key, row in
      [key.municipality ?? "not known", key.model ?? "not known"]
        + plan.years.map { row.counts[$0].map(String.init) ?? "" } + ["\(row.count)"]
    }
    let counts = plan.years.map { plan.count($0) }
    rows.append(["all", ""] + counts.map { "\($0)" } + ["\(counts.reduce(0, +))"])
    if hasPrices {
      let costs = plan.years.map { plan.cost($0) }
      rows.append(["kroner", ""] + (costs + [costs.reduce(0, +)]).map(NumberText.text))
    }
    var lines = AlignedTable(heading: ["where", "model"] + years + ["all"], rows: rows).lines
    if plan.later > 0 { lines.append("\(plan.later) devices are due later") }
    if plan.unknown > 0 {
      lines.append("\(plan.unknown) devices are in no year: neither age nor end of life is known")
    }
    let unpriced = plan.years.reduce(0) { $0 + plan.unpriced($1) }
    if hasPrices, unpriced > 0 {
      lines.append("\(unpriced) devices are in no sum of kroner: there is no price for their model")
    }
    return lines
  }

  /// A line for each year of each row.
  var csv: [String] {
    [CSVText.line(["year", "municipality", "model", "devices", "kroner"])]
      + plan.sorted.flatMap { key, row in
        plan.years.compactMap { year in
          row.counts[year].map { count in
            CSVText.line([
              "\(year)", key.municipality ?? "", key.model ?? "", "\(count)",
              plan.cost(key, row, year).map(String.init) ?? "",
            ])
          }
        }
      }
  }

  var json: JSON {
    let rows = plan.sorted.flatMap { key, row in
      plan.years.compactMap { year -> JSON? in
        row.counts[year].map { count in
          [
            "year": .integer(year), "municipality": .text(key.municipality),
            "model": .text(key.model), "devices": .integer(count),
            "kroner": plan.cost(key, row, year).map(JSON.integer) ?? .null,
          ]
        }
      }
    }
    return [
      "life": .integer(plan.life), "rows": .array(rows), "later": .integer(plan.later),
      "unknown": .integer(plan.unknown),
    ]
  }
}
