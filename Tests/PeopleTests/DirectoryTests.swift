import Ground
import People
import TestKit
import Testing
import WorkingTime

@Suite struct DirectoryTests {
  private func directory(_ text: String) throws(Diagnostic) -> Directory {
    try Directory(parsing: text, file: "users.tsv")
  }

  @Test func `knows who is who`() throws {
    let directory = try directory(
      "# people\nberit\tBerit Ås\tleader\tÅsdal\n\nanna\tAnna\temployee\nb\tB\titstaff\t\n"
    )
    #expect(directory.ids == ["anna", "b", "berit"])
    #expect(directory.first == "berit")
    let berit = User(id: "berit", name: "Berit Ås", role: .leader, municipality: "åsdal")
    #expect(directory.user("berit") == berit)
    #expect(directory.user("anna").municipality == nil)
    #expect(directory.user("b").municipality == nil)
  }

  @Test func `knows accounts of Entra, written in any case`() throws {
    let directory = try directory(
      "a\tA\tleader\t\t0000000A-0000-4000-8000-00000000000b\nb\tB\titstaff\tåsdal\t\nc\tC\tpupil\n"
    )
    for text in ["0000000a-0000-4000-8000-00000000000b", "0000000A-0000-4000-8000-00000000000B"] {
      #expect(try directory.user(entra: #require(EntraID(text)))?.id == "a")
    }
    let other = try #require(EntraID("0000000a-0000-4000-8000-00000000000c"))
    #expect(directory.user(entra: other) == nil)
  }

  @Test
  func `knows by which name somebody signs in, who answers for them, and whether they are away`()
    throws
  {
    let directory = try directory(
      "a\tA\temployee\tåsdal\t\tAnna@aasdal.example\tb\tÅsdal skole\t2026-12-01\n"
        + "b\tB\tleader\t\t\t\t\t\tleft\n"
    )
    let anna = try #require(directory.user(signIn: "ANNA@aasdal.example"))
    #expect(anna == directory.user("a"))
    #expect(anna.leader == "b" && anna.unit == "Åsdal skole")
    let back = try #require(Day("2026-12-01"))
    #expect(anna.absence == .until(back))
    #expect(anna.absence?.holds(on: back + -1) == true)
    #expect(anna.absence?.holds(on: back) == false)
    #expect(directory.user("b").absence?.holds(on: back) == true)
    #expect(directory.user(signIn: "nobody@aasdal.example") == nil)
  }

  @Test func `takes whom it does not know for a stranger`() {
    #expect(Directory().user("x") == User(id: "x", name: "x", role: .unknown))
    #expect(!Directory().knows("x"))
    #expect(Directory().first == nil)
  }

  @Test func `reads what an editor on Windows wrote`() throws {
    let directory = try directory("\u{FEFF}a\tA\temployee\tåsdal\r\nb\tB\tleader\r\n")
    #expect(directory.ids == ["a", "b"])
    #expect(directory.user("a").municipality == "åsdal")
    #expect(directory.user("b").role == .leader)
  }

  @Test(arguments: [
    ("anna", "users.fields", 1, 1),
    ("anna\tAnna", "users.fields", 1, 1),
    ("\tAnna\temployee", "users.fields", 1, 1),
    ("a\tA\temployee\t\t\t\t\t\t\t", "users.fields", 1, 1),
    ("a\tA\temployee\t\t\t\t\t\tgone", "users.absence", 1, 19),
    ("a\tA\temployee\t\t\tx@y\nb\tB\temployee\t\t\tX@Y", "users.signIn", 2, 1),
    ("a\tA\temployee\tx\ty", "users.entra", 1, 16),
    ("a\tA\temployee\t\t{0000000A-0000-4000-8000-000000000000}", "users.entra", 1, 15),
    ("a\tA\temployee\t\t0000000a00004000800000000000000000000", "users.entra", 1, 15),
    (
      "a\tA\tpupil\t\t0000000a-0000-4000-8000-000000000000\n"
        + "b\tB\tleader\t\t0000000A-0000-4000-8000-000000000000",
      "users.entra", 2, 1
    ),
    ("a\tA\temployee\n\nb\tB😀\tking\tx", "users.role", 3, 7),
    ("a\tA\tEmployee", "users.role", 1, 5),
    ("a\tA\temployee\r\n# b\r\na\tB\tleader", "users.duplicate", 3, 1),
  ])
  func `says which line is wrong`(text: String, code: String, line: Int, column: Int) {
    let fault = #expect(throws: Diagnostic.self) { try directory(text) }
    #expect(fault?.code == code)
    #expect(fault?.file == "users.tsv")
    #expect(fault?.line == line)
    #expect(fault?.column == column)
    #expect(fault?.description.contains("\n") == false)
  }
}
