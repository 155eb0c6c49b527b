/// The elements and texts of an XML document, one after the other; enough for what Excel writes.
///
/// Document types, and with them entities of their own, are refused.
struct XMLTokens {
  enum Token: Hashable {
    /// Without the prefix of its namespace.
    case start(String, attributes: [String: String])
    case end(String)
    case text(String)
  }

  private let bytes: [UInt8]
  private let file: String
  private var position = 0
  /// The end of an element that closes itself.
  private var pendingEnd: String?

  init(_ bytes: [UInt8], file: String) {
    self.bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    self.file = file
  }

  /// The next token; nil at the end.
  mutating func next() throws(ImportError) -> Token? {
    if let name = pendingEnd {
      pendingEnd = nil
      return .end(name)
    }
    guard position < bytes.count else { return nil }
    guard bytes[position] == UInt8(ascii: "<") else {
      let end = bytes[position...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.endIndex
      defer { position = end }
      return .text(try text(bytes[position..<end]))
    }
    if bytes[position...].starts(with: "<!--".utf8) {
      position = try end(of: "-->")
      return try next()
    }
    if bytes[position...].starts(with: "<?".utf8) {
      position = try end(of: "?>")
      return try next()
    }
    if bytes[position...].starts(with: "<![CDATA[".utf8) {
      let start = position + 9
      position = try end(of: "]]>")
      return .text(String(decoding: bytes[start..<(position - 3)], as: UTF8.self))
    }
    if bytes[position...].starts(with: "<!".utf8) { throw fault("declares a document type") }
    return try tag()
  }

  private mutating func tag() throws(ImportError) -> Token {
    let start = position + 1
    guard let end = tagEnd(from: start) else { throw fault("has a tag without an end") }
    position = end + 1
    if start < end, bytes[start] == UInt8(ascii: "/") {
      return .end(local(bytes[(start + 1)..<end]))
    }
    let closes = end > start && bytes[end - 1] == UInt8(ascii: "/")
    let inside = bytes[start..<(closes ? end - 1 : end)]
    let nameEnd = inside.firstIndex(where: Self.isBlank) ?? inside.endIndex
    let name = local(inside[..<nameEnd])
    if closes { pendingEnd = name }
    return .start(name, attributes: try attributes(inside[nameEnd...]))
  }

  /// The `>` of a tag, which may also stand in its attributes' values.
  private func tagEnd(from start: Int) -> Int? {
    var quote: UInt8?
    for index in start..<bytes.count {
      let byte = bytes[index]
      if byte == quote {
        quote = nil
      } else if quote == nil && (byte == 0x22 || byte == 0x27) {
        quote = byte
      } else if quote == nil && byte == UInt8(ascii: ">") {
        return index
      }
    }
    return nil
  }

  private func attributes(_ raw: ArraySlice<UInt8>) throws(ImportError) -> [String: String] {
    var attributes: [String: String] = [:]
    var rest = raw.drop(while: Self.isBlank)
    while let equals = rest.firstIndex(of: UInt8(ascii: "=")) {
      let name = rest[..<equals]
      rest = rest[(equals + 1)...].drop(while: Self.isBlank)
      guard let quote = rest.first, quote == 0x22 || quote == 0x27,
        let close = rest.dropFirst().firstIndex(of: quote)
      else { throw fault("has an attribute without quotation marks") }
      let value = try text(rest[(rest.startIndex + 1)..<close])
      attributes[local(name.prefix { !Self.isBlank($0) })] = value
      rest = rest[(close + 1)...].drop(while: Self.isBlank)
    }
    return attributes
  }

  /// A text with its references resolved.
  private func text(_ raw: ArraySlice<UInt8>) throws(ImportError) -> String {
    guard raw.contains(UInt8(ascii: "&")) else { return String(decoding: raw, as: UTF8.self) }
    var text: [UInt8] = []
    var rest = raw
    while let mark = rest.firstIndex(of: UInt8(ascii: "&")) {
      text += rest[..<mark]
      guard let end = rest[mark...].prefix(12).firstIndex(of: UInt8(ascii: ";")) else {
        throw fault("has '&' without ';'")
      }
      let name = String(decoding: rest[(mark + 1)..<end], as: UTF8.self)
      guard let character = Self.character(name) else { throw fault("has an unknown reference") }
      text += Array(String(character).utf8)
      rest = rest[(end + 1)...]
    }
    return String(decoding: text + rest, as: UTF8.self)
  }

  private static func character(_ name: String) -> Character? {
    switch name {
    case "lt": return "<"
    case "gt": return ">"
    case "amp": return "&"
    case "quot": return "\""
    case "apos": return "'"
    default:
      guard name.hasPrefix("#") else { return nil }
      let isHex = name.hasPrefix("#x")
      let number = UInt32(name.dropFirst(isHex ? 2 : 1), radix: isHex ? 16 : 10)
      return number.flatMap { $0 == 0 ? nil : Unicode.Scalar($0) }.map(Character.init)
    }
  }

  /// A name without the prefix of its namespace.
  private func local(_ name: ArraySlice<UInt8>) -> String {
    let trimmed = name.prefix { !Self.isBlank($0) }
    let colon = trimmed.lastIndex(of: UInt8(ascii: ":")).map { $0 + 1 } ?? trimmed.startIndex
    return String(decoding: trimmed[colon...], as: UTF8.self)
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }

  private func end(of mark: String) throws(ImportError) -> Int {
    let pattern = Array(mark.utf8)
    var index = position
    while index + pattern.count <= bytes.count {
      if bytes[index] == pattern[0], bytes[index...].starts(with: pattern) {
        return index + pattern.count
      }
      index += 1
    }
    throw fault("has a part without an end")
  }

  private func fault(_ message: String) -> ImportError {
    let line = bytes[..<min(position, bytes.count)].count { $0 == 0x0A } + 1
    return ImportError(file: file, "is a workbook whose XML \(message) (line \(line) of a part)")
  }
}
