/// Bytes as text (RFC 4648), in one spelling only: whatever an encoder would not have written is refused.
///
/// So no two texts stand for the same bytes: no blanks, no line ends, the padding exactly as the alphabet has it, and no
/// bits set that carry nothing (§3.5).
package struct Base64: Sendable {
  /// With `+` and `/` and padding (§4).
  package static let standard = Base64(last: "+/", isPadded: true)
  /// With `-` and `_` and without padding: base64url as JSON Web Signatures have it (RFC 7515 §2).
  package static let url = Base64(last: "-_", isPadded: false)

  private let digits: [UInt8]
  /// The value of each digit by its byte; 255 for what is none.
  private let values: [UInt8]
  private let isPadded: Bool

  private static let padding = UInt8(ascii: "=")

  private init(last: String, isPadded: Bool) {
    digits =
      Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8
      ) + last.utf8
    var values = [UInt8](repeating: 255, count: 256)
    for (value, digit) in digits.enumerated() { values[Int(digit)] = UInt8(value) }
    self.values = values
    self.isPadded = isPadded
  }

  /// The bytes as text.
  package func encode(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      bits <<= UInt32(8 * (3 - group.count))
      for place in 0...group.count { text.append(digits[Int(bits >> UInt32(18 - 6 * place) & 63)]) }
      if isPadded { text += repeatElement(Self.padding, count: 3 - group.count) }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes that the text stands for; nil where it is not exactly what ``encode(_:)`` gives for them.
  package func decode(_ text: String) -> [UInt8]? { decode(Array(text.utf8)[...]) }

  /// The bytes that the text stands for; see ``decode(_:)-(String)``.
  package func decode(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    guard let text = withoutPadding(text) else { return nil }
    let spare = text.count % 4
    guard spare != 1 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count * 3 / 4)
    var bits: UInt32 = 0
    var count = 0
    for digit in text {
      let value = values[Int(digit)]
      guard value < 64 else { return nil }
      bits = bits << 6 | UInt32(value)
      count += 1
      guard count == 4 else { continue }
      bytes.append(UInt8(truncatingIfNeeded: bits >> 16))
      bytes.append(UInt8(truncatingIfNeeded: bits >> 8))
      bytes.append(UInt8(truncatingIfNeeded: bits))
      (bits, count) = (0, 0)
    }
    // Two digits carry one byte and four idle bits, three carry two bytes and two.
    switch spare {
    case 2:
      guard bits & 0xF == 0 else { return nil }
      bytes.append(UInt8(truncatingIfNeeded: bits >> 4))
    case 3:
      guard bits & 0x3 == 0 else { return nil }
      bytes.append(UInt8(truncatingIfNeeded: bits >> 10))
      bytes.append(UInt8(truncatingIfNeeded: bits >> 2))
    default: break
    }
    return bytes
  }

  private func withoutPadding(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard isPadded else { return text }
    guard text.count % 4 == 0 else { return nil }
    return text.dropLast(text.suffix(2).reversed().prefix { $0 == Self.padding }.count)
  }
}
