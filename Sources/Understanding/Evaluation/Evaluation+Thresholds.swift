extension Evaluation {
  /// What comes of answering only from some confidence on, measured as by Larson and others (2019).
  package struct ThresholdPoint: Sendable, Hashable {
    /// The least confidence that is answered.
    package var threshold: Double
    /// The share of utterances in scope that are answered, and rightly.
    package var accuracy: Double
    /// The share of utterances out of scope that are not answered; 0 where there are none.
    package var outOfScopeRecall: Double
    /// The share of all utterances that are answered.
    package var coverage: Double
    /// The share of the answered ones that are wrong; 0 where none is.
    package var risk: Double
  }

  /// What comes of one threshold; what has no label at all counts as not answered.
  package func point(at threshold: Double) -> ThresholdPoint {
    let isAnswered = { (prediction: Prediction) in
      prediction.label != nil && prediction.confidence >= threshold
    }
    let answered = predictions.filter(isAnswered)
    return ThresholdPoint(
      threshold: threshold,
      accuracy: mean(inScope) { isAnswered($0) && $0.isRight ? 1 : 0 },
      outOfScopeRecall: mean(outOfScope) { isAnswered($0) ? 0 : 1 },
      coverage: mean(predictions) { isAnswered($0) ? 1 : 0 },
      risk: mean(answered) { $0.isRight ? 0 : 1 }
    )
  }

  /// The points of a row of thresholds from 0 to 1, both included.
  ///
  /// - Parameter steps: how many steps lie between 0 and 1, at least 1.
  package func sweep(steps: Int = 100) -> [ThresholdPoint] {
    precondition(steps > 0, "a sweep needs at least one step")
    return (0...steps).map { point(at: Double($0) / Double(steps)) }
  }

  /// The point of the sweep that meets two bounds best.
  ///
  /// The one whose smaller surplus, of accuracy over its bound and of recall over its own, is largest; the lowest
  /// threshold among equals. Nil for no predictions.
  package func bestPoint(
    accuracy: Double,
    outOfScopeRecall: Double,
    steps: Int = 100
  )
    -> ThresholdPoint?
  {
    guard !predictions.isEmpty else { return nil }
    let surplus = { (point: ThresholdPoint) in
      min(point.accuracy - accuracy, point.outOfScopeRecall - outOfScopeRecall)
    }
    return sweep(steps: steps).reduce(nil) { best, point in
      guard let best else { return point }
      return surplus(point) > surplus(best) ? point : best
    }
  }
}
