import Foundation
import Ground
import Importing
import TestKit
import Testing

/// An export of the conformance data and the reference's result.
struct ReferenceExport: Sendable, CustomTestStringConvertible {
  /// Below `formats/exports`.
  var name: String
  /// Below `formats`; empty where the reference converts it to nothing that parses.
  var expected: String

  var testDescription: String { name }

  static let all: [ReferenceExport] = {
    let url = Shared.root.appending(path: "formats/index.jsonl")
    guard let text = try? String(contentsOf: url, encoding: .utf8) else { return [] }
    return text.split(separator: "\n").compactMap { line in
      guard let row = try? JSON(parsing: String(line)), let file = row["file"]?.string,
        file.hasPrefix("exports/")
      else { return nil }
      let isUsable = row["reparse"]?.string == "accept"
      return ReferenceExport(
        name: String(file.dropFirst("exports/".count)),
        expected: isUsable ? row["expected"]?.string ?? "" : ""
      )
    }
  }()

  static let readable = all.filter { refused[$0.name] == nil }
  static let converted = all.filter { !$0.expected.isEmpty }

  /// Files that hold no export, by the end of their names, and why.
  static let refused: [String: String] = {
    let reasons = [
      "Scenario_Responses_Friendly.tsv": "no columns 'Question' and 'Answer'",
      "InvalidLUISModel1.json": "regex_entities[0].name: is missing",
    ]
    var refused: [String: String] = [:]
    for export in all {
      let last = export.name.split(separator: "/").last.map(String.init) ?? ""
      refused[export.name] = reasons[last]
    }
    return refused
  }()

  func imported() throws -> Imported {
    let url = Shared.root.appending(path: "formats/exports/\(name)")
    return try Export(file: name, bytes: [UInt8](Data(contentsOf: url))).imported()
  }
}
