/// What became of something that was to be written down once.
package struct Registration: Sendable, Hashable {
  /// Its number in the register.
  package var number: Int
  /// False where the key had been there before: it is the number of what was written then.
  package var isNew: Bool

  package init(number: Int, isNew: Bool) {
    self.number = number
    self.isNew = isNew
  }
}

/// What became of a change to something in a register.
package enum Change: Sendable, Hashable {
  case made
  /// It was so already.
  case unneeded
  /// Nothing has that number.
  case missing
}
