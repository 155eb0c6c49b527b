/// What a body is: the type and subtype of `Content-Type`, in lower case, without parameters (RFC 9110 §8.3.1).
package struct MediaType: Sendable, Hashable, CustomStringConvertible {
  package let description: String

  /// Nil where the text is no media type.
  package init?(_ text: String) {
    let bytes = text.utf8.prefix { $0 != UInt8(ascii: ";") }
      .filter { $0 != 0x20 && $0 != 0x09 }
      .map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    let halves = bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard halves.count == 2, halves.allSatisfy({ Token.accepts($0.span) }) else { return nil }
    description = String(decoding: bytes, as: UTF8.self)
  }

  /// Whether it is JSON, or a format on top of it (`application/problem+json`, RFC 6839 §3.1).
  package var isJSON: Bool {
    description == "application/json" || description == "text/json"
      || description.hasSuffix("+json")
  }
}
