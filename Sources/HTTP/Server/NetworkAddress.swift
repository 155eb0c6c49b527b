internal import Foundation

/// An IP address; one of version 4 is held as version 6 maps it (RFC 4291 §2.5.5.2).
package struct NetworkAddress: Sendable, Hashable, CustomStringConvertible {
  let high: UInt64
  let low: UInt64

  /// `::ffff:0:0/96`, in which version 4 lies.
  private static let mapped: UInt64 = 0xFFFF << 32

  init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Reads `192.0.2.7` or `2001:db8::7`; nil for anything else, zones (`%eth0`) among it.
  package init?(_ text: String) {
    var bytes = [UInt8](repeating: 0, count: 16)
    if unsafe inet_pton(AF_INET, text, &bytes) == 1 {
      self.init(high: 0, low: Self.mapped | Self.number(bytes[0..<4]))
    } else if unsafe inet_pton(AF_INET6, text, &bytes) == 1 {
      self.init(high: Self.number(bytes[0..<8]), low: Self.number(bytes[8..<16]))
    } else {
      return nil
    }
  }

  /// Reads the bytes of a `sockaddr_in` or `sockaddr_in6`; nil where there are too few, or for another family.
  init?(socketAddress bytes: [UInt8]) {
    guard bytes.count >= 8 else { return nil }
    // The family is the one field in the machine's own order.
    let family = Int32(UInt16(bytes[0]) | UInt16(bytes[1]) << 8)
    if family == AF_INET {
      self.init(high: 0, low: Self.mapped | Self.number(bytes[4..<8]))
    } else if family == AF_INET6, bytes.count >= 24 {
      self.init(high: Self.number(bytes[8..<16]), low: Self.number(bytes[16..<24]))
    } else {
      return nil
    }
  }

  /// Whether it is of version 4.
  package var isVersion4: Bool { high == 0 && low >> 32 == 0xFFFF }

  /// Whether it can only be this machine: `127.0.0.0/8` or `::1`.
  package var isLoopback: Bool {
    isVersion4 ? (low >> 24) & 0xFF == 127 : high == 0 && low == 1
  }

  /// What one customer of a provider has: the address itself in version 4, the first 64 bits in version 6.
  var site: NetworkAddress { isVersion4 ? self : NetworkAddress(high: high, low: 0) }

  package var description: String {
    if isVersion4 {
      return "\(low >> 24 & 0xFF).\(low >> 16 & 0xFF).\(low >> 8 & 0xFF).\(low & 0xFF)"
    }
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    unsafe inet_ntop(AF_INET6, bytes, &text, socklen_t(text.count))
    return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// All sixteen, the first first.
  var bytes: [UInt8] { Self.bytes(of: high) + Self.bytes(of: low) }

  private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reduce(0) { $0 << 8 | UInt64($1) }
  }

  private static func bytes(of number: UInt64) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * $0)) }
  }
}
