internal import Foundation
internal import Ground

/// One line of `rakel measure`: what was measured, how it came out, and what it is held to.
struct Figure {
  /// What a figure is held to.
  struct Bound {
    /// The worst value that will do, and the one that is wanted.
    var atLeast: Double
    var aim: Double

    init(_ atLeast: Double, aim: Double) {
      self.atLeast = atLeast
      self.aim = aim
    }

    /// Times and errors are bounded from above: there the aim is the smaller number.
    var isCeiling: Bool { aim < atLeast }
  }

  /// How a value stands to its bound.
  enum Standing: String {
    case aim = "aim met"
    case atLeast = "met"
    case missed = "missed"
    case unbounded = "–"
  }

  /// The data set, then what of it.
  var set: String
  var what: String
  /// Nil where it could not be measured; the note says why.
  var value: Double?
  var bound: Bound?
  /// How many digits after the point to print; of bounds at most three, which show a near miss beside four.
  var digits = 4
  var note = ""

  var standing: Standing {
    guard let bound, let value else { return .unbounded }
    let reaches = { (limit: Double) in bound.isCeiling ? value <= limit : value >= limit }
    return reaches(bound.aim) ? .aim : reaches(bound.atLeast) ? .atLeast : .missed
  }

  /// The cells of its row in the table.
  var cells: [String] {
    [
      set, what, value.map { text($0, digits) } ?? "–", bound.map { limit($0.atLeast, $0) } ?? "–",
      bound.map { limit($0.aim, $0) } ?? "–", standing.rawValue, note,
    ]
  }

  /// The heads of ``cells``.
  static let heads = ["set", "figure", "measured", "at least", "aim", "", "note"]

  var json: JSON {
    [
      "set": .string(set),
      "figure": .string(what),
      "value": value.map { .double($0) } ?? .null,
      "atLeast": bound.map { .double($0.atLeast) } ?? .null,
      "aim": bound.map { .double($0.aim) } ?? .null,
      "isCeiling": .bool(bound?.isCeiling ?? false),
      "standing": .string(standing == .unbounded ? "unbounded" : standing.rawValue),
      "note": .string(note),
    ]
  }

  private func limit(_ value: Double, _ bound: Bound) -> String {
    (bound.isCeiling ? "≤ " : "") + text(value, min(digits, 3))
  }

  private func text(_ value: Double, _ digits: Int) -> String {
    String(format: "%.\(digits)f", value)
  }
}
