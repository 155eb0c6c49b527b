/// An object's or a tenant's id in Microsoft Entra: a GUID, in one spelling only (RFC 9562 §4).
///
/// Entra writes nothing else, so nothing else is read: no braces, no hyphens left out.
package struct EntraID: Sendable, Hashable, CustomStringConvertible {
  /// In lower case, `0a1b2c3d-…`.
  package let description: String

  /// Nil where the text is anything but `8-4-4-4-12` hexadecimal digits; case does not matter.
  package init?(_ text: some StringProtocol) {
    let groups = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard text.utf8.count == 36, groups.map(\.count) == [8, 4, 4, 4, 12],
      groups.allSatisfy({ $0.allSatisfy(Self.isHexDigit) })
    else { return nil }
    description = text.lowercased()
  }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "A")...UInt8(ascii: "F"):
      true
    default: false
    }
  }
}
