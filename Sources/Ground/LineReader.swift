package import Foundation

/// The lines of a stream of bytes, one at a time, each of bounded length.
///
/// A line longer than the bound is cut and its rest passed over, so a line of any length costs no more memory than
/// the bound. A final carriage return is dropped.
package struct LineReader: ~Copyable {
  private let file: FileHandle
  private let longest: Int
  private var buffer: [UInt8] = []
  private var position = 0
  private var hasEnded = false

  /// Reads from `file`; lines are cut after `longest` bytes.
  package init(_ file: FileHandle = .standardInput, longest: Int = 1 << 16) {
    self.file = file
    self.longest = longest
  }

  /// The next line without its end, or nil after the last; blocks until there is one.
  package mutating func next() -> [UInt8]? {
    var line: [UInt8] = []
    while true {
      if position == buffer.count, !fill() {
        return line.isEmpty ? nil : finished(line)
      }
      let rest = buffer[position...]
      let end = rest.firstIndex(of: 0x0A)
      line.append(
        contentsOf: rest[..<(end ?? rest.endIndex)].prefix(max(0, longest + 1 - line.count))
      )
      position = end.map { $0 + 1 } ?? buffer.count
      if end != nil { return finished(line) }
    }
  }

  /// The next line as text; bytes that are no UTF-8 become U+FFFD.
  package mutating func nextText() -> String? {
    next().map { String(decoding: $0, as: UTF8.self) }
  }

  private func finished(_ line: [UInt8]) -> [UInt8] {
    Array((line.last == 0x0D ? line.dropLast() : line[...]).prefix(longest))
  }

  private mutating func fill() -> Bool {
    guard !hasEnded, let data = try? file.read(upToCount: 1 << 16), !data.isEmpty else {
      hasEnded = true
      return false
    }
    buffer = Array(data)
    position = 0
    return true
  }
}
