import Dialogue
import Ground
import TestKit
import Testing

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
    ("a\tA\temployee\tx\ty", "users.fields", 1, 1),
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
