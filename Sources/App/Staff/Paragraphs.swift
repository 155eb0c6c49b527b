internal import Foundation
internal import Helpdesk

/// The parts of a page about one thing.
enum Paragraphs {
  /// Facts by name, those that are empty left out.
  static func lines(of facts: [(name: String, value: String)]) -> [String] {
    let width = facts.map(\.name.count).max() ?? 0
    return facts.filter { !$0.value.isEmpty }.map { fact in
      let blanks = String(repeating: " ", count: width - fact.name.count + 2)
      return "  \(fact.name)\(blanks)\(AlignedTable.printable(fact.value))"
    }
  }

  /// Somebody's words, a line each and indented; none for no words.
  static func lines(_ text: String) -> [String] {
    if text.allSatisfy(\.isWhitespace) { return [] }
    return text.split(whereSeparator: \.isNewline).map { "  " + AlignedTable.printable(String($0)) }
  }

  /// Notes with who wrote them and when.
  static func lines(of notes: [Note], at now: Date) -> [String] {
    notes.flatMap { note in
      ["  \(AlignedTable.printable(note.author)), \(words(for: note.time, at: now)):"]
        + lines(note.text).map { "  " + $0 }
    }
  }

  /// A moment and how long ago it was.
  static func words(for time: Date, at now: Date) -> String {
    let words = Age(of: time, at: now).words
    return "\(words == "now" ? words : words + " ago") (\(time.rfc3339))"
  }
}
