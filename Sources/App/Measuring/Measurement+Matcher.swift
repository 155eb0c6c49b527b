internal import Understanding

extension Measurement {
  static func covid(_ data: MeasuringData) async throws -> [Figure] {
    let trial = try MatcherTrial(data, "covidfaq")
    return [
      trial.firstPlace(bound: .init(0.54, aim: 0.62)),
      trial.reciprocalRank(bound: .init(0.68, aim: 0.75)),
      trial.calibration,
    ]
  }

  static func norquad(_ data: MeasuringData) async throws -> [Figure] {
    let trial = try MatcherTrial(data, "norquad_retrieval")
    return [
      trial.firstPlace(bound: .init(0.89, aim: 0.92)),
      trial.reciprocalRank(bound: nil),
      trial.calibration,
      Figure(
        set: trial.set,
        what: "µs a query, median",
        value: trial.microseconds,
        bound: .init(200, aim: 100),
        digits: 0,
        note: Machine.note
      ),
      Figure(
        set: trial.set,
        what: "seconds to build the index",
        value: trial.buildSeconds,
        bound: .init(1, aim: 0.5),
        digits: 2,
        note: Machine.note
      ),
    ]
  }
}

/// A set of pairs asked all its queries.
private struct MatcherTrial {
  let set: String
  let evaluation: Evaluation
  let buildSeconds: Double
  let microseconds: Double

  init(_ data: MeasuringData, _ set: String) throws {
    let (pairs, queries) = (try data.pairs(set), try data.examples("\(set)/queries"))
    let clock = ContinuousClock()
    let start = clock.now
    let matcher = AnswerMatcher(pairs: pairs)
    let built = clock.now
    var (predictions, times): ([Prediction], [Duration]) = ([], [])
    for query in queries {
      let asked = clock.now
      let matches = matcher.match(query.text)
      times.append(clock.now - asked)
      predictions.append(
        Prediction(gold: query.label, ranking: matches.map { .init($0.id, $0.confidence) })
      )
    }
    self.set = set
    evaluation = Evaluation(predictions)
    buildSeconds = (built - start) / .seconds(1)
    // The median: what else the machine did meanwhile shows least in it.
    microseconds = times.isEmpty ? 0 : times.sorted()[times.count / 2] / .microseconds(1)
  }

  func firstPlace(bound: Figure.Bound) -> Figure {
    Figure(set: set, what: "P@1", value: evaluation.accuracy, bound: bound)
  }

  func reciprocalRank(bound: Figure.Bound?) -> Figure {
    Figure(
      set: set,
      what: "MRR of the first ten",
      value: evaluation.meanReciprocalRank,
      bound: bound
    )
  }

  var calibration: Figure {
    Figure(set: set, what: "calibration error, 10 bins", value: evaluation.calibrationError())
  }
}
