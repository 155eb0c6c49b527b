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
      return SettingsFault.diagnostic(
        "settings.working-time",
        "\(SettingsFault.quoted(path.joined(separator: "."))): \(fault.message)",
        at: path,
        in: text
      )
    }
    for (name, _) in json["municipalities"]?.object ?? JSONObject()
    where !municipalities.contains(name.lowercased()) {
      diagnostics.append(
        SettingsFault.diagnostic(
          "settings.working-time",
          "\"workingTime\" has hours for \(SettingsFault.quoted(name)), which is no municipality",
          at: ["workingTime", "municipalities", name],
          in: text,
          hint: "'municipalities' has \(municipalities.joined(separator: ", "))"
        )
      )
    }
    return diagnostics
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
