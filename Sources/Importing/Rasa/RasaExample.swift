internal import Ground

/// One example of Rasa's training data: `to [Oslo](city)`, `to [Oslo]{"entity": "city", "role": "to"}`.
struct RasaExample {
  /// A labelled stretch.
  struct Label {
    var entity: String
    var role: String?
    var group: String?
    /// What the stretch means, where that is not its text.
    var value: String?
    /// In the text without labels, in UTF-16 code units.
    var range: Range<Int>
  }

  /// Why a text cannot be read.
  struct Fault: Error {
    var message: String
  }

  /// Without the labels.
  private(set) var text = ""
  private(set) var labels: [Label] = []

  init(_ line: String) throws(Fault) {
    var rest = line[...]
    while let open = rest.firstIndex(of: "[") {
      text += rest[..<open]
      let inside = rest[rest.index(after: open)...]
      guard let close = inside.firstIndex(of: "]"), close > inside.startIndex,
        let (found, end) = try Self.label(inside[inside.index(after: close)...])
      else {
        text += "["
        rest = inside
        continue
      }
      let value = String(inside[..<close])
      let start = text.utf16.count
      text += value
      for var label in found {
        label.range = start..<text.utf16.count
        if label.value == value { label.value = nil }
        labels.append(label)
      }
      rest = rest[end...]
    }
    text += rest
  }

  /// What follows a stretch's bracket and where it ends; nil where it is no label.
  private static func label(
    _ rest: Substring
  ) throws(Fault) -> (labels: [Label], end: Substring.Index)? {
    switch rest.first {
    case "(":
      guard let close = rest.firstIndex(of: ")") else { return nil }
      let parts = rest[rest.index(after: rest.startIndex)..<close]
        .split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard let entity = parts.first, !entity.isEmpty else { return nil }
      let value = parts.count > 1 && !parts[1].isEmpty ? parts[1] : nil
      return ([Label(entity: entity, value: value, range: 0..<0)], rest.index(after: close))
    case "{":
      guard let close = rest.firstIndex(of: "}") else { return nil }
      let end = rest.index(after: close)
      return ([try dictionary(rest[..<end])], end)
    case "[":
      let after = rest.dropFirst().drop(while: \.isWhitespace)
      guard after.first == "{", let close = rest.firstIndex(of: "]") else { return nil }
      let end = rest.index(after: close)
      return (try dictionaries(rest[..<end]), end)
    default: return nil
    }
  }

  private static func dictionaries(_ text: Substring) throws(Fault) -> [Label] {
    guard let items = try json(text).array else { throw Fault(message: "a label that is no list") }
    var labels: [Label] = []
    for item in items { labels.append(try label(item)) }
    return labels
  }

  private static func dictionary(_ text: Substring) throws(Fault) -> Label {
    try label(try json(text))
  }

  private static func json(_ text: Substring) throws(Fault) -> JSON {
    do {
      return try JSON(parsing: String(text), maximumDepth: 8)
    } catch {
      throw Fault(message: "a label that is not valid JSON: \(error.message)")
    }
  }

  private static func label(_ json: JSON) throws(Fault) -> Label {
    guard let entity = json["entity"]?.string, !entity.isEmpty else {
      throw Fault(message: "a label that names no entity")
    }
    let value: String? =
      switch json["value"] {
      case .string(let text)?: text
      case .integer(let number)?: String(number)
      default: nil
      }
    return Label(
      entity: entity,
      role: json["role"]?.string,
      group: json["group"]?.string,
      value: value,
      range: 0..<0
    )
  }
}
