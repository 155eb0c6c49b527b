internal import Cards
internal import Flows
internal import Ground

/// The parameters of a task that asks or tells somebody something; a member that is null is not there.
struct PeopleParameters {
  /// A parameter is missing or is not what it has to be; the words are for the author of the flow.
  struct Fault: Error {
    let message: String

    init(_ message: String) { self.message = message }
  }

  /// The most characters of a text; Teams takes 80 KB in all.
  private static let longestText = 20_000

  let request: TaskRequest

  init(_ request: TaskRequest) { self.request = request }

  func value(_ name: String) -> JSON? {
    let value = request.parameters[name]
    return value == .null ? nil : value
  }

  /// The language of what is said: the parameter's, else the execution's, else Bokmål.
  var language: CardLanguage {
    let word = value("language")?.string ?? request.input["language"]?.string
    return word.flatMap(CardLanguage.init) ?? .nb
  }

  /// Whom it is for: `to`, as an id or an object with one, else whom the execution is about.
  func user() throws(Fault) -> String {
    guard let to = value("to") else {
      if let user = request.user, !user.isEmpty { return user }
      throw Fault("the execution is about nobody; say 'to' whom")
    }
    guard let id = to.string ?? to["id"]?.string, !id.isEmpty else {
      throw Fault("'to' must be the id of a user")
    }
    return id
  }

  /// A text in the language: a string, or an object of them by language.
  func text(_ name: String) throws(Fault) -> String {
    guard let value = value(name) else { throw Fault("'\(name)' is missing") }
    return try text(value, called: name)
  }

  /// The text that a value is in the language.
  func text(_ value: JSON, called name: String) throws(Fault) -> String {
    guard let text = LocalText.resolved(value, in: language).string else {
      throw Fault("'\(name)' must be a text, or texts by language: nb, nn, en")
    }
    guard text.contains(where: { !$0.isWhitespace }) else { throw Fault("'\(name)' is empty") }
    let bytes = text.utf8.count
    // Most are so short that their characters need not be told apart.
    guard
      bytes <= Self.longestText || bytes <= Self.longestText * 4 && text.count <= Self.longestText
    else {
      throw Fault("'\(name)' is longer than \(Self.longestText) characters")
    }
    return text
  }

  /// A word that machines read, nil where there is none.
  func word(_ name: String) throws(Fault) -> String? {
    guard let value = value(name) else { return nil }
    guard let word = value.string, !word.isEmpty else { throw Fault("'\(name)' must be a text") }
    return word
  }

  /// A whole number from 1, nil where there is none.
  func number(_ name: String) throws(Fault) -> Int? {
    guard let value = value(name) else { return nil }
    guard let number = value.int, number >= 1 else {
      throw Fault("'\(name)' must be a whole number from 1")
    }
    return number
  }
}

/// Texts that are there in several languages.
enum LocalText {
  /// The value with each object of texts by language (`nb`, `nn`, `en`) in it replaced by one of them: that of the
  /// language, else Bokmål, else the first.
  static func resolved(_ value: JSON, in language: CardLanguage) -> JSON {
    resolved(value, in: language, depth: 0)
  }

  private static func resolved(_ value: JSON, in language: CardLanguage, depth: Int) -> JSON {
    guard depth < 50 else { return value }
    switch value {
    case .array(let items):
      return .array(items.map { resolved($0, in: language, depth: depth + 1) })
    case .object(var object):
      let isLocal =
        object.count > 0
        && object.allSatisfy { CardLanguage(rawValue: $0.key) != nil && $0.value.string != nil }
      if isLocal {
        let first = object.keys.first.flatMap { object[$0] }
        return object[language.rawValue] ?? object["nb"] ?? first ?? .null
      }
      for (key, member) in object { object[key] = resolved(member, in: language, depth: depth + 1) }
      return .object(object)
    default: return value
    }
  }
}
