internal import Ground

/// One setting of the server: a row of the one table, ``all``.
struct Setting: Sendable {
  /// As it stands in `server.json` and after `--`: `server.maxBodyBytes`.
  let key: String
  /// What it is for, in one line.
  let summary: String
  /// What it may hold: "a whole number from 0 to 65535".
  let expects: String
  /// Whether it holds a secret, which no command line and no output may.
  let isSecret: Bool
  /// The key of what it sets: its own, or, of a secret's file, that of the secret.
  let slot: String
  private let write: @Sendable (SettingInput, inout ServerConfiguration) -> Bool
  private let show: @Sendable (ServerConfiguration) -> JSON

  /// - Parameter path: where its value is kept, and where its default stands.
  init<Value>(
    _ key: String,
    _ path: any WritableKeyPath<ServerConfiguration, Value> & Sendable,
    _ form: SettingForm<Value>,
    _ summary: String,
    slot: String? = nil
  ) {
    self.key = key
    self.summary = summary
    self.slot = slot ?? key
    (expects, isSecret) = (form.expects, form.isSecret)
    write = { input, configuration in
      guard let value = form.read(input) else { return false }
      configuration[keyPath: path] = value
      return true
    }
    show = { form.json($0[keyPath: path]) }
  }

  /// The two rows of a secret: itself, and `…File`, the file it lies in.
  static func secret(
    _ key: String,
    _ path: any WritableKeyPath<ServerConfiguration, SecretPlace?> & Sendable,
    _ form: SettingForm<SecretPlace?>,
    _ summary: String
  ) -> [Setting] {
    [
      Setting(key, path, form, summary),
      Setting(key + "File", path, .secretFile, "the file that holds `\(key)`", slot: key),
    ]
  }

  /// The keys that lead to it in `server.json`.
  var path: [String] { key.split(separator: ".").map(String.init) }

  /// The variable of the environment that sets it: `RAKEL_SERVER_MAX_BODY_BYTES`.
  var variable: String {
    let letters = Array(key)
    var name = ""
    for (index, letter) in letters.enumerated() {
      let (before, after) = (index - 1, index + 1)
      let endsWord = before >= 0 && (letters[before].isLowercase || letters[before].isNumber)
      let beginsWord =
        before >= 0 && letters[before].isUppercase && after < letters.count
        && letters[after].isLowercase
      if letter.isUppercase && (endsWord || beginsWord) { name += "_" }
      name += letter == "." ? "_" : letter.uppercased()
    }
    return "RAKEL_\(name)"
  }

  /// Puts what was written into the configuration; false where that is not what it may hold.
  func set(_ input: SettingInput, in configuration: inout ServerConfiguration) -> Bool {
    write(input, &configuration)
  }

  /// The value in force; a secret as `<secret>`, null where there is none.
  func value(in configuration: ServerConfiguration) -> JSON { show(configuration) }

  /// The value in force where nobody sets it.
  var standard: JSON { value(in: ServerConfiguration()) }
}

/// What somebody wrote for a setting.
struct SettingInput {
  /// As it is in `server.json`, or a string from the environment or the command line.
  var value: JSON
  /// Whether it was written as mere text, in which a number has to be found.
  var isText: Bool
  /// The folder that paths in it begin at; nil for where the process is.
  var folder: String?
}
