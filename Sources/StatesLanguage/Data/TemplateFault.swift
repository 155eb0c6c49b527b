/// A payload template or a choice rule cannot be used: where in it, and why.
package struct TemplateFault: Error, Sendable, Hashable, CustomStringConvertible {
  /// The keys, and the indices from 0, that lead to the faulty value.
  package var path: [String]
  /// What is wrong with it; an offset of 0 where the fault is in the value as a whole.
  package var fault: ExpressionFault

  package init(path: [String], fault: ExpressionFault) {
    self.path = path
    self.fault = fault
  }

  /// A fault of a whole value.
  init(_ path: [String], _ message: String) {
    self.init(path: path, fault: ExpressionFault(message: message, offset: 0))
  }

  /// The path as a JSON pointer (RFC 6901).
  package var pointer: String {
    path.map { step in
      "/"
        + step.replacing("~", with: "~0").replacing("/", with: "~1")
    }.joined()
  }

  package var description: String { "\(pointer): \(fault)" }
}
