import Authoring
import Ground
import TestKit
import Testing

@Suite struct FormatterTests {
  @Test(
    .enabled(if: Shared.isThere("formats/index.jsonl"), "needs RAKEL_SHARED (default ../shared)"),
    arguments: ReferenceCase.someFiles
  )
  func `rewrites Microsoft's files without changing what they say`(path: String) throws {
    let text = try ReferenceCase.file(path).text
    guard text.isValid, !text.diagnostics.contains(where: { $0.code == "lu.invalid-utf8" }) else {
      return
    }
    let formatted = try text.formatted()
    let again = AuthoredText.parse(formatted)
    #expect(again.lu == text.lu)
    #expect(again.qna == text.qna)
    #expect(try again.formatted() == formatted, "\(path) is formatted differently a second time")
  }

  @Test(
    .enabled(if: Shared.isThere("formats/index.jsonl"), "needs RAKEL_SHARED (default ../shared)"),
    arguments: ReferenceCase.snippets
  )
  func `rewrites the reference's snippets without changing what they say`(number: Int) throws {
    let snippet = ReferenceCase.snippet(number)
    guard snippet.text.isValid else { return }
    let formatted = try snippet.text.formatted()
    #expect(try AuthoredText.parse(formatted).formatted() == formatted)
  }
}
