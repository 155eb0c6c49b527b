/// A JSON text as it was written: every value and every key with its place, repeated keys included.
///
/// Checkers read this where ``JSON`` alone could not say where a fault is; ``JSON`` keeps only the last of
/// two members with the same key.
package struct JSONMap: Sendable {
  /// Where something begins in the text.
  package struct Place: Sendable, Hashable {
    /// The line, from 1.
    package var line: Int
    /// The column in UTF-16 code units, from 1.
    package var column: Int

    package init(line: Int, column: Int) {
      self.line = line
      self.column = column
    }
  }

  /// One member of an object.
  package struct Member: Sendable {
    package let key: String
    /// Where the key's opening quote is.
    package let place: Place
    package let value: JSONMap
  }

  /// The value itself.
  package let value: JSON
  /// Where it begins.
  package let place: Place
  /// The offset of its first byte.
  let offset: Int
  /// The members of an object in the order of the text, repeated ones too; else empty.
  package let members: [Member]
  /// The items of an array, else empty.
  package let items: [JSONMap]

  /// Reads one JSON text, as strictly as ``JSON/init(parsing:maximumDepth:)-([UInt8],_)``.
  package init(parsing text: String, maximumDepth: Int = 512) throws(JSONError) {
    var reader = JSONMapReader(bytes: Array(text.utf8), maximumDepth: maximumDepth)
    self = try reader.map()
  }

  /// A value that was never a text: everything is said to stand where one begins.
  ///
  /// - Returns: nil where arrays and objects nest deeper than `maximumDepth`.
  package init?(_ value: JSON, maximumDepth: Int = 512) {
    guard maximumDepth >= 0 else { return nil }
    let beginning = Place(line: 1, column: 1)
    var (members, items): ([Member], [JSONMap]) = ([], [])
    switch value {
    case .object(let object):
      members.reserveCapacity(object.count)
      for (key, value) in object {
        guard let map = JSONMap(value, maximumDepth: maximumDepth - 1) else { return nil }
        members.append(Member(key: key, place: beginning, value: map))
      }
    case .array(let array):
      items.reserveCapacity(array.count)
      for item in array {
        guard let map = JSONMap(item, maximumDepth: maximumDepth - 1) else { return nil }
        items.append(map)
      }
    default: break
    }
    self.init(value, at: beginning, offset: 0, members: members, items: items)
  }

  init(_ value: JSON, at place: Place, offset: Int, members: [Member] = [], items: [JSONMap] = []) {
    self.value = value
    self.place = place
    self.offset = offset
    self.members = members
    self.items = items
  }

  /// The value that counts for `key`: the last one, as ``JSON`` has it.
  package subscript(key: String) -> JSONMap? { members.last { $0.key == key }?.value }

  /// Where a code unit of a string's value stands in the text, escapes counted as they are written.
  ///
  /// - Parameters:
  ///   - unit: The offset in the value, in UTF-16 code units from 0.
  ///   - text: The bytes that were read.
  /// - Returns: The closing quote where there are fewer units; the value's own place where it is no string.
  package func place(ofUnit unit: Int, in text: [UInt8]) -> Place {
    guard value.string != nil else { return place }
    var place = Place(line: place.line, column: place.column + 1)
    var position = offset + 1
    var units = 0
    while units < unit, position < text.count, text[position] != UInt8(ascii: "\"") {
      switch text[position] {
      case UInt8(ascii: "\\"):
        let length = position + 1 < text.count && text[position + 1] == UInt8(ascii: "u") ? 6 : 2
        position += length
        place.column += length
        units += 1
      case let byte:
        // Only lead bytes count; four-byte sequences are two units.
        position += 1
        let width = byte & 0xC0 == 0x80 ? 0 : byte >= 0xF0 ? 2 : 1
        place.column += width
        units += width
      }
    }
    return place
  }
}

extension JSONError {
  /// Where the offending byte stands in `text`, which is the text that was read.
  package func place(in text: String) -> JSONMap.Place {
    var cursor = PlaceCursor()
    return cursor.place(of: offset, in: Array(text.utf8))
  }
}

/// Reads values as ``JSONParser`` does and notes where they begin.
private struct JSONMapReader {
  var parser: JSONParser
  var cursor = PlaceCursor()

  init(bytes: [UInt8], maximumDepth: Int) {
    parser = JSONParser(bytes: bytes, maximumDepth: maximumDepth)
  }

  mutating func map() throws(JSONError) -> JSONMap {
    parser.skipBlanks()
    let map = try value(depth: 0)
    parser.skipBlanks()
    guard parser.peek == nil else { throw parser.fault("unexpected text after the value") }
    return map
  }

  private mutating func value(depth: Int) throws(JSONError) -> JSONMap {
    let offset = parser.position
    let place = cursor.place(of: offset, in: parser.bytes)
    switch parser.peek {
    case UInt8(ascii: "{"):
      let members = try members(depth: depth)
      var object = JSONObject()
      for member in members { object[member.key] = member.value.value }
      return JSONMap(.object(object), at: place, offset: offset, members: members)
    case UInt8(ascii: "["):
      let items = try items(depth: depth)
      return JSONMap(.array(items.map(\.value)), at: place, offset: offset, items: items)
    default: return JSONMap(try parser.value(depth: depth), at: place, offset: offset)
    }
  }

  private mutating func members(depth: Int) throws(JSONError) -> [JSONMap.Member] {
    var members: [JSONMap.Member] = []
    try parser.bound(depth)
    _ = parser.take("{")
    parser.skipBlanks()
    if parser.take("}") { return members }
    while true {
      parser.skipBlanks()
      let place = cursor.place(of: parser.position, in: parser.bytes)
      let key = try parser.key()
      members.append(
        JSONMap.Member(key: key, place: place, value: try value(depth: depth + 1))
      )
      parser.skipBlanks()
      if parser.take("}") { return members }
      guard parser.take(",") else { throw parser.fault("expected ',' or '}'") }
    }
  }

  private mutating func items(depth: Int) throws(JSONError) -> [JSONMap] {
    var items: [JSONMap] = []
    try parser.bound(depth)
    _ = parser.take("[")
    parser.skipBlanks()
    if parser.take("]") { return items }
    while true {
      parser.skipBlanks()
      items.append(try value(depth: depth + 1))
      parser.skipBlanks()
      if parser.take("]") { return items }
      guard parser.take(",") else { throw parser.fault("expected ',' or ']'") }
    }
  }
}

/// Turns ascending byte offsets into lines and columns, in one pass over the text.
private struct PlaceCursor {
  private var position = 0
  private var line = 1
  private var column = 1

  /// The place of the byte at `offset`, which must not be before the last one asked for.
  mutating func place(of offset: Int, in bytes: [UInt8]) -> JSONMap.Place {
    while position < min(offset, bytes.count) {
      let byte = bytes[position]
      position += 1
      if byte == 0x0A {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        // A lead byte: four-byte sequences are two UTF-16 code units.
        column += byte >= 0xF0 ? 2 : 1
      }
    }
    return JSONMap.Place(line: line, column: column)
  }
}
