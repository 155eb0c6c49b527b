internal import WorkingTime

/// Many users in little memory, found by id, by Entra object id and by sign-in name; it never changes.
///
/// A hundred thousand take some 20 MB, where so many ``User`` values in dictionaries take five times as much.
package struct PeopleTable: Sendable {
  /// What the texts of everybody are one after another: id, name and sign-in name of each.
  private var texts: [UInt8] = []
  private var records: [Record] = []
  /// Municipalities and units, each once.
  private var words: [String] = []
  private var byID = PeopleIndex()
  private var byEntra = PeopleIndex()
  private var bySignIn = PeopleIndex()

  /// A table of nobody.
  package init() {}

  /// How many there are.
  package var count: Int { records.count }

  /// Where the texts of one person are, and all else that is known of them.
  private struct Record {
    var start: UInt32
    var idLength: UInt16
    var nameLength: UInt16
    var signInLength: UInt16
    var role: UInt8
    var flags: UInt8
    /// Indexes of ``words``; 0 for none.
    var municipality: UInt32
    var unit: UInt32
    /// The day of return, where the flags say that there is one.
    var back: Int32
    var entra: EntraID
    var leader: EntraID
  }

  private enum Flag {
    static let hasLeader: UInt8 = 1
    static let hasLeft: UInt8 = 2
    static let isAway: UInt8 = 4
  }

  /// What is known of one person, as a table is made of it.
  package struct Entry: Sendable, Hashable {
    package var entra: EntraID
    /// The user; the leader in it does not count, for people are led by accounts.
    package var user: User
    /// The account of their leader.
    package var leader: EntraID?

    package init(entra: EntraID, user: User, leader: EntraID? = nil) {
      self.entra = entra
      self.user = user
      self.leader = leader
    }
  }

  /// A table of these; of two with the same id, account or sign-in name the later is found by none of them.
  package init(_ entries: [Entry]) {
    var maker = Maker()
    for entry in entries { maker.add(entry) }
    self = maker.table()
  }

  /// What of a person a table is made of, in this order.
  package enum Column: Int, Sendable, CaseIterable {
    case id, name, signIn, role, municipality, unit, absence, entra, leader
  }

  /// Makes a table, one person at a time.
  package struct Maker: ~Copyable {
    private var made = PeopleTable()
    private var places: [[UInt8]: UInt32] = [:]
    private let roles = Role.allCases.map { Array($0.rawValue.utf8) }

    /// - Parameter count: about how many there will be.
    package init(expecting count: Int = 0) {
      made.records.reserveCapacity(count)
      made.texts.reserveCapacity(count * 80)
      made.words.append("")
    }

    /// Adds one.
    package mutating func add(_ entry: Entry) {
      let user = entry.user
      var (bytes, ends): ([UInt8], [Int]) = ([], [])
      for column in Column.allCases {
        let text: String? =
          switch column {
          case .id: user.id
          case .name: user.name
          case .signIn: user.signIn
          case .role: user.role.rawValue
          case .municipality: user.municipality
          case .unit: user.unit
          case .absence: user.absence?.text
          case .entra: entry.entra.description
          case .leader: entry.leader?.description
          }
        bytes += (text ?? "").utf8
        ends.append(bytes.count)
      }
      add(bytes, ends: ends)
    }

    /// Adds one as a row has them: the texts of all columns one after another, and where each ends; an empty one is none.
    ///
    /// Whoever has no account is left out, and whoever is one of too many. A role that is none known is ``Role/unknown``.
    package mutating func add(_ bytes: [UInt8], ends: [Int]) {
      func part(_ column: Column) -> ArraySlice<UInt8> {
        bytes[(column == .id ? 0 : ends[column.rawValue - 1])..<ends[column.rawValue]]
      }
      let named = [part(.id).count, part(.name).count, part(.signIn).count]
      guard let entra = EntraID(bytes: part(.entra)),
        named.allSatisfy({ $0 <= Int(UInt16.max) }),
        made.texts.count < Int(UInt32.max) - 3 * Int(UInt16.max)
      else { return }
      let (role, leader) = (part(.role), EntraID(bytes: part(.leader)))
      var record = Record(
        start: UInt32(made.texts.count),
        idLength: UInt16(named[0]),
        nameLength: UInt16(named[1]),
        signInLength: UInt16(named[2]),
        role: UInt8(roles.firstIndex { $0[...] == role } ?? roles.count),
        flags: leader == nil ? 0 : Flag.hasLeader,
        municipality: place(of: part(.municipality)),
        unit: place(of: part(.unit)),
        back: 0,
        entra: entra,
        leader: leader ?? entra
      )
      if !part(.absence).isEmpty {
        switch Absence(String(decoding: part(.absence), as: UTF8.self)) {
        case .left: record.flags |= Flag.hasLeft
        case .until(let day):
          record.flags |= Flag.isAway
          record.back = Int32(clamping: day.number)
        case nil: break
        }
      }
      made.texts += bytes[..<ends[Column.signIn.rawValue]]
      made.records.append(record)
    }

    private mutating func place(of word: ArraySlice<UInt8>) -> UInt32 {
      if word.isEmpty { return 0 }
      let word = Array(word)
      if let known = places[word] { return known }
      let place = UInt32(made.words.count)
      made.words.append(String(decoding: word, as: UTF8.self))
      places[word] = place
      return place
    }

    /// The table, with everybody in it findable.
    package consuming func table() -> PeopleTable {
      made.index()
      return made
    }
  }

  private mutating func index() {
    let count = records.count
    (byID, byEntra, bySignIn) = (
      PeopleIndex(capacity: count), PeopleIndex(capacity: count), PeopleIndex(capacity: count)
    )
    for index in records.indices {
      let (record, number) = (records[index], UInt32(index))
      if find(id: self.bytes(.id, of: index)) == nil {
        byID.insert(number, PeopleIndex.hash(bytes(.id, of: index)))
      }
      if find(entra: record.entra) == nil {
        byEntra.insert(number, PeopleIndex.hash(record.entra))
      }
      let signIn = bytes(.signIn, of: index)
      if !signIn.isEmpty, find(signIn: signIn) == nil {
        bySignIn.insert(number, PeopleIndex.hash(signIn))
      }
    }
  }

  private enum Part { case id, name, signIn }

  private func bytes(_ part: Part, of index: Int) -> ArraySlice<UInt8> {
    let record = records[index]
    let start = Int(record.start)
    let name = start + Int(record.idLength)
    let signIn = name + Int(record.nameLength)
    return switch part {
    case .id: texts[start..<name]
    case .name: texts[name..<signIn]
    case .signIn: texts[signIn..<signIn + Int(record.signInLength)]
    }
  }

  private func text(_ part: Part, of index: Int) -> String {
    String(decoding: bytes(part, of: index), as: UTF8.self)
  }

  private func find(id wanted: ArraySlice<UInt8>) -> Int? {
    byID.first(PeopleIndex.hash(wanted)) { bytes(.id, of: $0) == wanted }
  }

  private func find(signIn wanted: ArraySlice<UInt8>) -> Int? {
    bySignIn.first(PeopleIndex.hash(wanted)) { bytes(.signIn, of: $0) == wanted }
  }

  /// The place of whoever has that id; nil where nobody has.
  func find(id: String) -> Int? { find(id: ArraySlice(id.utf8)) }

  /// The place of whoever has that account.
  func find(entra: EntraID) -> Int? {
    byEntra.first(PeopleIndex.hash(entra)) { records[$0].entra == entra }
  }

  /// The place of whoever signs in with that name, in lower case.
  func find(signIn name: String) -> Int? { find(signIn: ArraySlice(name.utf8)) }

  /// The id of whoever is at that place.
  func id(at index: Int) -> String { text(.id, of: index) }

  /// The account of whoever is at that place.
  func account(at index: Int) -> EntraID { records[index].entra }

  /// The role of whoever is at that place; unknown where it is none that this Rakel knows.
  func role(at index: Int) -> Role {
    let role = Int(records[index].role)
    return Role.allCases.indices.contains(role) ? Role.allCases[role] : .unknown
  }

  /// The account of whoever leads them.
  func leader(at index: Int) -> EntraID? {
    let record = records[index]
    return record.flags & Flag.hasLeader == 0 ? nil : record.leader
  }

  /// Whoever is at that place, without their leader.
  func user(at index: Int) -> User {
    let record = records[index]
    let signIn = text(.signIn, of: index)
    let absence: Absence? =
      if record.flags & Flag.hasLeft != 0 {
        .left
      } else if record.flags & Flag.isAway != 0 {
        .until(Day(number: Int(record.back)))
      } else {
        nil
      }
    return User(
      id: text(.id, of: index),
      name: text(.name, of: index),
      role: role(at: index),
      municipality: word(record.municipality),
      signIn: signIn.isEmpty ? nil : signIn,
      unit: word(record.unit),
      absence: absence
    )
  }

  private func word(_ place: UInt32) -> String? { place == 0 ? nil : words[Int(place)] }

  /// The municipalities that anybody belongs to.
  var municipalities: Set<String> {
    Set(Set(records.map(\.municipality)).compactMap(word))
  }
}
