package import Ground

/// Who is who: the users that Rakel knows, by id.
///
/// The text has a user a line, as ``form`` says; all but the first three may be left out or empty, a line that begins
/// with `#` is a comment.
package struct Directory: Sendable {
  /// The fields of a line.
  package static let form =
    "id<TAB>name<TAB>role<TAB>municipality<TAB>Entra object id<TAB>sign-in name<TAB>leader's id<TAB>unit"
    + "<TAB>'left' or the day of return"

  private var users: [String: User] = [:]
  /// The users' ids by those that Microsoft Entra gave them.
  private var idsByEntra: [EntraID: String] = [:]
  /// The users' ids by the names they sign in with.
  private var idsBySignIn: [String: String] = [:]
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
      try add(Entry(line, at: Place(file: file, line: index + 1)))
    }
  }

  private mutating func add(_ entry: Entry) throws(Diagnostic) {
    let user = entry.user
    first = first ?? user.id
    guard users.updateValue(user, forKey: user.id) == nil else {
      throw entry.place.fault(
        "users.duplicate",
        "the user '\(user.id)' is there twice",
        hint: "remove one of the lines"
      )
    }
    if let signIn = user.signIn, let other = idsBySignIn.updateValue(user.id, forKey: signIn) {
      throw entry.place.fault(
        "users.signIn",
        "'\(other)' and '\(user.id)' have the same sign-in name",
        hint: "an account is one person's; correct one of the lines"
      )
    }
    guard let entra = entry.entra else { return }
    if let other = idsByEntra.updateValue(user.id, forKey: entra) {
      throw entry.place.fault(
        "users.entra",
        "'\(other)' and '\(user.id)' have the same Entra object id",
        hint: "an account is one person's; correct one of the lines"
      )
    }
  }

  /// The user with that id; somebody of role ``Role/unknown`` where there is none.
  package func user(_ id: String) -> User {
    users[id] ?? User(id: id, name: id, role: .unknown)
  }

  /// The user whose account has that object id in Microsoft Entra; nil where there is none.
  package func user(entra id: EntraID) -> User? { idsByEntra[id].flatMap { users[$0] } }

  /// The user who signs in with that name, in any case; nil where there is none.
  package func user(signIn name: String) -> User? {
    idsBySignIn[name.lowercased()].flatMap { users[$0] }
  }

  /// Whether the directory knows that id.
  package func knows(_ id: String) -> Bool { users[id] != nil }

  /// The ids, in alphabetical order.
  package var ids: [String] { users.keys.sorted() }
}

/// A line of a `users` file.
private struct Entry {
  var place: Place
  var user: User
  var entra: EntraID?

  init(_ line: Substring, at place: Place) throws(Diagnostic) {
    self.place = place
    let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
    guard (3...9).contains(fields.count), !fields[0].isEmpty else {
      throw place.fault(
        "users.fields",
        "expected three to nine fields",
        hint: "write \(Directory.form)"
      )
    }
    guard let role = Role(rawValue: String(fields[2])) else {
      throw place.fault(
        "users.role",
        column: Self.column(of: 2, in: fields),
        "no role '\(fields[2])'",
        hint: "use one of \(Role.allCases.map(\.rawValue).joined(separator: ", "))"
      )
    }
    /// The field at `index`; nil where it is empty or not there.
    func field(_ index: Int) -> String? {
      index < fields.count && !fields[index].isEmpty ? String(fields[index]) : nil
    }
    user = User(
      id: String(fields[0]),
      name: String(fields[1]),
      role: role,
      municipality: field(3)?.lowercased(),
      signIn: field(5)?.lowercased(),
      leader: field(6),
      unit: field(7),
      absence: field(8).flatMap(Absence.init)
    )
    guard field(8) == nil || user.absence != nil else {
      throw place.fault(
        "users.absence",
        column: Self.column(of: 8, in: fields),
        "neither 'left' nor a day",
        hint: "write 'left', or the day of return as 2026-12-01"
      )
    }
    guard field(4) != nil else { return }
    guard let id = EntraID(fields[4]) else {
      throw place.fault(
        "users.entra",
        column: Self.column(of: 4, in: fields),
        "no Entra object id",
        hint: "copy it from the user's page in Entra: 8-4-4-4-12 hexadecimal digits, no braces"
      )
    }
    entra = id
  }

  /// Where a field begins, in UTF-16 units from 1.
  private static func column(of index: Int, in fields: [Substring]) -> Int {
    fields[..<index].reduce(1) { $0 + $1.utf16.count + 1 }
  }
}

/// Where a line stands.
private struct Place {
  var file: String
  var line: Int

  func fault(
    _ code: String,
    column: Int = 1,
    _ message: String,
    hint: String
  ) -> Diagnostic {
    Diagnostic(.error, code, file: file, line: line, column: column, message, hint: hint)
  }
}
