/// An expression does not parse.
package struct ExpressionFault: Error, Sendable, Hashable, CustomStringConvertible {
  /// Why, in one clause.
  package var message: String
  /// Where in the expression, in UTF-16 code units from 0.
  package var offset: Int

  package init(message: String, offset: Int) {
    self.message = message
    self.offset = offset
  }

  package var description: String { "\(message) (at offset \(offset))" }
}
