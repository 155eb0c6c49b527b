internal import HTTP

/// Where a list that is read goes on, or what has changed since: to be kept as text and taken up later.
///
/// Only a path and a query below Graph's root: wherever an answer says that the next page is, the token goes to Graph alone.
package struct GraphCursor: Sendable, Hashable {
  /// As it is kept.
  package let text: String

  /// Nil where the text is no place in Graph.
  package init?(_ text: String) {
    let path = text.prefix { $0 != "?" }
    guard text.hasPrefix(GraphResource.root), text.utf8.count <= WebAddress.mostBytes,
      !path.lowercased().contains("%2e"),
      path.split(separator: "/").allSatisfy({ $0 != "." && $0 != ".." })
    else { return nil }
    self.text = text
  }

  /// Reads the address of a next page; nil where it leads to anybody but that origin.
  init?(_ link: String, from origin: Origin) {
    guard let address = WebAddress(Self.escaped(link)), address.origin == origin else { return nil }
    self.init(address.target)
  }

  /// Graph leaves some characters in queries as they are that no address may hold.
  private static func escaped(_ link: String) -> String {
    guard link.utf8.count <= WebAddress.mostBytes, let query = link.firstIndex(of: "?") else {
      return link
    }
    let tail = link[query...].utf8.map { byte in
      switch byte {
      case 0x20, 0x80...0xFF, UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"),
        UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "^"), UInt8(ascii: "`"),
        UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: "}"):
        "%" + String(byte, radix: 16, uppercase: true)
      default: String(UnicodeScalar(byte))
      }
    }
    return link[..<query] + tail.joined()
  }
}
