import Testing

/// A long text in a few words, so that a failing case names itself without printing a megabyte.
struct Repeated: Sendable, CustomTestStringConvertible {
  let head: String, piece: String, count: Int, tail: String

  init(_ head: String, _ piece: String, _ count: Int, _ tail: String = "") {
    (self.head, self.piece, self.count, self.tail) = (head, piece, count, tail)
  }

  var text: String { head + String(repeating: piece, count: count) + tail }
  var testDescription: String { "\(head)(\(piece))×\(count)\(tail)" }
}
