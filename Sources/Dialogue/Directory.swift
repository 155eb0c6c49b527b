package import Ground

/// Who is who: the users that Rakel knows, by id.
///
/// The text has a user a line, `id<TAB>name<TAB>role<TAB>municipality`; the municipality may be left out, a line that
/// begins with `#` is a comment.
package struct Directory: Sendable {
  private var users: [String: User] = [:]
  /// The id that the text names first; nil for an empty directory.
  package private(set) var first: String?

  /// An empty directory: everybody is unknown.
  package init() {}

  /// Reads the text of a `users` file; a line that is wrong makes the whole file unusable.
  package init(parsing text: String, file: String) throws(Diagnostic) {
    // Editors on Windows begin a file with a byte order mark, and end lines with what Swift holds one character.
    let lines = text.trimmingPrefix("\u{FEFF}").split(omittingEmptySubsequences: false) {
      $0 == "\n" || $0 == "\r\n"
    }
    for (index, line) in lines.enumerated() where !line.isEmpty && !line.hasPrefix("#") {
      let user = try Self.user(line, file: file, line: index + 1)
      first = first ?? user.id
      guard users.updateValue(user, forKey: user.id) == nil else {
        throw Diagnostic(
          .error,
          "users.duplicate",
          file: file,
          line: index + 1,
          "the user '\(user.id)' is there twice",
          hint: "remove one of the lines"
        )
      }
    }
  }

  /// The user with that id; somebody of role ``Role/unknown`` where there is none.
  package func user(_ id: String) -> User {
    users[id] ?? User(id: id, name: id, role: .unknown)
  }

  /// Whether the directory knows that id.
  package func knows(_ id: String) -> Bool { users[id] != nil }

  /// The ids, in alphabetical order.
  package var ids: [String] { users.keys.sorted() }

  private static func user(
    _ line: Substring,
    file: String,
    line number: Int
  ) throws(Diagnostic) -> User {
    let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
    guard fields.count == 3 || fields.count == 4, !fields[0].isEmpty else {
      throw Diagnostic(
        .error,
        "users.fields",
        file: file,
        line: number,
        "expected three or four fields",
        hint: "write id<TAB>name<TAB>role<TAB>municipality"
      )
    }
    guard let role = Role(rawValue: String(fields[2])) else {
      throw Diagnostic(
        .error,
        "users.role",
        file: file,
        line: number,
        column: fields[0].utf16.count + fields[1].utf16.count + 3,
        "no role '\(fields[2])'",
        hint: "use one of \(Role.allCases.map(\.rawValue).joined(separator: ", "))"
      )
    }
    let municipality = fields.count == 4 && !fields[3].isEmpty ? fields[3].lowercased() : nil
    return User(
      id: String(fields[0]),
      name: String(fields[1]),
      role: role,
      municipality: municipality
    )
  }
}
