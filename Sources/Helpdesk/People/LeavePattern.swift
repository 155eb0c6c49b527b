internal import Foundation
internal import WorkingTime

/// How a word tells until when somebody is on leave: a text with a day in it, as `PERMISJON;{day}`.
package struct LeavePattern: Sendable, Hashable {
  package let word: AccountWord
  private let before: String
  private let after: String

  /// What stands for the day.
  static let mark = "{day}"
  private static let dayLength = 10

  /// Nil where the text does not have ``mark`` exactly once.
  init?(_ word: AccountWord, _ text: String) {
    let parts = text.components(separatedBy: Self.mark)
    guard parts.count == 2 else { return nil }
    self.word = word
    (before, after) = (parts[0].lowercased(), parts[1].lowercased())
  }

  /// The day on which somebody is back (`2027-01-05`); nil where the account does not say so.
  func back(_ account: Account) -> Day? {
    guard let text = account.words[word]?.lowercased(),
      text.hasPrefix(before), text.hasSuffix(after),
      text.count == before.count + Self.dayLength + after.count
    else { return nil }
    return Day(text.dropFirst(before.count).prefix(Self.dayLength))
  }
}
