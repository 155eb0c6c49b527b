internal import Ground

/// A fault in `settings.json`, placed at the key that has it.
enum SettingsFault {
  /// - Parameter path: the keys that lead there; as many of them as there are say where.
  static func diagnostic(
    _ code: String,
    _ message: String,
    at path: [String],
    in text: String,
    hint: String = ""
  ) -> Diagnostic {
    let place = place(of: path, in: text)
    return Diagnostic(
      .error,
      code,
      file: "settings.json",
      line: place.line,
      column: place.column,
      message,
      hint: hint
    )
  }

  /// In quotes and on one line, whatever a key holds.
  static func quoted(_ key: String) -> String { JSON.string(String(key.prefix(200))).text }

  private static func place(of path: [String], in text: String) -> JSONMap.Place {
    var place = JSONMap.Place(line: 1, column: 1)
    // What cannot be read at all was reported with the settings.
    guard var map = try? JSONMap(parsing: text) else { return place }
    for key in path {
      guard let member = map.members.last(where: { $0.key == key }) else { break }
      place = member.place
      map = member.value
    }
    return place
  }
}
