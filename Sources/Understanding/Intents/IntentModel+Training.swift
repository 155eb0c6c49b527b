extension IntentModel {
  /// Trains a recogniser; blocks, with at most two threads, for some seconds on ten thousand examples.
  ///
  /// The same examples in the same order give the same model, bit for bit.
  /// - Throws: ``TrainingError`` where there are no examples or one has no label.
  package static func train(_ examples: [Example]) throws(TrainingError) -> IntentModel {
    try train(examples, recipe: .standard)
  }

  static func train(
    _ examples: [Example],
    recipe: Recipe
  ) throws(TrainingError) -> IntentModel {
    let set = try TrainingSet(examples)
    return train(set, heldOut: HeldOut(of: set, recipe: recipe), recipe: recipe)
  }

  /// Trains on a set whose cross-validation is done.
  static func train(_ set: TrainingSet, heldOut: HeldOut, recipe: Recipe) -> IntentModel {
    let view = set.view(of: Array(set.classes.indices), recipe: recipe)
    // Between one label and nothing there is no choice to learn.
    let networks = TwoThreads.map(set.labels.count > 1 ? recipe.networks : 0) { number in
      set.network(number, on: view, recipe: recipe)
    }
    let ensemble = Ensemble(
      table: view.table,
      networks: networks,
      machine: set.machine(on: view, recipe: recipe),
      bayes: heldOut.usesBayes ? set.bayes(on: view) : nil,
      labelCount: set.labels.count
    )
    return IntentModel(
      labels: set.labels,
      ensemble: ensemble,
      confidence: Confidence(fitting: heldOut.opinions, classes: set.classes)
    )
  }
}
