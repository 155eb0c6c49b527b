import Testing

// Tables are App's own.
@testable import App

@Suite struct AlignedTableTests {
  @Test func `aligns by the columns of a terminal and leaves out what is empty`() {
    let table = AlignedTable(
      heading: ["no.", "where", "name", "text"],
      rows: [["1", "", "日本", "x"], ["1000", "", "🙂", ""], ["2", "", "e\u{301}", "y"]]
    )
    #expect(
      table.lines == [
        "no.   name  text", "1     日本  x", "1000  🙂", "2     e\u{301}     y",
      ]
    )
  }

  @Test func `gives a terminal nothing to obey`() {
    let table = AlignedTable(heading: ["a"], rows: [["x\u{1B}[2J\n\r\u{0}\u{85}\u{9B}y"]])
    #expect(table.lines == ["a", "x [2J     y"])
  }
}
