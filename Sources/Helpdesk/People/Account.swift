package import Foundation
package import Ground
package import People
internal import WorkingTime

/// An account of the tenant: of what Microsoft Graph says, only what rules look at.
package struct Account: Sendable, Hashable {
  package let entra: EntraID
  package private(set) var words: [AccountWord: String] = [:]
  /// Whether it can be signed in to; nil where Graph does not say.
  package private(set) var isEnabled: Bool?
  /// `Member` or `Guest`, as Graph has it; nil where it does not say.
  package private(set) var kind: String?
  /// When its person leaves, or has left.
  package private(set) var leaves: Date?

  /// The names of what is asked of every account whatever the rules.
  package static let properties = ["id", "accountEnabled", "userType"]
  /// The name of when somebody leaves.
  package static let leaving = "employeeLeaveDateTime"
  static let extensions = "onPremisesExtensionAttributes"

  /// An account of which nothing is known yet.
  package init(_ entra: EntraID) { self.entra = entra }

  /// Whether Graph says that it belongs to somebody of the organisation; whoever was invited from elsewhere does not.
  package var isMember: Bool {
    kind == "Member" && words[.userPrincipalName]?.uppercased().contains("#EXT#") != true
  }

  /// Takes what Graph says of it: what it does not mention stays as it was, and what is null is gone.
  ///
  /// - Parameter wanted: the words to keep; no others are.
  package mutating func take(_ item: JSON, keeping wanted: [AccountWord]) {
    let extensions = item[Self.extensions]
    for word in wanted {
      let said: JSON? =
        if case .extensionAttribute = word {
          extensions == .null ? .null : extensions?[word.name]
        } else { item[word.name] }
      if let said { words[word] = Self.text(said) }
    }
    if let said = item["accountEnabled"] { isEnabled = said.bool }
    if let said = item["userType"] { kind = Self.text(said) }
    if let said = item[Self.leaving] { leaves = Self.moment(said) }
  }

  /// What is kept of texts: Graph has none of more than a thousand characters.
  private static func text(_ json: JSON) -> String? {
    guard let text = json.string?.line(boundedTo: 2_000), !text.isEmpty else { return nil }
    return text
  }

  /// The first and the last year there is stand for no moment.
  private static func moment(_ json: JSON) -> Date? {
    guard let text = json.string, !text.hasPrefix("0001-"), !text.hasPrefix("9999-") else {
      return nil
    }
    return RFC3339.moment(text)
  }
}

extension Account {
  /// Everything that is kept of it, by Graph's names.
  package var facts: [(name: String, value: String)] {
    (json.object ?? JSONObject()).map { name, value in
      if name == Self.leaving { return (name, leaves.map(RFC3339.text) ?? "") }
      return (name, value.string ?? value.text)
    }
  }

  /// As it is kept: by Graph's names, none below another.
  var json: JSON {
    var object = JSONObject()
    for word in AccountWord.all { object[word.name] = words[word].map(JSON.string) }
    object["accountEnabled"] = isEnabled.map(JSON.bool)
    object["userType"] = kind.map(JSON.string)
    object[Self.leaving] = leaves.map { .integer(Int($0.timeIntervalSince1970)) }
    return .object(object)
  }

  /// Reads what was kept.
  init(_ entra: EntraID, kept json: JSON) {
    self.init(entra)
    for (name, value) in json.object ?? JSONObject() {
      if let word = AccountWord(name) { words[word] = value.string }
    }
    isEnabled = json["accountEnabled"]?.bool
    kind = json["userType"]?.string
    leaves = json[Self.leaving]?.int.map { Date(timeIntervalSince1970: Double($0)) }
  }
}
