internal import Foundation
internal import Ground
internal import WorkingTime

/// The words on what is printed: `flows/print.json` of the content, by key.
struct PrintWords: Sendable {
  private let words: JSON

  init(_ words: JSON = [:]) { self.words = words }

  /// Reads the file of a folder of flows; without it, or where it cannot be read, the keys are the words.
  init(flows folder: String) {
    let data = FlowFolder.bytes(of: folder + "/print.json")
    words = data.flatMap { try? JSON(parsing: String(decoding: $0, as: UTF8.self)) } ?? [:]
  }

  /// The words for a key, in a part of the file where one is named; the key itself where there are none.
  subscript(key: String, in part: String? = nil) -> String {
    (part.flatMap { words[$0] } ?? words)[key]?.string ?? key
  }

  /// `onsdag 3. februar 2027`.
  func day(_ day: Day) -> String {
    let (year, month, date) = day.civil
    return "\(name(day.weekday, in: "days")) \(date). \(name(month, in: "months")) \(year)"
  }

  /// `feb.`, from a month's name.
  func month(_ month: Int) -> String {
    let name = name(month, in: "months")
    return name.count > 4 ? "\(name.prefix(3))." : name
  }

  private func name(_ number: Int, in list: String) -> String {
    let names = words[list]?.array ?? []
    return names.indices.contains(number - 1) ? names[number - 1].string ?? "" : "\(number)"
  }
}
