internal import Messaging

/// The messages that are being said in one place, one after the other.
///
/// A class, for all that a place is described by would be copied at every step otherwise.
final class Lane {
  let user: String
  /// Nil where the user has no place yet.
  var reference: Reference?
  /// Oldest first; the first is on its way, or next.
  private(set) var letters: [Letter] = []
  /// Whether the outbox has more for this place than was taken out.
  var hasMore = false
  /// What was found out about the first.
  var findings = Findings()

  /// What sending the first has taught.
  struct Findings {
    /// The channel has refused its size.
    var isTooLarge = false
    /// The channel cannot put it in another's place.
    var isIrreplaceable = false
  }

  init(user: String, reference: Reference?) {
    self.user = user
    self.reference = reference
  }

  func append(_ new: [Letter]) { letters += new }

  func notePartSent() { if !letters.isEmpty { letters[0].partsSent += 1 } }

  /// Takes out those of these numbers.
  func remove(_ numbers: [Int]) {
    if let first = letters.first, numbers.contains(first.number) { findings = Findings() }
    letters.removeAll { numbers.contains($0.number) }
  }
}

/// The numbers of the messages in lanes, so that none is taken out of the outbox twice.
///
/// A message that leaves its lane while the outbox is being read may be among what is read, as it was before: it is held
/// until the reading is over.
struct HeldNumbers {
  private var numbers: Set<Int> = []
  private var leaving: [Int] = []
  private(set) var isReading = false

  mutating func beginReading() { isReading = true }

  mutating func endReading() {
    isReading = false
    numbers.subtract(leaving)
    leaving = []
  }

  func contains(_ number: Int) -> Bool { numbers.contains(number) }

  mutating func hold(_ new: some Sequence<Int>) { numbers.formUnion(new) }

  mutating func release(_ old: [Int]) {
    if isReading { leaving += old } else { numbers.subtract(old) }
  }
}
