/// Something a user may say, with what is meant by it.
package struct Example: Sendable, Hashable {
  /// What is meant: the name of an intent, the id of an answer, or a label for what is out of scope.
  package var label: String
  /// What is said, as it was typed.
  package var text: String

  package init(label: String, text: String) {
    self.label = label
    self.text = text
  }
}
