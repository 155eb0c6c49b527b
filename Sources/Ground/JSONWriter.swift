extension JSON {
  /// This value as JSON text on one line, keys in their order.
  package var text: String {
    var writer = JSONWriter(indentation: nil)
    writer.write(self, level: 0)
    return String(decoding: writer.bytes, as: UTF8.self)
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

  init(indentation: Int?) { self.indentation = indentation }

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
    if isEscaped(from: start) {
      bytes.removeSubrange(start...)
      escape(string)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private func isEscaped(from start: Int) -> Bool {
    var index = start
    while index < bytes.count {
      switch bytes[index] {
      case 0..<0x20, UInt8(ascii: "\""), UInt8(ascii: "\\"), 0x7F: return true
      default: index += 1
      }
    }
    return false
  }

  private mutating func escape(_ string: String) {
    for byte in string.utf8 {
      switch byte {
      case UInt8(ascii: "\""): append("\\\"")
      case UInt8(ascii: "\\"): append("\\\\")
      case 0x0A: append("\\n")
      case 0x0D: append("\\r")
      case 0x09: append("\\t")
      case 0..<0x20, 0x7F:
        append("\\u00")
        append(byte < 16 ? "0" : "")
        append(String(byte, radix: 16))
      default: bytes.append(byte)
      }
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
