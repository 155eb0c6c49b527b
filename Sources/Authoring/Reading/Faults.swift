internal import Ground

/// The faults found in a text, at most so many: a reader cannot use more, and a hostile text has no end of them.
struct Faults {
  private(set) var all: [Diagnostic] = []
  private var errors = 0
  private var warnings = 0

  /// How many errors and how many warnings are kept.
  static let limit = 100

  var hasErrors: Bool { errors > 0 }

  mutating func error(_ code: String, _ place: Place, _ message: String, hint: String = "") {
    errors += 1
    guard errors <= Self.limit else { return }
    add(.error, code, place, message, hint)
  }

  mutating func warning(_ code: String, _ place: Place, _ message: String, hint: String = "") {
    warnings += 1
    guard warnings <= Self.limit else { return }
    add(.warning, code, place, message, hint)
  }

  mutating func append(_ others: [Diagnostic]) {
    for fault in others {
      let place = Place(file: fault.file, line: fault.line, column: fault.column)
      switch fault.severity {
      case .error: error(fault.code, place, fault.message, hint: fault.hint)
      case .warning: warning(fault.code, place, fault.message, hint: fault.hint)
      }
    }
  }

  private mutating func add(
    _ severity: Diagnostic.Severity,
    _ code: String,
    _ place: Place,
    _ message: String,
    _ hint: String
  ) {
    all.append(
      Diagnostic(
        severity,
        code,
        file: place.file,
        line: place.line,
        column: place.column,
        Self.printable(message),
        hint: Self.printable(hint)
      )
    )
  }

  /// One line of bounded length without control characters, whatever text was quoted in it.
  private static func printable(_ message: String) -> String {
    var text = ""
    for (count, scalar) in message.unicodeScalars.enumerated() {
      if count == 300 { return text + "…" }
      text.unicodeScalars.append(scalar.value < 0x20 || scalar.value == 0x7F ? " " : scalar)
    }
    return text
  }
}
