import Foundation
import Ground
import TestKit
import Testing

// The settings are the program's own; no other module uses them.
@testable import App

/// `docs/3-operating.md` has every setting, metric and log event, and none that is not.
@Suite(.serialized) struct OperatingTablesTests {
  private static let path = Shared.checkout.appending(path: "docs/3-operating.md")

  @Test func `has every setting`() throws {
    let rows = Setting.all.map { setting in
      "| `\(setting.key)`\(setting.isSecret ? " 🔒" : "") | \(Self.standard(setting))"
        + " | \(setting.summary) |"
    }
    try expect("settings", ["| key | default | is |", "| --- | --- | --- |"] + rows)
  }

  @Test func `has every metric`() throws {
    let declaration = /(counter|gauge|histogram)\(\s*"([a-z_]+)",\s*"([^"]*)"/
    let rows = try Self.sources(with: "rakel_", "process_").flatMap { source in
      source.matches(of: declaration).map { "| `\($0.2)` | \($0.1) | \($0.3) |" }
    }
    try expect("metrics", ["| metric | kind | is |", "| --- | --- | --- |"] + rows.sorted())
  }

  @Test func `has every log event`() throws {
    let call = /log\(\s*(?:[^"()]|\([^()]*\)){1,200}?"([a-z]+(?:\.[a-z-]+)+)"/
    let entry = /event: "([a-z]+(?:\.[a-z-]+)+)"/
    let told = try Self.sources(with: "log(")
      .flatMap { source in
        source.matches(of: call).map { String($0.1) }
          + source.matches(of: entry).map { String($0.1) }
      }
    let text = try String(contentsOf: Self.path, encoding: .utf8)
    let section = try #require(text.firstRange(of: "## Log events"))
    let body = text[section.upperBound...].prefix { $0 != "#" }
    let listed = body.matches(of: /\n\| `([a-z.-]+)` \|/).map { String($0.1) }
    #expect(!told.isEmpty)
    #expect(Set(told).subtracting(listed) == [], "add them to the table in docs/3-operating.md")
    #expect(Set(listed).subtracting(told) == [], "nobody tells these any more")
    #expect(listed == listed.sorted())
  }

  /// Compares the table between the comments of that name, or writes it.
  private func expect(_ name: String, _ lines: [String]) throws {
    let text = try String(contentsOf: Self.path, encoding: .utf8)
    let begin = try #require(text.firstRange(of: "<!-- \(name):"))
    let start = try #require(text[begin.upperBound...].firstRange(of: "-->\n")).upperBound
    let end = try #require(text[start...].firstRange(of: "<!-- end of \(name)")).lowerBound
    let table = "\n" + lines.joined(separator: "\n") + "\n\n"
    guard ProcessInfo.processInfo.environment["RAKEL_RECORD"] == nil else {
      try (text[..<start] + table + text[end...]).write(
        to: Self.path,
        atomically: true,
        encoding: .utf8
      )
      return
    }
    #expect(text[start..<end] == table, "RAKEL_RECORD=1 swift test --filter OperatingTables")
  }

  private static func standard(_ setting: Setting) -> String {
    switch setting.standard {
    case .null: ""
    case .string(let text): "`\(text)`"
    case .array(let items) where items.isEmpty: "none"
    case .array(let items): items.map { "`\($0.string ?? $0.text)`" }.joined(separator: ", ")
    case let other: "`\(other.text)`"
    }
  }

  /// The sources that hold one of the words.
  private static func sources(with words: String...) throws -> [String] {
    let folder = Shared.checkout.appending(path: "Sources")
    let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    return try (names ?? []).filter { $0.hasSuffix(".swift") }.sorted().compactMap { name in
      let data = try Data(contentsOf: folder.appending(path: name))
      guard words.contains(where: { data.range(of: Data($0.utf8)) != nil }) else { return nil }
      return String(decoding: data, as: UTF8.self)
    }
  }
}
