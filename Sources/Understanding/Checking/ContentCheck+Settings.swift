internal import Authoring
internal import Foundation
internal import Ground

extension ContentCheck {
  /// Names in the settings that nothing has, and lists that steer a conversation and are missing.
  var settings: [Diagnostic] { access + smallTalk + steering + municipalities }

  private var access: [Diagnostic] {
    let names = Set(content.intents.map(\.name))
    let known = surroundings.roles.sorted().joined(separator: ", ")
    return content.settings.access.flatMap { intent, roles in
      let place = place(of: intent, in: "access")
      var found: [Diagnostic] = []
      if !names.contains(intent) {
        found.append(
          Diagnostic(
            .error,
            "access-intent",
            at: place,
            "the rule is for \(intent.quoted), an intent that does not exist",
            hint: "correct the name: until then the intent it was meant for is open to everybody"
          )
        )
      }
      for role in roles.subtracting(surroundings.roles).sorted() {
        found.append(
          Diagnostic(
            .error,
            "access-role",
            at: place,
            "\(intent.quoted) is for the role \(role.quoted), which nobody has",
            hint: "the roles are \(known)"
          )
        )
      }
      return found
    }
  }

  private var smallTalk: [Diagnostic] {
    unknown(content.settings.smallTalk, in: "smallTalk", code: "small-talk")
      + unknown(content.settings.urgent, in: "urgent", code: "urgent")
  }

  /// Names in a setting that are neither an intent nor a label of what is outside.
  private func unknown(_ listed: Set<String>, in setting: String, code: String) -> [Diagnostic] {
    let names = Set(content.intents.map(\.name))
    return listed.filter { !names.contains($0) }.sorted().map { name in
      Diagnostic(
        .warning,
        code,
        at: place(of: name, in: setting),
        "\(name.quoted) is no intent",
        hint: "correct the name, or take it away"
      )
    }
  }

  /// The list entities that steer a conversation.
  private static let steeringLists = ["ja", "nei", "avbryt", "korreksjon"]

  private var steering: [Diagnostic] {
    Self.steeringLists.filter { content.listValues(of: $0).isEmpty }.map { name in
      let known = content.entities.first { $0.name == name }
      return Diagnostic(
        .warning,
        "steering-list",
        at: known?.place ?? Place(file: "intents/samtale.lu", line: 1),
        "there is no list '\(name)': Rakel does not understand that move in a conversation",
        hint: "write '@ list \(name) =' with the words for it"
      )
    }
  }

  /// Municipalities that the messages may name but the settings do not have, or the other way round.
  private var municipalities: [Diagnostic] {
    let values = content.listValues(of: Variant.FilterKey.municipality.rawValue)
    guard !values.isEmpty else { return [] }
    let named = Set(values.map { $0.canonical.lowercased() })
    let served = Set(content.settings.municipalities)
    return values.filter { !served.contains($0.canonical.lowercased()) }.map { value in
      Diagnostic(
        .warning,
        "municipality-list",
        at: value.place,
        "the municipality \(value.canonical.quoted) is not in settings.json",
        hint: "add it to 'municipalities' there, or take it away here"
      )
    }
      + served.subtracting(named).sorted().map { name in
        Diagnostic(
          .warning,
          "municipality-list",
          at: place(of: name, in: "municipalities"),
          "the list 'kommune' lacks \(name.quoted): no message can name it",
          hint: "add it to the list"
        )
      }
  }

  /// Where the settings name something; the beginning of the file where they write it in another way.
  private func place(of name: String, in section: String) -> Place {
    let text = authored.settings
    let start = text.range(of: "\"\(section)\"")?.upperBound ?? text.startIndex
    guard
      let found = text.range(
        of: "\"\(name)\"",
        options: .caseInsensitive,
        range: start..<text.endIndex
      )
    else { return Place(file: Content.File.settings, line: 1) }
    let before = text[..<found.lowerBound]
    let line = before.lastIndex(of: "\n").map { text.index(after: $0) } ?? text.startIndex
    return Place(
      file: Content.File.settings,
      line: before.count { $0.isNewline } + 1,
      column: text[line..<found.lowerBound].utf16.count + 1
    )
  }
}
