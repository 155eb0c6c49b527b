import Ground
import Testing
import Understanding

/// Every expected value is worked out by hand from the ten predictions below.
@Suite struct EvaluationTests {
  private let evaluation = Evaluation([
    prediction("a", ("a", 0.95), ("b", 0.05)),  // right
    prediction("a", ("a", 0.85)),  // right
    prediction("a", ("b", 0.65), ("c", 0.2), ("a", 0.1)),  // wrong, third
    prediction("b", ("b", 0.55)),  // right
    prediction("b", ("a", 0.45), ("b", 0.4)),  // wrong, second
    prediction("c", ("b", 0.35)),  // wrong, not there
    prediction("c"),  // nothing offered
    prediction("c", ("c", 1)),  // right
    prediction(nil, ("a", 0.55)),  // out of scope, answered
    prediction(nil),  // out of scope, nothing offered
  ])

  @Test func `counts right first labels and reciprocal ranks in scope`() {
    #expect(evaluation.accuracy == 4.0 / 8)
    #expect(about(evaluation.meanReciprocalRank, 29.0 / 48))
  }

  @Test func `gives precision, recall and F1 for every label`() {
    let scores = evaluation.labelScores
    #expect(scores.map(\.label) == ["a", "b", "c"])
    #expect(scores.map(\.count) == [3, 2, 3])
    // Predicted: a four times, two right; b three times, one right; c once, right.
    let (third, seventh): (Double, Double) = (1.0 / 3, 1.0 / 7)
    #expect(scores.map(\.precision) == [0.5, third, 1])
    #expect(scores.map(\.recall) == [2 * third, 0.5, third])
    #expect(about(scores[0].f1, 4 * seventh) && about(scores[1].f1, 0.4))
    #expect(about(scores[2].f1, 0.5))
    #expect(about(evaluation.macroF1, (4 * seventh + 0.9) / 3))
  }

  @Test func `lists what was taken for what, most often first`() {
    // What is out of scope and got no label is no mistake.
    let twice = Evaluation(evaluation.predictions + [Self.prediction("b", ("a", 0.3))])
    #expect(twice.confusions.map(\.count) == [2, 1, 1, 1, 1])
    #expect(twice.confusions[0].gold == "b" && twice.confusions[0].predicted == "a")
    #expect(twice.confusions[1].gold == nil && twice.confusions[1].predicted == "a")
  }

  @Test func `gives the chance that what is in scope is the surer`() throws {
    // In scope .95 .85 .65 .55 .45 .35 0 1, out of scope .55 and 0. Against .55: 4 above, 1 tie; against 0: 7, 1 tie.
    #expect(about(try #require(evaluation.scopeAUROC), (4.5 + 7.5) / 16))
    // Right .95 .85 .55 1, wrong .65 .45 .35 0 .55 0: each of the right ones above 6, but .55 above 4 and tied with 1.
    #expect(about(try #require(evaluation.rightnessAUROC), 22.5 / 24))
    #expect(Evaluation(evaluation.inScope).scopeAUROC == nil)
  }

  @Test func `compares confidence and accuracy in bins of equal width`() {
    let bins = evaluation.reliability(bins: 10)
    #expect(bins.map(\.count) == [2, 0, 0, 1, 1, 2, 1, 0, 1, 2])
    #expect(bins[9].confidence == 0.975 && bins[9].accuracy == 1)
    #expect(bins[5].confidence == 0.55 && bins[5].accuracy == 0.5)
    // Distances times counts, from the third filled bin: .35, .45, .05 × 2, .65, .15, .025 × 2.
    #expect(about(evaluation.calibrationError(), 0.175))
  }

  /// Threshold, right in scope of 8, out of scope found of 2, answered of 10, wrong of these.
  private static let points: [(Double, Int, Int, Int, Int)] = [
    (0, 4, 1, 8, 4), (0.5, 4, 1, 6, 2), (0.55, 4, 1, 6, 2), (0.6, 3, 2, 4, 1), (1, 1, 2, 1, 0),
  ]

  @Test(arguments: points)
  func `says what comes of a threshold`(
    threshold: Double,
    right: Int,
    found: Int,
    answered: Int,
    wrong: Int
  ) {
    let point = evaluation.point(at: threshold)
    #expect(point.accuracy == Double(right) / 8)
    #expect(point.outOfScopeRecall == Double(found) / 2)
    #expect(about(point.coverage, Double(answered) / 10))
    #expect(about(point.risk, Double(wrong) / Double(answered)))
  }

  @Test func `finds the threshold that meets two bounds best`() throws {
    #expect(evaluation.sweep(steps: 4).map(\.threshold) == [0, 0.25, 0.5, 0.75, 1])
    let strict = try #require(evaluation.bestPoint(accuracy: 0.3, outOfScopeRecall: 0.9))
    #expect(strict.threshold == 0.56 && strict.accuracy == 3.0 / 8)
    let lax = try #require(evaluation.bestPoint(accuracy: 0.5, outOfScopeRecall: 0.4))
    #expect(lax.threshold == 0 && lax.accuracy == 0.5)
  }

  @Test func `is all zero over nothing`() {
    let nothing = Evaluation([])
    #expect(nothing.accuracy == 0 && nothing.meanReciprocalRank == 0 && nothing.macroF1 == 0)
    #expect(nothing.calibrationError() == 0 && nothing.confusions.isEmpty)
    #expect(nothing.bestPoint(accuracy: 0, outOfScopeRecall: 0) == nil)
    #expect(!EvaluationReport(nothing).markdown.isEmpty)
  }

  @Test func `reports the same figures as Markdown and as JSON`() {
    let report = EvaluationReport(evaluation)
    #expect(report.markdown.contains("| accuracy in scope (P@1)       | 0.500 |"))
    #expect(report.markdown.contains("| b     | 2          | 0.333     | 0.500  | 0.400 |"))
    #expect(report.json["figures"]?["accuracy"]?.double == 0.5)
    #expect(report.json["labels"]?.array?.count == 3)
    #expect(report.json["reliability"]?.array?.count == 10)
  }

  @Test func `keeps a table in shape whatever its cells hold`() {
    let table = MarkdownTable.text([["a", "b"], ["x|y\nz"], ["1", "2"]])
    #expect(table == "| a      | b |\n|--------|---|\n| x\\|y z |   |\n| 1      | 2 |\n")
  }

  private static func prediction(_ gold: String?, _ guesses: (String, Double)...) -> Prediction {
    Prediction(gold: gold, ranking: guesses.map { .init($0.0, $0.1) })
  }

  private func about(_ value: Double, _ expected: Double) -> Bool { abs(value - expected) < 1e-12 }
}
