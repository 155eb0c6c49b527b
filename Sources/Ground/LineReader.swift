internal import Glibc

/// The lines of a stream as they arrive, however long they are and whatever bytes they hold.
///
/// Of a line only its beginning is kept, so a line of any length costs no more memory than the bound. What is not
/// UTF-8 becomes U+FFFD, a final carriage return is dropped, and a last line without its end counts.
package struct LineReader: Sequence, IteratorProtocol {
  private let file: Int32
  private let longest: Int
  private var buffer: ArraySlice<UInt8> = []

  /// Reads from a file descriptor, by default stdin; lines are cut after `longest` bytes.
  package init(_ file: Int32 = 0, longest: Int = 1 << 16) {
    self.file = file
    self.longest = longest
  }

  /// The next line without its end, or nil after the last; blocks until there is one.
  package mutating func next() -> String? {
    var line: [UInt8] = []
    var hasBegun = false
    while fill() {
      hasBegun = true
      let end = buffer.firstIndex(of: 0x0A)
      let part = buffer[..<(end ?? buffer.endIndex)]
      line += part.prefix(longest + 1 - line.count)
      buffer = end.map { buffer[($0 + 1)...] } ?? []
      if end != nil { break }
    }
    guard hasBegun else { return nil }
    if line.last == 0x0D { line.removeLast() }
    return String(decoding: line.prefix(longest), as: UTF8.self)
  }

  /// Whether there is at least one byte in the buffer, having waited for one; an error ends the stream.
  private mutating func fill() -> Bool {
    guard buffer.isEmpty else { return true }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    // Foundation's file handles either wait for a full buffer or trap on an error; read(2) does neither.
    let count = unsafe bytes.withUnsafeMutableBytes { unsafe read(file, $0.baseAddress, $0.count) }
    buffer = bytes[..<Swift.max(0, count)]
    return count > 0
  }
}
