internal import Ground

/// The settings in force, as `rakel settings` shows them; of a secret, only that there is one.
struct SettingsPage {
  private let loaded: LoadedConfiguration

  init(_ loaded: LoadedConfiguration) { self.loaded = loaded }

  /// A line for each: key, value, origin.
  var lines: [String] {
    let rows = Setting.all.map { setting in
      [setting.key, text(of: setting), "\(origin(of: setting))"]
    }
    return AlignedTable(heading: ["setting", "value", "from"], rows: rows).lines
  }

  /// An object for each, by key.
  var json: JSON {
    var object = JSONObject()
    for setting in Setting.all {
      object[setting.key] = [
        "value": setting.value(in: loaded.configuration),
        "from": .string("\(origin(of: setting))"),
      ]
    }
    return .object(object)
  }

  private func text(of setting: Setting) -> String {
    switch setting.value(in: loaded.configuration) {
    case .null: "-"
    case .string(let text): text
    case .array(let items) where items.isEmpty: "-"
    case .array(let items): items.map { $0.string ?? $0.text }.joined(separator: ", ")
    case let other: other.text
    }
  }

  /// Of a secret and its file, only the one that counts has another origin than the default.
  private func origin(of setting: Setting) -> SettingOrigin {
    let value = setting.value(in: loaded.configuration)
    return value == .null && setting.standard == .null ? .standard : loaded.origin(of: setting.slot)
  }
}
