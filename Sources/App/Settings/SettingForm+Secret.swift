internal import Ground

extension SettingForm where Value == SecretPlace? {
  /// A secret itself.
  static let secret = SettingForm(
    expects: "a text",
    isSecret: true,
    read: { input in
      guard let text = input.value.string, !text.isEmpty else { return nil }
      return .some(.value(Secret(text)))
    },
    json: { shown($0) }
  )

  /// The file that a secret lies in.
  static let secretFile = SettingForm(
    expects: "a path",
    read: { input in SettingForm<String>.path.read(input).map { .some(.file(path: $0)) } },
    json: { place in if case .file(let path) = place { .string(path) } else { .null } }
  )

  /// Several secrets by name: an object, or text as ``NamedSecrets`` reads it.
  static let namedSecrets = SettingForm(
    expects: "an object of name → key, or name=key with commas between",
    isSecret: true,
    read: { input in
      guard let text = input.isText ? input.value.string : NamedSecrets.text(of: input.value),
        NamedSecrets(parsing: Secret(text)) != nil
      else { return nil }
      return .some(.value(Secret(text)))
    },
    json: { shown($0) }
  )

  private static func shown(_ place: SecretPlace?) -> JSON {
    if case .value = place { .string("\(Secret(""))") } else { .null }
  }
}

/// Secrets by name, as `name=secret` on lines of their own, or with commas between.
struct NamedSecrets: Sendable {
  /// In the order in which they were written.
  private(set) var all: [(name: String, secret: Secret)] = []

  /// Nil where a name is empty or stands twice, where there is no `=`, or nothing after it.
  init?(parsing secret: Secret) {
    var seen: Set<String> = []
    for part in secret.reveal().split(whereSeparator: { $0 == "," || $0.isNewline }) {
      let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard sides.count == 2 else { return nil }
      let (name, key) = (Self.trimmed(sides[0]), Self.trimmed(sides[1]))
      guard !name.isEmpty, !key.isEmpty, seen.insert(name).inserted else { return nil }
      all.append((name, Secret(key)))
    }
  }

  /// An object of `server.json` in the same form; nil where it is none, or a name or secret breaks out of it.
  static func text(of json: JSON) -> String? {
    guard let object = json.object else { return nil }
    var lines: [String] = []
    for (name, value) in object {
      guard let key = value.string, !key.contains(where: { $0 == "," || $0.isNewline }),
        !name.contains(where: { $0 == "=" || $0 == "," || $0.isNewline })
      else { return nil }
      lines.append("\(name)=\(key)")
    }
    return lines.joined(separator: "\n")
  }

  private static func trimmed(_ text: Substring) -> String {
    text.trimmingPrefix(while: \.isWhitespace).reversedTrim
  }
}

extension Substring {
  fileprivate var reversedTrim: String {
    var text = self
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
