import Ground
import People
import Testing
import WorkingTime

@Suite struct PeopleTableTests {
  private static func entra(_ number: Int) -> EntraID {
    EntraID(high: 0x0A, low: 0x8000_0000_0000_0000 | UInt64(number))
  }

  private static func random(_ number: Int, _ chance: inout SeededGenerator) -> PeopleTable.Entry {
    func some(_ word: String) -> String? { chance.below(2) == 0 ? nil : word }
    let absences: [Absence?] = [nil, nil, .left, .until(Day(number: 20_000 + number))]
    return PeopleTable.Entry(
      entra: entra(number),
      user: User(
        id: "p\(number)",
        name: ["Åse", "", "Nils 😀", "x\0y"][chance.below(4)] + "\(number)",
        role: Role.allCases[chance.below(Role.allCases.count)],
        municipality: some("m\(chance.below(3))"),
        signIn: some("p\(number)@åsdal.example"),
        unit: some("u\(chance.below(9))"),
        absence: absences[chance.below(4)]
      ),
      leader: chance.below(2) == 0 ? nil : entra(chance.below(300))
    )
  }

  @Test(arguments: [UInt64(1), 2, 3])
  func `gives everybody back as they were`(seed: UInt64) throws {
    var chance = SeededGenerator(seed: seed)
    let entries = (0..<200).map { Self.random($0, &chance) }
    let directory = Directory().with(PeopleTable(entries))
    #expect(directory.count == 200)
    for entry in entries {
      var user = entry.user
      let leader = entry.leader.flatMap { leader in entries.first { $0.entra == leader } }
      user.leader = leader?.user.id
      #expect(directory.user(user.id) == user)
      #expect(directory.user(entra: entry.entra) == user)
      if let signIn = user.signIn { #expect(directory.user(signIn: signIn.uppercased()) == user) }
      #expect(directory.account(of: user.id) == entry.entra)
    }
    #expect(directory.user(entra: Self.entra(9_999)) == nil)
    #expect(directory.user("p200") == User(id: "p200", name: "p200", role: .unknown))
    #expect(directory.ids == entries.map(\.user.id).sorted())
    #expect(directory.municipalities == Set(entries.compactMap(\.user.municipality)))
    for role in Role.allCases {
      #expect(directory.users(in: role) == directory.users { $0.role == role })
    }
  }

  @Test func `lets the file count before the tenant`() throws {
    let written = try Directory(
      parsing: "kari\tKari\titstaff\n"
        + "liv\tLiv\tleader\t\t00000000-0000-000a-8000-000000000002\n"
        + "odd\tOdd\temployee\t\t\todd@x.example\tliv\n",
      file: "users.tsv"
    )
    func entry(_ number: Int, _ id: String, leader: Int? = nil) -> PeopleTable.Entry {
      PeopleTable.Entry(
        entra: Self.entra(number),
        user: User(id: id, name: id, role: .employee, signIn: "\(id)@x.example"),
        leader: leader.map(Self.entra)
      )
    }
    let tenant = PeopleTable([
      entry(1, "kari"), entry(2, "liv.l"), entry(3, "odd"), entry(4, "per", leader: 2),
      entry(5, "siv", leader: 1),
    ])
    let directory = written.with(tenant)
    #expect(directory.hiddenIDs == ["kari", "liv.l", "odd"])
    #expect(directory.user("kari").role == .itstaff)
    // Whoever has the tenant's account of the name is not the one whom the file means.
    #expect(directory.user(entra: Self.entra(1)) == nil)
    #expect(directory.user(entra: Self.entra(2))?.id == "liv")
    #expect(directory.user(signIn: "odd@x.example")?.leader == "liv")
    #expect(directory.user("per").leader == "liv")
    #expect(directory.user("siv").leader == nil)
    #expect(!directory.knows("liv.l"))
    #expect(directory.ids == ["kari", "liv", "odd", "per", "siv"])
    #expect(directory.count == 5)
    #expect(directory.samples(4) == ["kari", "liv", "odd", "per"])
    #expect(directory.isOfTenant("per") && !directory.isOfTenant("kari"))
    #expect(directory.with(PeopleTable()).ids == ["kari", "liv", "odd"])
  }

  @Test func `lets nobody have the id, the account or the name of another`() {
    var second = PeopleTable.Entry(
      entra: Self.entra(2),
      user: User(id: "a", name: "Second", role: .itstaff, signIn: "a@x")
    )
    let first = PeopleTable.Entry(
      entra: Self.entra(1),
      user: User(id: "a", name: "First", role: .pupil, signIn: "a@x")
    )
    #expect(Directory().with(PeopleTable([first, second])).user("a").role == .pupil)
    #expect(Directory().with(PeopleTable([first, second])).user(signIn: "A@x")?.role == .pupil)
    second.entra = first.entra
    let directory = Directory().with(PeopleTable([first, second]))
    #expect(directory.user(entra: Self.entra(1))?.role == .pupil)
  }

  @Test(arguments: [UInt64(1), 2]) func `writes ids of Entra as they are read`(seed: UInt64) {
    var chance = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      let id = EntraID(high: chance.next(), low: chance.next())
      #expect(EntraID(id.description) == id)
      #expect(EntraID(id.description.uppercased()) == id)
    }
    #expect(
      EntraID("0000000A-0000-4000-8000-00000000000b")?.description
        == "0000000a-0000-4000-8000-00000000000b"
    )
    for text in [
      "", "0000000a00004000800000000000000b", "0000000a-0000-4000-8000-00000000000g",
      "0000000a-0000-4000-80000-0000000000b", "0000000å-0000-4000-8000-0000000000b",
    ] { #expect(EntraID(text) == nil) }
  }
}
