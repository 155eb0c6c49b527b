extension CrossValidation {
  /// How well the recogniser tells the labels of some content apart, each utterance judged by a model that has not
  /// seen it.
  ///
  /// Labels that say that nothing of the content is meant are labels like any other here.
  package static func evaluation(of content: Content) throws(TrainingError) -> Evaluation {
    let examples = content.examples
    let classifications = try classifications(of: examples)
    var predictions: [Prediction] = []
    for (example, classification) in zip(examples, classifications) {
      guard let classification else { continue }
      let ranking = classification.ranking.map { Prediction.Guess($0.candidate, $0.score) }
      predictions.append(Prediction(gold: example.label, ranking: ranking))
    }
    return Evaluation(predictions)
  }
}
