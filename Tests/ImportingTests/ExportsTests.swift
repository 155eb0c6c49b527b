import Authoring
import Foundation
import Ground
import Importing
import TestKit
import Testing

/// The real exports that lie beside the checkout.
struct ExportsTests {
  @Test(.enabled(if: Shared.isThere("formats/exports"), "needs RAKEL_SHARED (default ../shared)"))
  func `lists them`() throws {
    let root = Shared.root.appending(path: "formats/exports")
    let files = try FileManager.default.subpathsOfDirectory(atPath: root.path).sorted()
    var n = 0
    for name in files where ["json", "tsv", "xlsx", "yml"].contains(name.split(separator: ".").last) {
      let path = root.appending(path: name).path
      n += 1
      let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
      let short = name.split(separator: "/").suffix(2).joined(separator: "/")
      do {
        let result = try Export(file: short, bytes: bytes).imported()
        print("OK", short, result.lu?.intents.count ?? 0, result.lu?.entities.count ?? 0, result.qna?.pairs.count ?? 0, result.qna?.alterations.count ?? 0, result.evaluation.count)
        for warning in result.warnings { print("   W", warning) }
      } catch {
        print("ERR", error)
      }
    }
    print(n)
  }
}
