/// A time of the day as it was said, before the part of the day has decided between 3 and 15.
struct Clock: Hashable {
  /// Minutes after midnight, 0 to 1440.
  var minutes: Int
  /// Whether it was said in the twelve-hour way, without «am», «pm», a leading zero or an hour above twelve.
  var isOpen: Bool

  /// The minutes after midnight that are meant.
  ///
  /// Beside a part of the day that part decides. Without one, an open time before 7 is in the afternoon: people at
  /// work say «kl 3» for 15.00, and for the night they say so.
  func minutes(in part: DateWords.Part?) -> Int {
    guard isOpen else { return minutes }
    switch part {
    case .afternoon, .evening: return minutes < 720 ? minutes + 720 : minutes
    case .night: return minutes >= 720 ? minutes - 720 : minutes
    case .morning, .forenoon: return minutes
    case nil: return minutes < 420 ? minutes + 720 : minutes
    }
  }

  /// `10:30:00`; midnight at the end of a day is `24:00:00`, as ISO 8601 allows.
  static func iso(_ minutes: Int) -> String { "\(pad(minutes / 60, 2)):\(pad(minutes % 60, 2)):00" }
}
