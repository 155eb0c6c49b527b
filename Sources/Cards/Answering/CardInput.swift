/// One input of a card: what is asked, and what a value of it must be.
package struct CardInput: Sendable, Hashable {
  /// The member of the answer that it becomes.
  package var id: String
  /// The words before it.
  package var label: String
  package var kind: Kind
  package var isRequired: Bool

  package init(id: String, label: String, kind: Kind, isRequired: Bool) {
    self.id = id
    self.label = label
    self.kind = kind
    self.isRequired = isRequired
  }

  /// What a value must be; bounds are within what is allowed.
  package enum Kind: Sendable, Hashable {
    /// Any words, at most so many characters, fitting the regular expression.
    case text(maximumLength: Int?, pattern: String?)
    /// One of a few, or several of them, by value.
    case choice([Choice], severalAllowed: Bool)
    /// A day, `YYYY-MM-DD`.
    case date(earliest: String?, latest: String?)
    /// A time of day, `HH:MM`.
    case time(earliest: String?, latest: String?)
    case number(least: Double?, most: Double?)
    /// One of two values.
    case toggle(on: String, off: String)
  }

  /// One of the values that may be chosen, and the words for it.
  package struct Choice: Sendable, Hashable {
    package var title: String
    package var value: String

    package init(title: String, value: String) {
      self.title = title
      self.value = value
    }
  }
}
