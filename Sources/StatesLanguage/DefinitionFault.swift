/// A definition is no state machine; ``StateMachineCheck`` says more, and where.
package struct DefinitionFault: Error, Sendable, Hashable, CustomStringConvertible {
  /// The JSON path of what is wrong.
  package var path: String
  package var message: String

  package init(_ path: String, _ message: String) {
    self.path = path
    self.message = message
  }

  package var description: String { "\(path): \(message)" }
}
