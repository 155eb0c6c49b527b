/// Finds telephone numbers: Norwegian ones of eight digits, and others that begin with + or 00.
enum PhoneNumbers {
  /// The ranges in bytes, and each number as `+4722334455`.
  static func find(in bytes: [UInt8]) -> [(range: Range<Int>, number: String)] {
    var found: [(range: Range<Int>, number: String)] = []
    var index = 0
    while index < bytes.count {
      guard isDigit(bytes[index]) || bytes[index] == UInt8(ascii: "+") else {
        index += 1
        continue
      }
      let (groups, end) = groups(in: bytes, from: index)
      let isInWord = index > 0 && isWordByte(bytes[index - 1])
      let continues = end < bytes.count && isWordByte(bytes[end])
      if !isInWord, !continues, let number = number(groups, bytes[index] == UInt8(ascii: "+")) {
        found.append((index..<end, number))
      }
      index = max(end, index + 1)
    }
    return found
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || byte >= 0x80 || isDigit(byte)
  }

  /// The groups of digits from `start`, with single blanks or hyphens between.
  private static func groups(in bytes: [UInt8], from start: Int) -> (groups: [String], end: Int) {
    var groups: [String] = []
    var index = bytes[start] == UInt8(ascii: "+") ? start + 1 : start
    var end = index
    while index < bytes.count, isDigit(bytes[index]), groups.count < 16 {
      let first = index
      while index < bytes.count, isDigit(bytes[index]) { index += 1 }
      groups.append(String(decoding: bytes[first..<index], as: UTF8.self))
      end = index
      let isGap = index < bytes.count && (bytes[index] == 0x20 || bytes[index] == UInt8(ascii: "-"))
      if isGap { index += 1 }
    }
    return (groups, end)
  }

  private static func number(_ groups: [String], _ hasPlus: Bool) -> String? {
    var digits = groups.joined()
    guard (8...15).contains(digits.utf8.count) else { return nil }
    if hasPlus || digits.hasPrefix("00") {
      if !hasPlus { digits.removeFirst(2) }
      guard (8...15).contains(digits.utf8.count), !digits.hasPrefix("0") else { return nil }
      guard digits.hasPrefix("47") else { return "+\(digits)" }
      return digits.utf8.count == 10 ? "+\(digits)" : nil
    }
    if digits.utf8.count == 10, digits.hasPrefix("47"), groups.count > 1 { return "+\(digits)" }
    // Norwegian numbers begin with 2 to 9, and are written whole, in pairs, or as a mobile: 3 2 3.
    guard digits.utf8.count == 8, let first = digits.first, first >= "2" else { return nil }
    let usual = [[8], [2, 2, 2, 2], [3, 2, 3], [4, 4], [3, 3, 2], [2, 3, 3], [2, 6]]
    return usual.contains(groups.map(\.utf8.count)) ? "+47\(digits)" : nil
  }
}
