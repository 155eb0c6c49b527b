internal import Foundation
internal import Ground
internal import Helpdesk
internal import WorkingTime

/// One row of Snipe-IT's `GET /api/v1/hardware`.
struct SnipeAsset {
  private let row: JSON

  init(_ row: JSON) { self.row = row }

  /// Whether Snipe-IT itself has put it away.
  var isArchived: Bool {
    let label = row["status_label"]
    return label?["status_meta"] == "archived" || label?["status_type"] == "archived"
  }

  /// What it is, as an administrator sorted it.
  var category: String? { name("category") }

  /// What it says of the device at that place of the listing.
  func report(line: Int) -> DeviceReport {
    var report = DeviceReport(serial: text(row["serial"]) ?? "", line: line)
    report.name = text(row["name"])
    report.assetTag = text(row["asset_tag"])
    report.manufacturer = name("manufacturer")
    report.model = name("model")
    report.purchased = day("purchase_date")
    report.endOfLife = day("asset_eol_date")
    report.warrantyEnds =
      day("warranty_expires") ?? report.purchased.flatMap { $0.adding(months: warrantyMonths) }
    report.municipality = name("company")
    report.unit = name("location") ?? name("rtd_location")
    report.user = user
    return report
  }

  /// Whoever it is checked out to, by the name that is likeliest the one they sign in with.
  private var user: String? {
    guard let holder = row["assigned_to"], holder["type"] == nil || holder["type"] == "user" else {
      return nil
    }
    let name = text(holder["username"])
    return name?.contains("@") == true ? name : text(holder["email"]) ?? name
  }

  /// Written `36 months`.
  private var warrantyMonths: Int? {
    row["warranty_months"].flatMap { value in
      value.int ?? value.string.flatMap { Int($0.prefix { $0.isASCII && $0.isNumber }) }
    }
  }

  private func name(_ key: String) -> String? { text(row[key]?["name"]) }

  /// A date is `{"date": "2021-03-04", "formatted": "04.03.2021"}`; a moment has its time behind the day.
  private func day(_ key: String) -> Day? {
    let value = row[key]
    return (value?["date"]?.string ?? value?["datetime"]?.string ?? value?.string)
      .flatMap { Day($0.prefix(10)) }
  }

  /// Snipe-IT escapes texts for pages of HTML.
  private func text(_ json: JSON?) -> String? {
    guard var text = json?.string else { return json?.int.map(String.init) }
    if text.contains("&") {
      for (escape, plain) in Self.escapes { text = text.replacing(escape, with: plain) }
    }
    return text.isEmpty ? nil : text
  }

  /// In this order, so that what was escaped twice is not read twice.
  private static let escapes = [
    ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#039;", "'"), ("&#39;", "'"), ("&amp;", "&"),
  ]
}

extension Day {
  /// The same day so many months later, or the last of a shorter month; nil beyond a century.
  fileprivate func adding(months: Int?) -> Day? {
    guard let months, (1...1_200).contains(months) else { return nil }
    let (year, month, day) = civil
    let (ahead, index) = (month - 1 + months).quotientAndRemainder(dividingBy: 12)
    return (0...3).lazy.compactMap { Day(year: year + ahead, month: index + 1, day: day - $0) }
      .first
  }
}
