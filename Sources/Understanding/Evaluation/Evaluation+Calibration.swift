extension Evaluation {
  /// The predictions whose confidence lies in one stretch.
  package struct ReliabilityBin: Sendable, Hashable {
    /// The confidence from which, in tenths where there are ten bins, the bin reaches.
    package var lowerBound: Double
    /// The confidence up to which; 1 belongs to the last bin.
    package var upperBound: Double
    package var count: Int
    /// The mean confidence; 0 where the bin is empty.
    package var confidence: Double
    /// The share that is right; 0 where the bin is empty.
    package var accuracy: Double
  }

  /// How often predictions of like confidence are right, in bins of equal width.
  ///
  /// - Parameter bins: how many, at least 1.
  package func reliability(bins: Int = 10) -> [ReliabilityBin] {
    precondition(bins > 0, "a reliability table needs at least one bin")
    var members = [[Prediction]](repeating: [], count: bins)
    for prediction in predictions {
      let place = Int((prediction.confidence * Double(bins)).rounded(.down))
      members[min(max(place, 0), bins - 1)].append(prediction)
    }
    return members.enumerated().map { place, some in
      ReliabilityBin(
        lowerBound: Double(place) / Double(bins),
        upperBound: Double(place + 1) / Double(bins),
        count: some.count,
        confidence: mean(some, of: \.confidence),
        accuracy: mean(some) { $0.isRight ? 1 : 0 }
      )
    }
  }

  /// The expected calibration error, 0…1: the mean distance of confidence and accuracy over the bins.
  ///
  /// Bins weigh by their predictions (Guo et al., On Calibration of Modern Neural Networks, 2017, eq. 3).
  package func calibrationError(bins: Int = 10) -> Double {
    guard !predictions.isEmpty else { return 0 }
    let distance = reliability(bins: bins).reduce(0) {
      $0 + Double($1.count) * abs($1.confidence - $1.accuracy)
    }
    return distance / Double(predictions.count)
  }
}
