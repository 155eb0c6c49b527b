internal import Foundation

/// The lines of a stream as they arrive, however long they are and whatever bytes they hold.
///
/// Of a line only its beginning is kept; what is not UTF-8 becomes U+FFFD. A last line without a line end counts.
struct InputLines: Sequence, IteratorProtocol {
  /// The most bytes that are kept of a line.
  static let longest = 65_536

  private let handle: FileHandle
  private var buffer = Data()
  private var isAtEnd = false

  init(_ handle: FileHandle = .standardInput) { self.handle = handle }

  mutating func next() -> String? {
    var line: [UInt8] = []
    var hasBegun = false
    while fill() {
      hasBegun = true
      let end = buffer.firstIndex(of: 0x0A)
      let part = buffer[..<(end ?? buffer.endIndex)]
      line += part.prefix(InputLines.longest - line.count)
      buffer = end.map { buffer[($0 + 1)...] } ?? Data()
      if end != nil { break }
    }
    guard hasBegun else { return nil }
    if line.last == 0x0D { line.removeLast() }
    return String(decoding: line, as: UTF8.self)
  }

  /// Whether there is at least one byte in the buffer, having waited for one.
  private mutating func fill() -> Bool {
    if buffer.isEmpty && !isAtEnd {
      buffer = handle.availableData
      isAtEnd = buffer.isEmpty
    }
    return !buffer.isEmpty
  }
}
