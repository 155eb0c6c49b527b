/// Where a request goes: an `http` or `https` address (RFC 9110 §4.2), read strictly.
///
/// Readers of addresses differ, and lists of allowed hosts are passed through the gaps between them. So there is one
/// spelling here, and nothing lenient: no user names (RFC 9110 §4.2.4), no backslashes, no blanks, no characters beyond
/// ASCII, and the client is given what was read, written anew.
package struct WebAddress: Sendable, Hashable, CustomStringConvertible {
  package let origin: Origin
  /// The path and the query, as they are sent (`origin-form`, RFC 9112 §3.2.1); begins with `/`.
  package let target: String

  /// An address is at most this long, in bytes (RFC 9110 §4.1 asks for 8,000 at least).
  package static let mostBytes = 8_192

  /// Nil where the target does not begin with `/` or holds what an address may not.
  package init?(_ origin: Origin, target: String) {
    guard target.utf8.first == UInt8(ascii: "/"), target.utf8.count <= Self.mostBytes,
      Self.isSound(target.utf8.span)
    else { return nil }
    self.origin = origin
    self.target = target
  }

  /// Reads an absolute address; its fragment, which is never sent, is left out.
  ///
  /// Nil where it cannot be read.
  package init?(_ text: String) {
    // Byte for byte: what joins one of these characters is not ASCII, and refused wherever it stands.
    guard text.utf8.count <= Self.mostBytes,
      let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")),
      let scheme = Origin.Scheme(rawValue: text[..<colon].lowercased()),
      text.utf8[colon...].starts(with: "://".utf8)
    else { return nil }
    let rest = Substring(text.utf8[colon...].dropFirst(3))
    let end =
      rest.utf8.firstIndex {
        $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#")
      } ?? rest.endIndex
    guard let origin = Self.origin(scheme, rest[..<end]) else { return nil }
    var target = String(rest[end...].prefix { $0 != "#" })
    if !target.hasPrefix("/") { target = "/" + target }
    self.init(origin, target: target)
  }

  /// The whole address.
  package var description: String { "\(origin)\(target)" }

  /// The path as it is written, without the query.
  package var path: String {
    target.utf8.contains(UInt8(ascii: "?")) ? String(target.prefix { $0 != "?" }) : target
  }

  /// The segments of the path, as they are written.
  package var pathSegments: [Substring] {
    path.utf8.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .map(Substring.init)
  }

  private static func origin(_ scheme: Origin.Scheme, _ authority: Substring) -> Origin? {
    // The colons inside the brackets of IPv6 are its own.
    let tail = authority.utf8.lastIndex(of: UInt8(ascii: "]")) ?? authority.startIndex
    guard let colon = authority.utf8[tail...].firstIndex(of: UInt8(ascii: ":")) else {
      return Host(authority).flatMap { Origin(scheme, $0) }
    }
    let digits = authority[authority.utf8.index(after: colon)...]
    guard let host = Host(authority[..<colon]), (1...5).contains(digits.utf8.count),
      digits.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return Int(digits).flatMap { Origin(scheme, host, port: $0) }
  }

  /// Whether nothing but what is allowed is in it, and every `%` begins two hexadecimal digits.
  private static func isSound(_ target: Span<UInt8>) -> Bool {
    // How many of the digits of an escape are still to come.
    var left = 0
    for place in target.indices {
      let byte = target[place]
      if left > 0 {
        guard isHexDigit(byte) else { return false }
        left -= 1
      } else if byte == UInt8(ascii: "%") {
        left = 2
      } else {
        guard isAllowed(byte) else { return false }
      }
    }
    return left == 0
  }

  /// `pchar`, `/` and `?` (RFC 3986 §3.3, §3.4).
  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "@")...UInt8(ascii: "Z"),
      UInt8(ascii: "&")...UInt8(ascii: ";"), UInt8(ascii: "!"), UInt8(ascii: "$"),
      UInt8(ascii: "="), UInt8(ascii: "?"), UInt8(ascii: "_"), UInt8(ascii: "~"):
      true
    default: false
    }
  }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
  }
}

extension String {
  /// The text as a part of an address that nothing in it can break out of: all but letters, digits and `-._~` as
  /// `%C3%A6` (RFC 3986 §2.1).
  package var percentEncoded: String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(utf8.count * 3)
    func digit(_ value: UInt8) -> UInt8 {
      value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") - 10 + value
    }
    let span = utf8.span
    for place in span.indices {
      let byte = span[place]
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        bytes.append(byte)
      default:
        bytes.append(UInt8(ascii: "%"))
        bytes.append(digit(byte >> 4))
        bytes.append(digit(byte & 15))
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
