/// One Unicode scalar read from bytes that need not be valid UTF-8.
///
/// A byte that starts no well-formed sequence (RFC 3629) reads as U+FFFD of length one, so that
/// reading always moves on and never fails.
struct UTF8Scalar {
  static let replacement: UInt32 = 0xFFFD

  var value: UInt32
  /// Bytes it takes in the text, 1 to 4.
  var length: Int

  /// Reads the scalar at `index`, which must be inside `bytes`.
  @inline(__always)
  init(_ bytes: [UInt8], at index: Int) {
    let first = bytes[index]
    // Nearly all are ASCII, and need no call.
    self =
      first < 0x80 ? Self(value: UInt32(first), length: 1) : Self(beyondASCII: bytes, at: index)
  }

  private init(value: UInt32, length: Int) { (self.value, self.length) = (value, length) }

  private init(beyondASCII bytes: [UInt8], at index: Int) {
    let first = UInt32(bytes[index])
    (value, length) = (Self.replacement, 1)
    let (count, smallest): (Int, UInt32)
    switch first {
    case 0xC2...0xDF: (count, smallest) = (2, 0x80)
    case 0xE0...0xEF: (count, smallest) = (3, 0x800)
    case 0xF0...0xF4: (count, smallest) = (4, 0x10000)
    default: return
    }
    guard index + count <= bytes.count else { return }
    var scalar = first & (0x7F >> UInt32(count))
    for offset in 1..<count {
      let next = UInt32(bytes[index + offset])
      guard next & 0xC0 == 0x80 else { return }
      scalar = scalar << 6 | (next & 0x3F)
    }
    let isSurrogate = scalar & 0xFFFF_F800 == 0xD800
    guard scalar >= smallest, scalar <= 0x10FFFF, !isSurrogate else { return }
    (value, length) = (scalar, count)
  }
}

extension [UInt8] {
  /// Appends a scalar value as UTF-8; surrogates and values past U+10FFFF must not come here.
  @inline(__always)
  mutating func append(scalar: UInt32) {
    if scalar < 0x80 {
      append(UInt8(truncatingIfNeeded: scalar))
    } else {
      append(beyondASCII: scalar)
    }
  }

  private mutating func append(beyondASCII scalar: UInt32) {
    switch scalar {
    case ..<0x800:
      append(UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6))
      append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
    case ..<0x10000:
      append(UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12))
      append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F))
      append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
    default:
      append(UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18))
      append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 12 & 0x3F))
      append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F))
      append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
    }
  }
}
