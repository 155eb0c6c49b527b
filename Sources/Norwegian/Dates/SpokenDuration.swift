/// A length of time as it was said; months and days have no fixed number of seconds.
struct SpokenDuration: Hashable {
  var months = 0
  var days = 0
  var seconds = 0

  init(_ amount: Double, _ unit: DateWords.Unit) {
    switch unit {
    case .second: seconds = Int(amount)
    case .minute: seconds = Int(amount * 60)
    case .hour: seconds = Int(amount * 3600)
    case .day:
      days = Int(amount)
      seconds = Int((amount - amount.rounded(.down)) * 86_400)
    case .week: days = Int((amount * 7).rounded())
    case .month:
      months = Int(amount)
      days = Int(((amount - amount.rounded(.down)) * 30).rounded())
    case .year: months = Int((amount * 12).rounded())
    }
  }

  var isZero: Bool { months == 0 && days == 0 && seconds == 0 }
  /// Whether it is made of whole days, so that a day plus it is a day.
  var isWholeDays: Bool { seconds == 0 }

  mutating func add(_ other: SpokenDuration) {
    months += other.months
    days += other.days
    seconds += other.seconds
  }

  func applied(to day: Day, forwards: Bool) -> Day {
    let sign = forwards ? 1 : -1
    return day.adding(months: sign * months) + sign * days
  }

  /// `P14D`, `P1Y6M`, `PT2H30M`.
  var iso: String {
    var text = "P"
    if months / 12 > 0 { text += "\(months / 12)Y" }
    if months % 12 > 0 { text += "\(months % 12)M" }
    if days > 0 { text += "\(days)D" }
    if seconds > 0 { text += "T" }
    if seconds / 3600 > 0 { text += "\(seconds / 3600)H" }
    if seconds / 60 % 60 > 0 { text += "\(seconds / 60 % 60)M" }
    if seconds % 60 > 0 { text += "\(seconds % 60)S" }
    return text == "P" ? "PT0S" : text
  }
}
