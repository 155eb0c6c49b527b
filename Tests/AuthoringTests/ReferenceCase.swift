import Authoring
import Foundation
import Ground
import TestKit
import Testing

/// A text with the verdict of the reference parser.
struct ReferenceCase: Sendable, CustomTestStringConvertible {
  var name: String
  var text: AuthoredText
  var isAccepted: Bool
  /// What the reference reports first, where it has a place.
  var place: (line: Int, column: Int)?
  /// The members `luis` and `qna` of its result.
  var luis: JSON?
  var qna: JSON?
  var alterations: JSON?

  var testDescription: String { name }
}

extension ReferenceCase {
  /// The files of the conformance data.
  static let files: [String] = rows("formats/index.jsonl").compactMap { row in
    guard ["lu", "qna"].contains(row["kind"]?.string), row["verdict"]?.string != "needs-network"
    else { return nil }
    return row["file"]?.string
  }

  /// Every fifth of them, or all where `RAKEL_ALL` is set: what is enough for the slower properties.
  static let someFiles: [String] = {
    let step = ProcessInfo.processInfo.environment["RAKEL_ALL"] == nil ? 5 : 1
    return stride(from: 0, to: files.count, by: step).map { files[$0] }
  }()

  private static let fileRows = Dictionary(
    rows("formats/index.jsonl").compactMap { row in row["file"]?.string.map { ($0, row) } },
    uniquingKeysWith: { first, _ in first }
  )

  static func file(_ path: String) throws -> ReferenceCase {
    let row = fileRows[path] ?? .null
    let root = Shared.root.appending(path: "formats")
    let bytes = try [UInt8](Data(contentsOf: root.appending(path: path)))
    var expected = JSON.null
    if row["verdict"]?.string == "accept", let result = row["expected"]?.string {
      expected = try JSON(parsing: [UInt8](Data(contentsOf: root.appending(path: result))))
    }
    return ReferenceCase(
      name: path,
      text: AuthoredText.parse(bytes: bytes, file: path),
      isAccepted: row["verdict"]?.string == "accept",
      place: place(in: row["error"]?.string),
      luis: expected["luis"],
      qna: expected["qna"],
      alterations: expected["alterations"]
    )
  }

  /// The snippets of the reference's own tests that are one text, by number in the file.
  static let snippets: [Int] = inline.indices.filter {
    inline[$0]["expect"]?.string != "needs-network"
      && (inline[$0]["files"]?.array?.count ?? 1) == 1
  }

  private static let inline = rows("formats/inline-cases.jsonl")

  static func snippet(_ number: Int) -> ReferenceCase {
    let row = inline[number]
    let text = row["input"]?.string ?? row["files"]?.array?.first?["content"]?.string ?? ""
    let isParsed = row["api"]?.string == "parseFile"
    let result = isParsed ? row["result"] : nil
    return ReferenceCase(
      name: "\(row["id"]?.string ?? "") \(row["title"]?.string ?? "")",
      text: AuthoredText.parse(text, culture: row["locale"]?.string ?? "en-us"),
      isAccepted: row["expect"]?.string == "accept",
      place: place(in: row["error"]?.string),
      luis: result?["LUISJsonStructure"],
      qna: result?["qnaJsonStructure"],
      alterations: result?["qnaAlterations"]
    )
  }

  private static func rows(_ path: String) -> [JSON] {
    let url = Shared.root.appending(path: path)
    guard let text = try? String(contentsOf: url, encoding: .utf8) else { return [] }
    return text.split(separator: "\n").compactMap { try? JSON(parsing: String($0)) }
  }

  /// The first `line L:C` of an error, the column counted from 1.
  private static func place(in error: String?) -> (line: Int, column: Int)? {
    guard let match = error?.firstMatch(of: #/line (\d+):(\d+)/#),
      let line = Int(match.1), let column = Int(match.2)
    else { return nil }
    return (line, column + 1)
  }
}
