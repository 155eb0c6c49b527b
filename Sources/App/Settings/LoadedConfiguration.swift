internal import Ground

/// The configuration in force, where each of its values comes from, and all that is wrong with it.
struct LoadedConfiguration: Sendable {
  var configuration = ServerConfiguration()
  /// By ``Setting/slot``; what nobody set is missing.
  var origins: [String: SettingOrigin] = [:]
  /// Errors and warnings, in the order in which they were found.
  var faults: [ConfigurationFault] = []

  /// Whether a server may run on it.
  var isUsable: Bool { faults.allSatisfy { $0.severity == .warning } }

  /// Where the value of a setting comes from.
  func origin(of key: String) -> SettingOrigin { origins[key] ?? .standard }

  /// Where to look for the value of a setting: at what set it, or at its key.
  func place(of key: String) -> String { origins[key].map { "\($0)" } ?? key }
}

extension ServerConfiguration {
  /// Reads the settings: defaults, then the file, then the environment, then the flags, of which the last counts.
  ///
  /// The file is that of `--config FILE` or `RAKEL_CONFIG`, which must be there, or else `server.json` in the content, which
  /// need not. What is wrong is among the faults, all at once; a value that cannot be read leaves the one before it.
  ///
  /// - Parameter arguments: the flags are taken away; a command takes its own before or after.
  /// - Throws: where a flag has no value, or holds a secret.
  static func load(
    _ arguments: inout Arguments,
    environment: [String: String]
  ) throws(UsageError) -> LoadedConfiguration {
    var loaded = try read(&arguments, environment: environment)
    loaded.check()
    return loaded
  }

  /// Reads the settings as ``load(_:environment:)`` does, and does not ask whether they go together.
  ///
  /// - Parameter folder: where the content is, for commands that know it from elsewhere.
  static func read(
    _ arguments: inout Arguments,
    environment: [String: String],
    content folder: String? = nil
  ) throws(UsageError) -> LoadedConfiguration {
    let flags = try SettingFlags(&arguments)
    let environment = SettingEnvironment(environment)
    var loaded = LoadedConfiguration()
    let folder = folder ?? flags["content.dir"] ?? environment["content.dir"] ?? "."
    SettingsFile(
      named: flags.file ?? environment.file,
      besides: folder
    ).read(into: &loaded)
    environment.read(into: &loaded)
    flags.read(into: &loaded)
    return loaded
  }
}

extension LoadedConfiguration {
  /// Sets one setting from a text of the environment or the command line.
  mutating func set(_ setting: Setting, to text: String, from origin: SettingOrigin) {
    let input = SettingInput(value: .string(text), isText: true, folder: nil)
    set(setting, to: input, from: origin)
  }

  /// Sets one setting, or says what is wrong with what was written; a secret is not repeated.
  mutating func set(_ setting: Setting, to input: SettingInput, from origin: SettingOrigin) {
    if setting.set(input, in: &configuration) {
      origins[setting.slot] = origin
    } else {
      let found = setting.isSecret ? "" : ", not \(String(input.value.text.prefix(80)))"
      faults.append(
        ConfigurationFault(at: "\(origin)", "\(setting.key) must be \(setting.expects)\(found)")
      )
    }
  }
}
