/// Where the value of a setting comes from; prints as the place that whoever set it would look at.
enum SettingOrigin: Sendable, Hashable, CustomStringConvertible {
  case standard
  /// The file, with line and column: `server.json:4:7`.
  case file(String)
  case environment(String)
  case flag(String)

  var description: String {
    switch self {
    case .standard: "default"
    case .file(let place): place
    case .environment(let name), .flag(let name): name
    }
  }
}
