internal import Crypto
internal import Ground
package import StatesLanguage

/// A definition in the States Language, with the name it goes by.
package struct Flow: Sendable {
  package let name: String
  /// The definition as it is kept with every execution that begins with it.
  package let text: String
  package let machine: StateMachine
  /// SHA-256 of the text: two definitions are the same when it is.
  package let hash: String

  /// Reads a definition; throws where it is no JSON or no state machine.
  package init(name: String, text: String) throws {
    self.name = name
    self.text = text
    machine = try StateMachine(JSON(parsing: text))
    hash = SHA256(of: Array(text.utf8)).description
  }
}
