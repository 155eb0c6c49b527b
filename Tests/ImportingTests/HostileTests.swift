import Authoring
import Ground
import Importing
import Testing

/// Exports whose texts mean something in `.lu` and `.qna`, and exports that are none.
struct HostileTests {
  @Test(arguments: 0..<30)
  func `writes any LUIS app so that it reads back`(seed: Int) throws {
    var random = Nonsense(seed: UInt64(seed))
    let export = Export(file: "app.json", bytes: Array(random.luisApp().text.utf8))
    #expect(throws: Never.self) { try export.imported().files(stem: "app") }
  }

  @Test(arguments: 0..<30)
  func `writes any CLU project so that it reads back`(seed: Int) throws {
    var random = Nonsense(seed: UInt64(seed))
    let export = Export(file: "clu.json", bytes: Array(random.cluProject().text.utf8))
    #expect(throws: Never.self) { try export.imported().files(stem: "clu") }
  }

  @Test(arguments: 0..<30)
  func `writes any training data so that it reads back`(seed: Int) throws {
    var random = Nonsense(seed: UInt64(seed))
    let export = Export(file: "nlu.yml", bytes: Array(random.trainingData().utf8))
    #expect(throws: Never.self) { try export.imported().files(stem: "nlu") }
  }

  @Test(arguments: 0..<30)
  func `writes any knowledge base so that it reads back`(seed: Int) throws {
    var random = Nonsense(seed: UInt64(seed))
    let export = Export(file: "kb.json", bytes: Array(random.knowledgeBase().text.utf8))
    #expect(throws: Never.self) { try export.imported().files(stem: "kb") }
  }

  @Test(arguments: 0..<30)
  func `writes any table of pairs so that it reads back`(seed: Int) throws {
    var random = Nonsense(seed: UInt64(seed))
    let export = Export(file: "kb.tsv", bytes: Array(random.table().utf8))
    #expect(throws: Never.self) { try export.imported().files(stem: "kb") }
  }
}
