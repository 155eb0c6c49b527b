/// Why no recogniser can be trained.
package enum TrainingError: Error, Sendable, Hashable, CustomStringConvertible {
  /// There is nothing to learn from.
  case noExamples
  /// An example has an empty label; `index` counts from 0.
  case emptyLabel(index: Int)

  package var description: String {
    switch self {
    case .noExamples: "there are no examples to learn from; add utterances to the intents"
    case .emptyLabel(let index): "example \(index + 1) has no label; give it one"
    }
  }
}
