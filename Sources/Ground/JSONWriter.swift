extension JSON {
  /// This value as JSON text on one line, keys in their order.
  package var text: String { String(decoding: utf8, as: UTF8.self) }

  /// The same in UTF-8, for whoever sends it on: to make a string of it takes a fifth of all that it takes.
  package var utf8: [UInt8] {
    var writer = JSONWriter(indentation: nil)
    writer.write(self, level: 0)
    return writer.bytes
  }

  /// This value as JSON text for people: one member a line, two spaces a level, no final line end.
  package var prettyText: String {
    var writer = JSONWriter(indentation: 2)
    writer.write(self, level: 0)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}

private struct JSONWriter {
  let indentation: Int?
  var bytes: [UInt8] = []

  init(indentation: Int?) {
    self.indentation = indentation
    bytes.reserveCapacity(512)
  }

  mutating func write(_ value: JSON, level: Int) {
    switch value {
    case .null: append("null")
    case .bool(let value): append(value ? "true" : "false")
    case .integer(let value): append(String(value))
    case .double(let value): append(number(value))
    case .string(let value): write(value)
    case .array(let items):
      bytes.append(UInt8(ascii: "["))
      for (index, item) in items.enumerated() {
        separate(first: index == 0, level: level + 1)
        write(item, level: level + 1)
      }
      close("]", isEmpty: items.isEmpty, level: level)
    case .object(let object):
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in object.enumerated() {
        separate(first: index == 0, level: level + 1)
        write(member.key)
        bytes.append(UInt8(ascii: ":"))
        if indentation != nil { bytes.append(0x20) }
        write(member.value, level: level + 1)
      }
      close("}", isEmpty: object.count == 0, level: level)
    }
  }

  /// JSON has no word for infinity; such a value cannot come from the parser, and is written as null.
  private func number(_ value: Double) -> String {
    guard value.isFinite else { return "null" }
    if let whole = Int(exactly: value), abs(whole) < 1 << 53 {
      return value.sign == .minus && whole == 0 ? "-0.0" : "\(whole).0"
    }
    return "\(value)"
  }

  private mutating func write(_ string: String) {
    bytes.append(UInt8(ascii: "\""))
    // Nearly all stand as they are; to look at what has been copied is quicker than to look at the string.
    let start = bytes.count
    append(string)
    if let first = Self.escaped(in: bytes.span, from: start) { escape(from: first) }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Where the first byte is that cannot stand as it is.
  private static func escaped(in bytes: Span<UInt8>, from start: Int) -> Int? {
    var place = start
    while place < bytes.count {
      let byte = bytes[place]
      // Small letters first, as most are.
      let isPlain =
        byte > UInt8(ascii: "\\")
        ? byte != 0x7F : byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
      if !isPlain { return place }
      place += 1
    }
    return nil
  }

  /// Writes again what stands from `first` on; what needs no escape is copied in one go.
  private mutating func escape(from first: Int) {
    let rest = Array(bytes[first...])
    bytes.removeLast(rest.count)
    var next = 0
    while let place = Self.escaped(in: rest.span, from: next) {
      bytes.append(contentsOf: rest[next..<place])
      escape(rest[place])
      next = place + 1
    }
    bytes.append(contentsOf: rest[next...])
  }

  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): append("\\\"")
    case UInt8(ascii: "\\"): append("\\\\")
    case 0x0A: append("\\n")
    case 0x0D: append("\\r")
    case 0x09: append("\\t")
    default:
      append("\\u00")
      append(byte < 16 ? "0" : "")
      append(String(byte, radix: 16))
    }
  }

  private mutating func separate(first: Bool, level: Int) {
    if !first { bytes.append(UInt8(ascii: ",")) }
    breakLine(level: level)
  }

  private mutating func close(_ bracket: Unicode.Scalar, isEmpty: Bool, level: Int) {
    if !isEmpty { breakLine(level: level) }
    bytes.append(UInt8(ascii: bracket))
  }

  private mutating func breakLine(level: Int) {
    guard let indentation else { return }
    append("\n")
    bytes.append(contentsOf: repeatElement(0x20, count: indentation * level))
  }

  private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }
}
