/// Settings on the command line: `--server.port 8080`, `--content DIR`, and `--config FILE`.
struct SettingFlags {
  /// The file of settings; nil where none was named.
  let file: String?
  private var values: [(setting: Setting, text: String, flag: String)] = []

  /// What other commands call these settings.
  private static let shortNames = ["content.dir": "content", "state.dir": "state"]

  /// Takes the flags away.
  init(_ arguments: inout Arguments) throws(UsageError) {
    file = try arguments.option("config")
    for setting in Setting.all {
      for name in [setting.key, Self.shortNames[setting.key]].compactMap(\.self) {
        guard let text = try arguments.option(name) else { continue }
        guard !setting.isSecret else {
          throw UsageError(
            "--\(name): everybody on the machine can read a secret on a command line;"
              + " use --\(name)File FILE or \(setting.variable)"
          )
        }
        values.append((setting, text, "--\(name)"))
      }
    }
  }

  /// The text that was given for a key; the last of several.
  subscript(key: String) -> String? { values.last { $0.setting.key == key }?.text }

  func read(into loaded: inout LoadedConfiguration) {
    for (setting, text, flag) in values { loaded.set(setting, to: text, from: .flag(flag)) }
  }
}
