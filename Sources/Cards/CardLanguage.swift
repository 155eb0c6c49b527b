/// The language that a card words its dates and numbers in.
package enum CardLanguage: String, Sendable, Hashable, CaseIterable {
  /// Norwegian Bokmål, Norwegian Nynorsk, English.
  case nb, nn, en

  /// The decimal sign.
  var decimalSign: String { self == .en ? "." : "," }

  /// What stands between thousands: a no-break space in Norwegian.
  var thousandsSign: String { self == .en ? "," : "\u{A0}" }

  /// How a day is written where a card does not say.
  var datePattern: String { self == .en ? "d MMMM yyyy" : "d. MMMM yyyy" }

  /// The months from January.
  var months: [String] {
    switch self {
    case .nb, .nn:
      [
        "januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september",
        "oktober", "november", "desember",
      ]
    case .en:
      [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
      ]
    }
  }

  /// The days of the week from Monday.
  var weekdays: [String] {
    switch self {
    case .nb: ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"]
    case .nn: ["måndag", "tysdag", "onsdag", "torsdag", "fredag", "laurdag", "sundag"]
    case .en:
      ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    }
  }
}
