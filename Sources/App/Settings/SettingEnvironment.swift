internal import Ground
internal import StatesLanguage

/// Settings in the environment: `RAKEL_SERVER_PORT=8080`.
///
/// An empty variable counts as none.
struct SettingEnvironment {
  private var variables: [String: String]

  /// What begins with `RAKEL_` and is for the tests and the build.
  private static let others: Set = ["RAKEL_SHARED", "RAKEL_RECORD", "RAKEL_FUZZ"]
  private static let fileVariable = "RAKEL_CONFIG"

  init(_ environment: [String: String]) {
    variables = environment.filter { $0.key.hasPrefix("RAKEL_") && !$0.value.isEmpty }
  }

  /// The file of settings; nil where none was named.
  var file: String? { variables[Self.fileVariable] }

  /// The text that was given for a key.
  subscript(key: String) -> String? {
    Setting.all.first { $0.key == key }.flatMap { variables[$0.variable] }
  }

  /// Sets what is known, and warns of what is not.
  func read(into loaded: inout LoadedConfiguration) {
    var slots: [String: String] = [:]
    for setting in Setting.all {
      guard let text = variables[setting.variable] else { continue }
      if let other = slots.updateValue(setting.variable, forKey: setting.slot) {
        loaded.faults.append(
          ConfigurationFault(at: setting.variable, "\(other) is set too; set one of them")
        )
      }
      loaded.set(setting, to: text, from: .environment(setting.variable))
    }
    let known = Set(Setting.all.map(\.variable)).union(Self.others).union([Self.fileVariable])
    for name in variables.keys.sorted() where !known.contains(name) {
      let nearest = Resemblance.nearest(to: name, among: known)
      loaded.faults.append(
        ConfigurationFault(
          .warning,
          at: name,
          "no setting has this variable",
          hint: nearest.map { "did you mean \($0)?" } ?? "'rakel settings' lists them"
        )
      )
    }
  }
}
