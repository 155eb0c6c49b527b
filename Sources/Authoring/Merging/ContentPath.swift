/// Paths within the content, written with `/` and relative to its root.
enum ContentPath {
  /// Where `path`, written in `file`, leads; nil where that is outside of the root.
  static func resolve(_ path: String, from file: String) -> String? {
    guard !path.hasPrefix("/"), !path.contains("\0") else { return nil }
    var parts = file.split(separator: "/").dropLast().map(String.init)
    for part in path.replacing("\\", with: "/").split(separator: "/") {
      switch part {
      case ".": continue
      case "..":
        guard !parts.isEmpty else { return nil }
        parts.removeLast()
      default: parts.append(String(part))
      }
    }
    return parts.joined(separator: "/")
  }

  /// The folder that a path ending in `*` or `**` means, and whether folders below count; nil for other paths.
  static func folder(_ path: String) -> (path: String, isDeep: Bool)? {
    guard path.hasSuffix("*") else { return nil }
    let isDeep = path.hasSuffix("**")
    var folder = String(path.dropLast(isDeep ? 2 : 1))
    if folder.hasSuffix("/") { folder.removeLast() }
    return (folder, isDeep)
  }

  /// Whether a file lies in a folder, or anywhere below it.
  static func isFile(_ file: String, in folder: String, isDeep: Bool) -> Bool {
    let prefix = folder.isEmpty ? "" : folder + "/"
    guard file.hasPrefix(prefix) else { return false }
    return isDeep || !file.dropFirst(prefix.count).contains("/")
  }
}
