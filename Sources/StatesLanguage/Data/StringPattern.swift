/// What `StringMatches` compares with: `*` stands for any text, `\*` for a star, `\\` for a backslash.
struct StringPattern: Sendable {
  /// The texts between the stars.
  private let parts: [[UInt8]]

  init(_ pattern: String) {
    var parts: [[UInt8]] = [[]]
    var isEscaped = false
    for byte in pattern.utf8 {
      if isEscaped {
        let isEscapable = byte == UInt8(ascii: "*") || byte == UInt8(ascii: "\\")
        if !isEscapable { parts[parts.count - 1].append(UInt8(ascii: "\\")) }
        parts[parts.count - 1].append(byte)
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "*") {
        parts.append([])
      } else {
        parts[parts.count - 1].append(byte)
      }
    }
    if isEscaped { parts[parts.count - 1].append(UInt8(ascii: "\\")) }
    self.parts = parts
  }

  /// Whether the whole text fits.
  ///
  /// The first part must stand at the beginning and the last at the end; each of the others is taken where it
  /// first occurs, since a later place never leaves more room.
  func matches(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard let first = parts.first, let last = parts.last, bytes.starts(with: first) else {
      return false
    }
    guard parts.count > 1 else { return bytes.count == first.count }
    var start = first.count
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let found = Self.find(part, in: bytes, from: start) else { return false }
      start = found + part.count
    }
    return bytes.count - start >= last.count && bytes.suffix(last.count).elementsEqual(last)
  }

  private static func find(_ part: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
    guard bytes.count - start >= part.count else { return nil }
    for candidate in start...bytes.count - part.count
    where bytes[candidate] == part[0]
      && bytes[candidate..<candidate + part.count].elementsEqual(part)
    {
      return candidate
    }
    return nil
  }
}
