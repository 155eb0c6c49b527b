import Authoring
import Foundation
import Ground
import Importing
import TestKit
import Testing

/// The real exports that lie beside the checkout, and what the reference's converter makes of them.
struct ExportsTests {
  static let isThere = Shared.isThere("formats/exports")
  static let reason: Comment = "needs RAKEL_SHARED (default ../shared)"

  @Test(.enabled(if: isThere, reason), arguments: ReferenceExport.all)
  func `reads every real export but those that are none`(export: ReferenceExport) throws {
    if let reason = ReferenceExport.refused[export.name] {
      let error = #expect(throws: ImportError.self) { try export.imported() }
      #expect(error?.message.contains(reason) == true)
    } else {
      _ = try export.imported()
    }
  }

  @Test(.enabled(if: isThere, reason), arguments: ReferenceExport.converted)
  func `says what the reference's converter says`(export: ReferenceExport) throws {
    let imported = try export.imported()
    let text = try String(
      contentsOf: Shared.root.appending(path: "formats/\(export.expected)"),
      encoding: .utf8
    )
    let reference = AuthoredText.parse(text)
    try #require(reference.isValid)
    #expect(Substance(imported.lu).difference(from: Substance(reference.lu)) == [])
    #expect(Substance(imported.qna).difference(from: Substance(reference.qna)) == [])
  }
}
extension ExportsTests {
  @Test(.enabled(if: isThere, reason), arguments: ReferenceExport.readable)
  func `writes files that read back as the same`(export: ReferenceExport) throws {
    let imported = try export.imported()
    #expect(throws: Never.self) { try imported.files(stem: "x") }
  }
}
