package import Ground
internal import Understanding
internal import WorkingTime

/// What `workingTime` in `settings.json` says, checked.
package enum WorkingTimeCheck {
  /// All that is wrong with it.
  ///
  /// - Parameters:
  ///   - json: the value of the key.
  ///   - text: the settings as they are written, to say where.
  ///   - municipalities: those served, in lower case; hours of another one would never count.
  package static func faults(
    _ json: JSON,
    text: String,
    municipalities: [String]
  ) -> [Diagnostic] {
    var found: [BusinessHoursFaults.Fault] = []
    do throws(BusinessHoursFaults) { _ = try BusinessHours(json: json) } catch { found = error.all }
    var diagnostics = found.map { fault in
      let path = ["workingTime"] + fault.path
      return diagnostic(
        "\(quoted(path.joined(separator: "."))): \(fault.message)",
        at: path,
        in: text
      )
    }
    for (name, _) in json["municipalities"]?.object ?? JSONObject()
    where !municipalities.contains(name.lowercased()) {
      diagnostics.append(
        diagnostic(
          "\"workingTime\" has hours for \(quoted(name)), which is no municipality",
          at: ["workingTime", "municipalities", name],
          in: text,
          hint: "'municipalities' has \(municipalities.joined(separator: ", "))"
        )
      )
    }
    return diagnostics
  }

  /// In quotes and on one line, whatever a key holds.
  private static func quoted(_ key: String) -> String { JSON.string(String(key.prefix(200))).text }

  private static func diagnostic(
    _ message: String,
    at path: [String],
    in text: String,
    hint: String = ""
  ) -> Diagnostic {
    let (line, column) = place(of: path, in: text)
    return Diagnostic(
      .error,
      "settings.working-time",
      file: "settings.json",
      line: line,
      column: column,
      message,
      hint: hint
    )
  }

  /// Where the keys stand one after the other; the last that is found where one is written with escapes.
  private static func place(of path: [String], in text: String) -> (line: Int, column: Int) {
    let bytes = Array(text.utf8)
    var start = 0
    var found = 0
    for key in path {
      let wanted = Array("\"\(key)\"".utf8)
      guard let next = bytes[start...].firstRange(of: wanted) else { break }
      (found, start) = (next.lowerBound, next.upperBound)
    }
    let before = bytes[..<found]
    let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return (
      before.count { $0 == UInt8(ascii: "\n") } + 1,
      String(decoding: bytes[lineStart..<found], as: UTF8.self).utf16.count + 1
    )
  }
}

extension Content.Loaded {
  /// What is wrong with the working time; nothing where none is written.
  var workingTimeFaults: [Diagnostic] {
    guard let workingTime = content.settings.workingTime else { return [] }
    return WorkingTimeCheck.faults(
      workingTime,
      text: authored.settings,
      municipalities: content.settings.municipalities
    )
  }
}

extension ContentSettings {
  /// The working time of the municipalities; the usual hours where the settings say nothing that can be read.
  ///
  /// ``ContentFolder/content()`` refuses settings that cannot be read, so here there are none.
  var businessHours: BusinessHours {
    guard let workingTime, let hours = try? BusinessHours(json: workingTime) else {
      return BusinessHours()
    }
    return hours
  }
}
