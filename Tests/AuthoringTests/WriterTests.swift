import Authoring
import Ground
import TestKit
import Testing

@Suite struct WriterTests {
  @Test(
    .enabled(if: Shared.isThere("formats/index.jsonl"), "needs RAKEL_SHARED (default ../shared)"),
    arguments: ReferenceCase.someFiles
  )
  func `writes what was read from Microsoft's files`(path: String) throws {
    let text = try ReferenceCase.file(path).text
    if text.isValid { check(text, path) }
  }

  @Test(
    .enabled(if: Shared.isThere("formats/index.jsonl"), "needs RAKEL_SHARED (default ../shared)"),
    arguments: ReferenceCase.snippets
  )
  func `writes what was read from the reference's snippets`(number: Int) {
    let snippet = ReferenceCase.snippet(number)
    if snippet.text.isValid { check(snippet.text, snippet.name) }
  }

  private func check(_ text: AuthoredText, _ name: String) {
    let writer = ModelWriter(lu: text.lu, qna: text.qna)
    let again = AuthoredText.parse(writer.text)
    #expect(writer.diagnostics.isEmpty, "\(name)")
    #expect(again.isValid, "\(name): \(again.diagnostics.filter { $0.severity == .error })")
    let isSame = again.lu == text.lu && again.qna == text.qna
    #expect(isSame, "\(name): \(difference(again.lu, text.lu))")
  }

  /// Where two models differ, in a few words.
  private func difference(_ got: LUFile, _ wanted: LUFile) -> String {
    if got.info != wanted.info { return "info \(got.info) \(wanted.info)" }
    if got.imports != wanted.imports { return "imports" }
    for (own, other) in zip(got.intents, wanted.intents) where own != other {
      for (left, right) in zip(own.utterances, other.utterances) where left != right {
        return "got \(left) wanted \(right)"
      }
      return "got \(own.patterns) \(own.features) wanted \(other.patterns) \(other.features)"
    }
    for (own, other) in zip(got.entities, wanted.entities) where own != other {
      return "got \(own) wanted \(other)"
    }
    if got.phraseLists != wanted.phraseLists {
      return "got \(got.phraseLists) wanted \(wanted.phraseLists)"
    }
    return "counts or pairs"
  }
}
