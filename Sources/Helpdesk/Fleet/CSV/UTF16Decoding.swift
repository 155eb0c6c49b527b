/// UTF-16 that comes in blocks, as UTF-8.
struct UTF16Decoding {
  private let isLittleEndian: Bool
  private var isFirst = true
  /// What the last block ended with and could not be read without the next.
  private var rest: [UInt8] = []

  /// Nil where the first block of a file is not UTF-16: it has no byte order mark, and its first character is not a
  /// Latin letter in two bytes.
  init?(of block: [UInt8]) {
    guard block.count >= 2 else { return nil }
    switch (block[0], block[1]) {
    case (0xFF, 0xFE), (1..., 0): isLittleEndian = true
    case (0xFE, 0xFF), (0, 1...): isLittleEndian = false
    default: return nil
    }
  }

  /// What a block says; half a character waits for the next block, and at the end is U+FFFD.
  mutating func utf8(_ block: [UInt8], isLast: Bool) -> [UInt8] {
    let bytes = rest + block
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    for index in stride(from: 0, to: bytes.count - 1, by: 2) {
      let (one, other) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      units.append(isLittleEndian ? other << 8 | one : one << 8 | other)
    }
    var kept = bytes.count % 2
    if let last = units.last, last & 0xFC00 == 0xD800, !isLast {
      units.removeLast()
      kept += 2
    }
    rest = isLast ? [] : Array(bytes.suffix(kept))
    if isFirst, units.first == 0xFEFF { units.removeFirst() }
    isFirst = isFirst && units.isEmpty
    var text = Array(String(decoding: units, as: UTF16.self).utf8)
    if isLast, kept > 0 { text += [0xEF, 0xBF, 0xBD] }
    return text
  }
}
