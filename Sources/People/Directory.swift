package import Ground

/// Who is who: the users that Rakel knows, by id: those of a `users` file, and then those of a tenant.
///
/// The text has a user a line, as ``form`` says; all but the first three may be left out or empty, a line that begins
/// with `#` is a comment. Where both have the same id, account or sign-in name, the file counts, and the tenant's user is
/// not there.
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
  /// The id that the text names first; nil where it names nobody.
  package private(set) var first: String?
  /// Those of a tenant.
  private var tenant = PeopleTable()
  /// The places of those of the tenant whom the file has too, or somebody with a name of theirs.
  private var hidden: Set<Int> = []

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

  /// The same file with the users of a tenant after it.
  ///
  /// - Parameter tenant: takes the place of those who were there before.
  package func with(_ tenant: PeopleTable) -> Directory {
    var joined = self
    joined.tenant = tenant
    var hidden: Set<Int> = []
    for (id, user) in users {
      if let place = tenant.find(id: id) { hidden.insert(place) }
      if let signIn = user.signIn, let place = tenant.find(signIn: signIn) { hidden.insert(place) }
    }
    for entra in idsByEntra.keys {
      if let place = tenant.find(entra: entra) { hidden.insert(place) }
    }
    joined.hidden = hidden
    return joined
  }

  /// Whom the file hides of the tenant, by their ids there, in alphabetical order.
  package var hiddenIDs: [String] { hidden.map(tenant.id).sorted() }

  /// The user with that id; somebody of role ``Role/unknown`` where there is none.
  package func user(_ id: String) -> User {
    users[id] ?? visible(tenant.find(id: id)) ?? User(id: id, name: id, role: .unknown)
  }

  /// The user whose account has that object id in Microsoft Entra; nil where there is none.
  package func user(entra id: EntraID) -> User? {
    idsByEntra[id].flatMap { users[$0] } ?? visible(tenant.find(entra: id))
  }

  /// The user who signs in with that name, in any case; nil where there is none.
  package func user(signIn name: String) -> User? {
    let name = name.lowercased()
    return idsBySignIn[name].flatMap { users[$0] } ?? visible(tenant.find(signIn: name))
  }

  /// Whoever is at a place of the tenant, with their leader; nil where the file hides them.
  private func visible(_ place: Int?) -> User? {
    guard let place, !hidden.contains(place) else { return nil }
    var user = tenant.user(at: place)
    user.leader = tenant.leader(at: place).flatMap(id)
    return user
  }

  /// The id of whoever has that account.
  private func id(_ entra: EntraID) -> String? {
    if let id = idsByEntra[entra] { return id }
    guard let place = tenant.find(entra: entra), !hidden.contains(place) else { return nil }
    return tenant.id(at: place)
  }

  /// Whether the directory knows that id.
  package func knows(_ id: String) -> Bool {
    if users[id] != nil { return true }
    guard let place = tenant.find(id: id) else { return false }
    return !hidden.contains(place)
  }

  /// Whether it knows that id from the tenant, and not from the file.
  package func isOfTenant(_ id: String) -> Bool { users[id] == nil && knows(id) }

  /// The account of whoever has that id; nil where none is known.
  package func account(of id: String) -> EntraID? {
    if users[id] != nil { return idsByEntra.first { $0.value == id }?.key }
    return tenant.find(id: id).map(tenant.account)
  }

  /// How many it knows.
  package var count: Int { users.count + tenant.count - hidden.count }

  /// All ids, in alphabetical order; of a whole tenant they are many.
  package var ids: [String] { (users.keys + shown.map(tenant.id)).sorted() }

  /// The first ids in alphabetical order, to choose from: those of the file, and of the tenant as many as there is room.
  package func samples(_ limit: Int) -> [String] {
    let own = users.keys.sorted().prefix(limit)
    let others = shown.lazy.map(tenant.id).prefix(limit - own.count)
    return Array(own) + others
  }

  /// Everybody who is so, in the order of their ids.
  ///
  /// - Parameter isMeant: asked of each, so that not all of many have to be held.
  package func users(where isMeant: (User) -> Bool) -> [User] {
    var found = users.values.filter(isMeant)
    for place in shown {
      if let user = visible(place), isMeant(user) { found.append(user) }
    }
    return found.sorted { $0.id < $1.id }
  }

  /// Everybody of a role, in the order of their ids.
  package func users(in role: Role) -> [User] {
    let own = users.values.filter { $0.role == role }
    let others = shown.lazy.filter { tenant.role(at: $0) == role }.compactMap(visible)
    return (own + others).sorted { $0.id < $1.id }
  }

  /// The municipalities that anybody belongs to.
  package var municipalities: Set<String> {
    Set(users.values.compactMap(\.municipality)).union(tenant.municipalities)
  }

  /// The places of the tenant that count.
  private var shown: some Sequence<Int> & Sendable {
    (0..<tenant.count).filter { !hidden.contains($0) }
  }
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
