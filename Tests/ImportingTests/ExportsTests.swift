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

  /// Where the reference loses something without a word.
  static let differences = [
    // `bing_entities` of the oldest schema.
    "app_defintion.json": ["ours: entity datetimeV2 prebuilt roles [] uses []"],
    // Hierarchical entities.
    "plFeatures.json": [
      "ours: entity hierarchical ml [] roles [\"hier_child1\", \"hier_child2\"]"
        + " uses [\"phraselist1\"]"
    ],
    // An utterance with the text of a pattern: one of the two is lost when it is read, and we keep the pattern.
    "all.json": [
      "ours: pattern of DeleteAlarm: delete the {alarmTime} alarm",
      "reference: utterance of DeleteAlarm: delete the {alarmTime} alarm []",
    ],
  ]

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
    let last = export.name.split(separator: "/").last.map(String.init) ?? ""
    let differences = Substance(imported.lu).difference(from: Substance(reference.lu))
    #expect(differences.isEmpty || differences == Self.differences[last])
    #expect(Substance(imported.qna).difference(from: Substance(reference.qna)) == [])
  }

  @Test(.enabled(if: isThere, reason), arguments: ReferenceExport.readable)
  func `writes files that read back as the same`(export: ReferenceExport) throws {
    let imported = try export.imported()
    #expect(throws: Never.self) { try imported.files(stem: "x") }
  }
}
