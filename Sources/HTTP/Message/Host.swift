/// The host of an address: a name, or a literal IP address (RFC 3986 §3.2.2), in one spelling only.
///
/// What other readers take for a number in disguise (`127.1`, `0x7f.1`, `2130706433`) is refused, so that a list of
/// hosts means the same to everybody. Names beyond ASCII are to be written as DNS has them (`xn--…`).
package struct Host: Sendable, Hashable, CustomStringConvertible {
  /// In lower case; IPv6 in its brackets.
  package let description: String
  /// Whether it is a literal address, and no name.
  package let isLiteral: Bool

  /// Nil where the text is no host.
  package init?(_ text: some StringProtocol) {
    let text = text.lowercased()
    let bytes = Array(text.utf8)
    if bytes.first == UInt8(ascii: "[") {
      guard bytes.last == UInt8(ascii: "]"), Self.isIPv6(bytes.dropFirst().dropLast()) else {
        return nil
      }
      isLiteral = true
    } else {
      let labels = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
      guard bytes.count <= 253, labels.allSatisfy(Self.isLabel), let last = labels.last else {
        return nil
      }
      // A host that ends in a number is an IPv4 address to most readers (WHATWG URL, "ends in a number").
      isLiteral = last.first.map { (0x30...0x39).contains($0) } ?? false
      guard !isLiteral || Self.isIPv4(labels) else { return nil }
    }
    description = text
  }

  /// Whether it can only be this machine: `localhost`, `127.0.0.1` or `[::1]`.
  package var isLoopback: Bool { ["localhost", "127.0.0.1", "[::1]"].contains(description) }

  private static func isLabel(_ label: ArraySlice<UInt8>) -> Bool {
    let hyphen = UInt8(ascii: "-")
    return (1...63).contains(label.count) && label.first != hyphen && label.last != hyphen
      && label.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || byte == hyphen
          || byte == UInt8(ascii: "_")
      }
  }

  private static func isIPv4(_ labels: [ArraySlice<UInt8>]) -> Bool {
    labels.count == 4
      && labels.allSatisfy { label in
        let text = String(decoding: label, as: UTF8.self)
        // A leading zero would be octal to some.
        return UInt8(text).map { String($0) == text } ?? false
      }
  }

  /// Eight groups of hexadecimal digits, of which one run of zeros may be left out; no zone, no IPv4 tail.
  private static func isIPv6(_ bytes: ArraySlice<UInt8>) -> Bool {
    let text = String(decoding: bytes, as: UTF8.self)
    let halves = text.split(separator: "::", omittingEmptySubsequences: false)
    guard halves.count <= 2 else { return false }
    var groups = 0
    for half in halves where !half.isEmpty {
      for group in half.split(separator: ":", omittingEmptySubsequences: false) {
        guard (1...4).contains(group.utf8.count), group.utf8.allSatisfy(isHexDigit) else {
          return false
        }
        groups += 1
      }
    }
    return halves.count == 2 ? groups < 8 : groups == 8
  }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
  }
}
