internal import Glibc

/// The records of a CSV file (RFC 4180), one at a time: of a file of any size only one record is in memory.
///
/// The separator is what the first record has most of, of `,`, `;` and tab, or what a first line `sep=;` says. UTF-8,
/// and UTF-16 with or without a byte order mark; a record that is neither is read as Windows-1252.
package struct CSVReader {
  private let file: Int32
  private var decoding: UTF16Decoding?
  private var block: [UInt8] = []
  private var place = 0
  private var line = 1
  private var separator: UInt8?
  /// The record that ``next()`` read last.
  package private(set) var record = CSVRecord()
  /// The first line that is no UTF-8; nil while there is none.
  package private(set) var firstLegacyLine: Int?

  /// The longest record, in bytes.
  package static let longest = 10_000_000

  /// Reads from a file descriptor, which stays open.
  package init(_ file: Int32) throws(CSVFault) {
    self.file = file
    _ = try fill()
    if block.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
    try skipSeparatorLine()
  }

  /// Reads the next record that is not an empty line; false after the last.
  package mutating func next() throws(CSVFault) -> Bool {
    while try read() {
      guard !record.isBlank else { continue }
      if record.needsRepair { firstLegacyLine = firstLegacyLine ?? record.line }
      return true
    }
    return false
  }

  private enum State { case start, plain, quoted, closed }

  private mutating func read() throws(CSVFault) -> Bool {
    record.begin(line: line)
    if separator == nil { separator = try guess() }
    let separator = separator ?? UInt8(ascii: ",")
    var state = State.start
    while try has() {
      let byte = block[place]
      place += 1
      if byte == 0x0A { line += 1 }
      switch state {
      case .quoted:
        if byte == Self.quote { state = .closed } else { record.append(byte) }
      case .closed where byte == Self.quote:
        record.append(byte)
        state = .quoted
      case _ where byte == separator:
        record.endField()
        state = .start
      case _ where byte == 0x0A:
        record.endLine()
        return true
      case .start where byte == Self.quote: state = .quoted
      default:
        // What stands after a closing quotation mark is kept, as Excel does.
        record.append(byte)
        state = .plain
      }
      if record.count > Self.longest { throw CSVFault.tooLong(line: record.line) }
    }
    if state == .quoted { throw CSVFault.unclosed(line: record.line) }
    if record.isEmpty && state == .start { return false }
    record.endLine()
    return true
  }

  private static let quote = UInt8(ascii: "\"")

  /// Whether there is another byte.
  private mutating func has() throws(CSVFault) -> Bool {
    if place < block.count { return true }
    return try fill()
  }

  /// Reads on; false at the end of the file.
  private mutating func fill() throws(CSVFault) -> Bool {
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = unsafe bytes.withUnsafeMutableBytes {
      unsafe Glibc.read(file, $0.baseAddress, $0.count)
    }
    if count < 0 { throw CSVFault.unreadable(unsafe String(cString: strerror(errno))) }
    bytes.removeLast(bytes.count - count)
    if block.isEmpty { decoding = UTF16Decoding(of: bytes) }
    place = 0
    block = decoding?.utf8(bytes, isLast: count == 0) ?? bytes
    // Half a character may be all there was.
    return block.isEmpty && count > 0 ? try fill() : !block.isEmpty
  }

  /// What the first line has most of; what is quoted does not count.
  private func guess() throws(CSVFault) -> UInt8 {
    var counts: [UInt8: Int] = [:]
    var isQuoted = false
    for byte in block[place...] {
      if byte == Self.quote { isQuoted.toggle() }
      if byte == 0x0A, !isQuoted { break }
      if !isQuoted { counts[byte, default: 0] += 1 }
    }
    let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
    return candidates.max { counts[$0, default: 0] < counts[$1, default: 0] } ?? candidates[0]
  }

  /// Excel writes `sep=;` before the heading.
  private mutating func skipSeparatorLine() throws(CSVFault) {
    let head = block[place...].prefix(5)
    guard head.count == 5, head.dropLast().elementsEqual("sep=".utf8), let mark = head.last else {
      return
    }
    let rest = block[(place + 5)...]
    if rest.starts(with: [0x0D, 0x0A]) {
      place += 7
    } else if rest.first == 0x0A {
      place += 6
    } else {
      return
    }
    line = 2
    separator = mark
  }
}

/// Why the rest of a CSV file cannot be read.
package enum CSVFault: Error, Sendable, Hashable, CustomStringConvertible {
  case empty
  case tooLong(line: Int)
  /// A quotation mark that nothing closes.
  case unclosed(line: Int)
  case unreadable(String)

  package var description: String {
    switch self {
    case .empty: "there is nothing in it"
    case .tooLong(let line):
      "line \(line): the row is longer than 10 MB; is a quotation mark not closed?"
    case .unclosed(let line): "line \(line): a quotation mark is not closed"
    case .unreadable(let reason): "it cannot be read: \(reason)"
    }
  }
}
