internal import Norwegian

/// The bytes of a message, read as words of letters and as chunks between blanks.
struct SecretText {
  let bytes: [UInt8]

  /// The next run of letters at or after `start`; whatever is not ASCII counts as a letter.
  func letters(from start: Int) -> Range<Int>? {
    var lower = start
    while lower < bytes.count, !isLetter(bytes[lower]) { lower += 1 }
    guard lower < bytes.count else { return nil }
    var upper = lower + 1
    while upper < bytes.count, isLetter(bytes[upper]) { upper += 1 }
    return lower..<upper
  }

  /// The next chunk at or after `start`, up to a blank; nil at the end of the line.
  func chunk(from start: Int) -> Range<Int>? {
    var lower = start
    while lower < bytes.count, isBlank(lower) { lower += 1 }
    guard lower < bytes.count, !isLineEnd(lower) else { return nil }
    var upper = lower
    while upper < bytes.count, !isBlank(upper), !isLineEnd(upper), upper - lower < 512 {
      upper += 1
    }
    return lower..<upper
  }

  /// A word in lower case, composed, without invisible characters; empty where it is too long for a word.
  func lower(_ range: Range<Int>) -> String {
    guard range.count <= 60 else { return "" }
    let word = string(range)
    guard bytes[range].contains(where: { $0 >= 0x80 }) else { return word.lowercased() }
    var visible = String.UnicodeScalarView()
    for scalar in word.unicodeScalars where !scalar.properties.isDefaultIgnorableCodePoint {
      visible.append(scalar)
    }
    return Normaliser.normalised(String(visible))
  }

  func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  func isUpperCase(_ range: Range<Int>) -> Bool {
    !bytes[range].contains { (0x61...0x7A).contains($0) }
  }

  /// Where `://` begins at or after `start`.
  func schemeMark(from start: Int) -> Int? {
    var index = start
    while index + 2 < bytes.count {
      if bytes[index] == 0x3A, bytes[index + 1] == 0x2F, bytes[index + 2] == 0x2F { return index }
      index += 1
    }
    return nil
  }

  func isBlank(_ index: Int) -> Bool {
    let byte = bytes[index]
    if byte == 0x20 || byte == 0x09 { return true }
    // U+00A0 and U+202F.
    if byte == 0xC2 || (byte == 0xA0 && index > 0 && bytes[index - 1] == 0xC2) {
      return byte == 0xA0 || (index + 1 < bytes.count && bytes[index + 1] == 0xA0)
    }
    return false
  }

  func isLineEnd(_ index: Int) -> Bool { bytes[index] == 0x0A || bytes[index] == 0x0D }

  private func isLetter(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || byte >= 0x80
  }
}
