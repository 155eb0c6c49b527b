internal import Authoring
internal import Ground

extension Diagnostic {
  /// What is wrong at a place, and what to do about it.
  init(
    _ severity: Severity,
    _ code: String,
    at place: Place,
    _ message: String,
    hint: String
  ) {
    self.init(
      severity,
      "check.\(code)",
      file: place.file,
      line: max(1, place.line),
      column: place.column,
      message,
      hint: hint
    )
  }
}

extension String {
  /// The text in quotes for a message: on one line, without control characters, cut where it is long.
  var quoted: String {
    var text = ""
    for (count, scalar) in unicodeScalars.enumerated() {
      if count == 80 { return "'\(text)…'" }
      text.unicodeScalars.append(scalar.value < 0x20 || scalar.value == 0x7F ? " " : scalar)
    }
    return "'\(text)'"
  }
}
