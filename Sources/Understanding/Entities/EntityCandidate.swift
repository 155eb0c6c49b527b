/// Something that may be an entity, before those that overlap are weighed against each other.
struct EntityCandidate {
  var entity: String
  var role: String?
  /// In UTF-8 bytes.
  var range: Range<Int>
  var value: EntityValue
  var confidence: Double
  var rank: Rank

  /// What wins where two candidates are of one length: the more an author has said about it, the more it counts.
  enum Rank: Int, Comparable {
    case list, regex, address, moment, quantity, number, learned, name, phrase

    static func < (one: Rank, other: Rank) -> Bool { one.rawValue < other.rawValue }
  }
}
