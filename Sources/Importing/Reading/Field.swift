internal import Ground

/// A value in a JSON export together with the way to it, so that what is wrong with it can be said.
///
/// A missing member is null, and null is an empty array, an empty object and no text: real exports leave out
/// what they do not use. A member is found whatever its case, as QnA Maker itself writes `qnaId` and `QnaId`.
struct Field {
  private let value: JSON
  private let file: String
  private let path: Path

  private indirect enum Path {
    case root
    case member(Path, String)
    case item(Path, Int)

    var description: String {
      switch self {
      case .root: ""
      case .member(.root, let key): key
      case .member(let parent, let key): "\(parent.description).\(key)"
      case .item(let parent, let index): "\(parent.description)[\(index)]"
      }
    }
  }

  private init(_ value: JSON, file: String, path: Path) {
    self.value = value
    self.file = file
    self.path = path
  }

  init(root value: JSON, file: String) { self.init(value, file: file, path: .root) }

  /// How messages name it: `utterances[3].text`.
  var name: String { path.description }

  var fileName: String { file }
  var isNull: Bool { value == .null }
  var isText: Bool { value.string != nil }
  var isArray: Bool { value.array != nil }
  var isObject: Bool { value.object != nil }

  func error(_ message: String) -> ImportError {
    ImportError(file: file, name.isEmpty ? message : "\(name): \(message)")
  }

  /// The first of these members that is there and not null; else null.
  func member(_ names: String...) throws(ImportError) -> Field {
    guard case .object(let object) = value else {
      guard isNull else { throw error("expected an object, found \(value.kind)") }
      return Field(.null, file: file, path: .member(path, names[0]))
    }
    for name in names {
      let key =
        object[name] == nil ? object.keys.first { $0.lowercased() == name.lowercased() } : name
      if let key, let member = object[key], member != .null {
        return Field(member, file: file, path: .member(path, key))
      }
    }
    return Field(.null, file: file, path: .member(path, names[0]))
  }

  /// The keys of an object, in order.
  var keys: [String] { value.object?.keys ?? [] }

  /// The items of an array; none where it is null or, as some tools write an empty one, an empty string.
  func items() throws(ImportError) -> [Field] {
    if isNull || value.string == "" { return [] }
    guard let items = value.array else { throw error("expected an array, found \(value.kind)") }
    return items.enumerated().map { Field($1, file: file, path: .item(path, $0)) }
  }

  /// The text of a string or of a number; nil where it is null.
  func text() throws(ImportError) -> String? {
    switch value {
    case .null: return nil
    case .string(let text):
      guard !text.utf8.contains(0) else { throw error("holds a NUL character") }
      return text
    case .integer(let number): return String(number)
    case .double(let number): return "\(number)"
    default: throw error("expected a text, found \(value.kind)")
    }
  }

  /// The text of whatever stands alone, also of a boolean; nil where it is null.
  func anyText() throws(ImportError) -> String? {
    if let flag = value.bool { return flag ? "true" : "false" }
    return try text()
  }

  /// The text that must be there.
  func requiredText() throws(ImportError) -> String {
    guard let text = try text() else { throw error("is missing") }
    return text
  }

  /// The whole number that must be there, also one written as text.
  func requiredInteger() throws(ImportError) -> Int {
    guard !isNull else { throw error("is missing") }
    guard let number = value.int ?? value.string.flatMap(Int.init) else {
      throw error("expected a whole number, found \(value.kind)")
    }
    return number
  }

  /// The truth of a boolean, also one written as text or 0 and 1; nil where it is null.
  func flag() throws(ImportError) -> Bool? {
    switch value {
    case .null: return nil
    case .bool(let flag): return flag
    case .integer(0), .integer(1): return value == .integer(1)
    case .string(let text):
      switch text.lowercased() {
      case "": return nil
      case "true", "1": return true
      case "false", "0": return false
      default: throw error("expected true or false")
      }
    default: throw error("expected true or false, found \(value.kind)")
    }
  }
}

extension JSON {
  /// What it is, for a message.
  var kind: String {
    switch self {
    case .null: "null"
    case .bool: "a boolean"
    case .integer, .double: "a number"
    case .string: "a text"
    case .array: "an array"
    case .object: "an object"
    }
  }
}
