/// An object's or a tenant's id in Microsoft Entra: a GUID, in one spelling only (RFC 9562 §4).
///
/// Entra writes nothing else, so nothing else is read: no braces, no hyphens left out.
package struct EntraID: Sendable, Hashable {
  /// The first and the last eight bytes, as they are read from left to right.
  package let high: UInt64
  package let low: UInt64

  /// Nil where the text is anything but `8-4-4-4-12` hexadecimal digits; case does not matter.
  package init?(_ text: some StringProtocol) { self.init(bytes: ArraySlice(text.utf8)) }

  /// See ``init(_:)``; of a text in UTF-8.
  init?(bytes: ArraySlice<UInt8>) {
    guard bytes.count == 36 else { return nil }
    var halves: (UInt64, UInt64) = (0, 0)
    var digits = 0
    for (index, byte) in bytes.enumerated() {
      if Self.isHyphen(index) {
        guard byte == UInt8(ascii: "-") else { return nil }
        continue
      }
      guard let value = Self.value(ofHexDigit: byte) else { return nil }
      if digits < 16 { halves.0 = halves.0 << 4 | value } else { halves.1 = halves.1 << 4 | value }
      digits += 1
    }
    (high, low) = halves
  }

  /// The id of those two halves.
  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Whether a hyphen stands there.
  private static func isHyphen(_ index: Int) -> Bool {
    index == 8 || index == 13 || index == 18 || index == 23
  }

  private static func value(ofHexDigit byte: UInt8) -> UInt64? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(byte - UInt8(ascii: "A") + 10)
    default: nil
    }
  }
}

extension EntraID: CustomStringConvertible {
  /// In lower case, `0a1b2c3d-…`.
  package var description: String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(36)
    for index in 0..<32 {
      if Self.isHyphen(text.count) { text.append(UInt8(ascii: "-")) }
      let half = index < 16 ? high : low
      text.append(digits[Int(half >> UInt64(60 - index % 16 * 4) & 0xF)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
