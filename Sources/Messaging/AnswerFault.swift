/// What is wrong with one value of an answer.
package struct AnswerFault: Error, Sendable, Hashable {
  /// The input's id; nil where no action of the card was chosen.
  package var input: String?
  package var code: Code

  /// Why a value does not count.
  package enum Code: String, Sendable, Hashable, CaseIterable {
    /// It must be told and is not.
    case missing
    /// It has more characters than the input takes.
    case tooLong
    /// It is not of the input's kind or does not fit its pattern.
    case malformed
    /// It is none of the choices.
    case notOffered
    /// It is below the least or above the most.
    case outOfBounds
  }

  package init(_ input: String?, _ code: Code) {
    self.input = input
    self.code = code
  }
}

/// An answer that does not count, with everything that is wrong with it, in the order of the inputs.
package struct AnswerFaults: Error, Sendable, Hashable {
  package var faults: [AnswerFault]

  package init(_ faults: [AnswerFault]) { self.faults = faults }
}
