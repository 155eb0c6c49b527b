internal import Ground

/// What a checking command found, and how it says so.
struct DiagnosticList {
  var diagnostics: [Diagnostic]

  var errors: Int { diagnostics.count { $0.severity == .error } }

  /// Prints one line each, or one JSON object, and a count on stderr; gives the exit status.
  func print(asJSON: Bool, remark: String = "") -> Int32 {
    if asJSON {
      let json: JSON = ["diagnostics": .array(diagnostics.map(\.json))]
      Output.line(json.text)
    } else if !diagnostics.isEmpty {
      Output.line(diagnostics.map(\.description).joined(separator: "\n"))
    }
    let warnings = diagnostics.count - errors
    Output.complain("\(counted(errors, "error")), \(counted(warnings, "warning"))\(remark)")
    return errors == 0 ? 0 : 1
  }

  private func counted(_ count: Int, _ word: String) -> String {
    "\(count) \(word)\(count == 1 ? "" : "s")"
  }
}
