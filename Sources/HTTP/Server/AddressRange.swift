/// All addresses that begin alike (CIDR, RFC 4632 §3.1): `10.0.0.0/8`, `2001:db8::/32`, or a single one.
package struct AddressRange: Sendable, Hashable, CustomStringConvertible {
  package let description: String
  private let first: NetworkAddress
  private let last: NetworkAddress

  /// Nil where the text is no range, or where bits are set beyond its length.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2, let first = NetworkAddress(String(parts[0])) else { return nil }
    let most = first.isVersion4 ? 32 : 128
    var length = most
    if parts.count == 2 {
      guard let digits = UInt8(parts[1]), String(digits) == parts[1], Int(digits) <= most else {
        return nil
      }
      length = Int(digits)
    }
    // How many of the 128 bits are free.
    let free = most - length
    let high: UInt64 = free > 64 ? Self.ones(free - 64) : 0
    let low = Self.ones(min(free, 64))
    guard first.high & high == 0, first.low & low == 0 else { return nil }
    self.first = first
    last = NetworkAddress(high: first.high | high, low: first.low | low)
    description = text
  }

  /// Whether the address lies in it.
  package func contains(_ address: NetworkAddress) -> Bool {
    guard first.isVersion4 == address.isVersion4 else { return false }
    // The free bits are the last ones, so both halves can be looked at by themselves.
    return (first.high...last.high).contains(address.high)
      && (first.high != last.high || (first.low...last.low).contains(address.low))
  }

  private static func ones(_ count: Int) -> UInt64 { count >= 64 ? .max : (1 << UInt64(count)) - 1 }
}
