internal import Ground

/// What is wrong with the configuration of the server, in one line that says where and what to do.
struct ConfigurationFault: Sendable, Hashable, CustomStringConvertible {
  var severity: Diagnostic.Severity
  /// `server.json:4:7`, `RAKEL_SERVER_PORT`, `--server.port`, or the key of what nobody set.
  var place: String
  var message: String
  /// What to do about it; empty where the message says it.
  var hint: String

  init(
    _ severity: Diagnostic.Severity = .error,
    at place: String,
    _ message: String,
    hint: String = ""
  ) {
    self.severity = severity
    self.place = place
    self.message = message
    self.hint = hint
  }

  var description: String {
    "\(place): \(severity.rawValue): \(message)\(hint.isEmpty ? "" : " — \(hint)")"
  }
}
