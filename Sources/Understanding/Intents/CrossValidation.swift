/// What a recogniser says of its own examples when it has not seen them.
package enum CrossValidation {
  /// How many parts take turns in being held out.
  package static let folds = HeldOut.folds

  /// The classification of each example by a recogniser trained on four fifths of the examples, without it.
  ///
  /// Nil for the only example of a label, which is never held out. Confidences are calibrated on all of them
  /// together. Blocks; takes up to five times as long as ``IntentModel/train(_:)``.
  /// - Throws: ``TrainingError`` where there are no examples or one has no label.
  package static func classifications(
    of examples: [Example],
    limit: Int = 5
  ) throws(TrainingError) -> [Classification?] {
    try classifications(of: examples, limit: limit, recipe: .standard)
  }

  static func classifications(
    of examples: [Example],
    limit: Int,
    recipe: Recipe
  ) throws(TrainingError) -> [Classification?] {
    let set = try TrainingSet(examples)
    let opinions = HeldOut(of: set, recipe: recipe, everyFold: true).opinions
    let confidence = Confidence(fitting: opinions, classes: set.classes)
    return opinions.map { opinion in
      opinion.map { Classification(of: $0, labels: set.labels, confidence, limit: limit) }
    }
  }
}
