internal import Cards
internal import Foundation
internal import Ground

/// The files of cards and of their sample data, by name and language.
struct CardFiles {
  /// Larger is a mistake: Teams takes 80 KB of a card.
  private static let mostBytes = 1_000_000

  private let folder: URL
  private let shownFolder: String
  private let files: Set<String>
  /// The names of cards, in order.
  let names: [String]
  /// Files that are in the way: no card, or a card's variant without the card.
  let misnamed: [Diagnostic]

  init(flows: String, as shown: String) {
    folder = URL(filePath: flows, directoryHint: .isDirectory)
    shownFolder = shown
    // No folder is no cards.
    let found = try? FileManager.default.contentsOfDirectory(
      atPath: folder.appending(path: "cards").path
    )
    let stems = (found ?? []).filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }
    let names = stems.filter { !$0.contains(".") }.sorted()
    self.names = names
    files = Set(stems)
    misnamed = stems.sorted().compactMap { stem in
      let parts = stem.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
      if parts.count == 1 { return nil }
      if parts.count == 2, CardLanguage(rawValue: parts[1]) != nil, names.contains(parts[0]) {
        return nil
      }
      return Diagnostic(
        .error,
        "card.name",
        file: "\(shown)/cards/\(stem).json",
        line: 1,
        "not a card's name: it must be NAME.json, or NAME.nn.json or NAME.en.json beside one"
      )
    }
  }

  /// Whether the card has a variant of its own in the language.
  func has(_ name: String, _ language: CardLanguage) -> Bool {
    files.contains("\(name).\(language)")
  }

  /// The template of a card, or of its variant in a language.
  func template(
    _ name: String,
    _ language: CardLanguage? = nil
  ) throws(Diagnostic) -> CardTemplate {
    let path = "cards/\(name)\(language.map { ".\($0)" } ?? "").json"
    let text = try text(of: path)
    do throws(JSONError) {
      return try CardTemplate(parsing: text, file: "\(shownFolder)/\(path)")
    } catch {
      throw fault(error, in: text, path)
    }
  }

  /// The sample data of a card; nil where there are none.
  func samples(of name: String) throws(Diagnostic) -> [JSON]? {
    let path = "samples/\(name).json"
    guard FileManager.default.fileExists(atPath: folder.appending(path: path).path) else {
      return nil
    }
    let text = try text(of: path)
    do throws(JSONError) {
      let json = try JSON(parsing: text, maximumDepth: 100)
      return json.array ?? [json]
    } catch {
      throw fault(error, in: text, path)
    }
  }

  private func text(of path: String) throws(Diagnostic) -> String {
    func unreadable(_ message: String) -> Diagnostic {
      Diagnostic(.error, "card.unreadable", file: "\(shownFolder)/\(path)", line: 1, message)
    }
    guard let file = FileHandle(forReadingAtPath: folder.appending(path: path).path) else {
      throw unreadable("the file cannot be read")
    }
    // A file that was only read is closed whatever closing says.
    defer { try? file.close() }
    // A folder by that name opens but cannot be read.
    guard let bytes = try? file.read(upToCount: Self.mostBytes + 1) ?? Data() else {
      throw unreadable("the file cannot be read")
    }
    guard bytes.count <= Self.mostBytes else { throw unreadable("the file is larger than 1 MB") }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw unreadable("the file is not UTF-8")
    }
    return text
  }

  private func fault(_ error: JSONError, in text: String, _ path: String) -> Diagnostic {
    let place = error.place(in: text)
    return Diagnostic(
      .error,
      "card.json",
      file: "\(shownFolder)/\(path)",
      line: place.line,
      column: place.column,
      error.message
    )
  }
}
