package import Ground

/// What `settings.json` beside the content says: who may do what, and how sure Rakel must be.
package struct ContentSettings: Sendable, Hashable {
  /// The municipalities served, in lower case.
  package var municipalities: [String] = []
  /// The roles that may use an intent; an intent that is not named is for everybody who may use Rakel.
  package var access: [String: Set<String>] = [:]
  /// The intents that are only politeness: beside a real need in one message, they are passed over.
  package var smallTalk: Set<String> = []
  /// The labels of what is outside that count whatever was asked: somebody in distress is heard before any flow.
  package var urgent: Set<String> = []
  package var thresholds = Thresholds()
  /// When the municipalities are open, as it is written; nil where it is not.
  ///
  /// Nothing that understands messages needs to know what it says; `rakel check` reads it.
  package var workingTime: JSON?
  /// Whom flows may reach outside, as it is written; nil where it is not.
  package var outside: JSON?

  package init() {}

  /// Reads the settings; what is unknown or of the wrong type is refused by name.
  package init(parsing text: String, file: String) throws(Diagnostic) {
    let json: JSON
    do { json = try JSON(parsing: text) } catch {
      throw Diagnostic(
        .error,
        "settings.json",
        file: file,
        line: error.line,
        column: error.column,
        error.message
      )
    }
    func fault(_ message: String) -> Diagnostic {
      Diagnostic(.error, "settings.value", file: file, line: 1, message)
    }
    func strings(_ json: JSON, _ name: String) throws(Diagnostic) -> [String] {
      let items = json.array?.compactMap(\.string)
      guard let items, items.count == json.array?.count else {
        throw fault("'\(name)' must be a list of strings")
      }
      return items
    }
    guard let object = json.object else { throw fault("the settings must be an object") }
    for (key, value) in object {
      switch key {
      case "municipalities": municipalities = try strings(value, key).map { $0.lowercased() }
      case "smallTalk": smallTalk = Set(try strings(value, key))
      case "urgent": urgent = Set(try strings(value, key))
      case "access":
        guard let rules = value.object else { throw fault("'access' must be an object") }
        for (intent, roles) in rules {
          access[intent] = Set(try strings(roles, "access.\(intent)"))
        }
      case "thresholds":
        for (name, number) in value.object ?? JSONObject() {
          guard let number = number.double, (0...1).contains(number), thresholds.set(name, number)
          else {
            throw fault("'thresholds.\(name)' must be 'act' or 'offer', a number from 0 to 1")
          }
        }
      case "workingTime": workingTime = value
      case "outside": outside = value
      default:
        throw fault(
          "unknown setting '\(key)'; known are municipalities, access, smallTalk, urgent, "
            + "thresholds, workingTime, outside"
        )
      }
    }
  }
}

/// How sure Rakel must be to act, and to ask.
package struct Thresholds: Sendable, Hashable {
  /// A best candidate below this confidence is not acted on, from 0 to 1.
  package var act = 0.5
  /// A candidate below this confidence is not even offered as a choice, from 0 to 1.
  package var offer = 0.15

  package init() {}

  mutating func set(_ name: String, _ value: Double) -> Bool {
    switch name {
    case "act": act = value
    case "offer": offer = value
    default: return false
    }
    return true
  }
}
