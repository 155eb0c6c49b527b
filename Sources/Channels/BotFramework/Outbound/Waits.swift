/// The places that are to be left alone for a while, each with whose it is and until when.
///
/// Moments are in milliseconds since 1970.
struct Waits {
  private var entries: [String: (until: Int, user: String)] = [:]
  /// The earliest, or earlier: it is made exact when it has come.
  private(set) var next: Int?

  func until(_ place: String) -> Int? { entries[place]?.until }

  mutating func set(_ place: String, of user: String, until moment: Int) {
    entries[place] = (moment, user)
    next = min(next ?? moment, moment)
  }

  /// Takes out what has come due and gives the users.
  mutating func takeDue(at now: Int) -> [String] {
    guard let next, next <= now else { return [] }
    var users: [String] = []
    self.next = nil
    for (place, entry) in entries {
      if entry.until <= now {
        users.append(entry.user)
        entries[place] = nil
      } else {
        self.next = min(self.next ?? entry.until, entry.until)
      }
    }
    return users
  }

  /// Makes everything due at that moment at the latest.
  mutating func hasten(to moment: Int) {
    for (place, entry) in entries { entries[place] = (min(entry.until, moment), entry.user) }
    next = next.map { min($0, moment) }
  }
}
