internal import Understanding

extension Measurement {
  /// Accuracy on `test.tsv` after training on `train.tsv`.
  static func accuracy(of set: String, _ bound: Figure.Bound) -> Measurement {
    Measurement(name: set) { data in
      let evaluation = try predictions(data, set, on: "test")
      return [Figure(set: set, what: "accuracy, test", value: evaluation.accuracy, bound: bound)]
    }
  }

  static func massive(_ data: MeasuringData) async throws -> [Figure] {
    let set = "massive_nb-NO"
    let evaluation = try predictions(data, set, on: "dev")
    return [
      Figure(
        set: set,
        what: "accuracy, dev",
        value: evaluation.accuracy,
        bound: .init(0.865, aim: 0.880)
      ),
      calibration(of: evaluation, set),
    ]
  }

  /// Trained on what is in scope alone, as an author's `.lu` files would be.
  static func clinc(_ data: MeasuringData) async throws -> [Figure] {
    let set = "clinc150"
    let model = try IntentModel.train(try data.examples("\(set)/train"))
    let inScope = predictions(of: model, for: try data.examples("\(set)/dev"))
    let outOfScope = predictions(of: model, for: try data.examples("\(set)/oos_dev"))
      .map { Prediction(gold: nil, ranking: $0.ranking) }
    let evaluation = Evaluation(inScope + outOfScope)
    let (accuracy, recall) = (Figure.Bound(0.925, aim: 0.940), Figure.Bound(0.60, aim: 0.70))
    let point = evaluation.bestPoint(accuracy: accuracy.atLeast, outOfScopeRecall: recall.atLeast)
    let note = point.map { "answered from a confidence of \($0.threshold)" } ?? ""
    return [
      Figure(
        set: set,
        what: "AUROC of confidence, dev against oos_dev",
        value: evaluation.scopeAUROC,
        bound: .init(0.960, aim: 0.970)
      ),
      Figure(
        set: set,
        what: "accuracy in scope, dev",
        value: point?.accuracy,
        bound: accuracy,
        note: note
      ),
      Figure(
        set: set,
        what: "recall out of scope, oos_dev",
        value: point?.outOfScopeRecall,
        bound: recall,
        note: note
      ),
      calibration(of: Evaluation(inScope), set),
    ]
  }

  /// The published accuracies are of the sets' own test files, which are not to be had: to compare by eye only.
  static var hint: [Measurement] {
    [
      ("hint3_curekart", "LUIS .737, Dialogflow .750, BERT .836"),
      ("hint3_powerplay11", "LUIS .524, Dialogflow .596, BERT .585"),
      ("hint3_sofmattress", "LUIS .636, Dialogflow .732, BERT .736"),
    ].map { set, published in
      Measurement(name: set) { data in
        let examples = try data.examples("\(set)/train")
        let classifications = try CrossValidation.classifications(of: examples)
        let predictions = zip(examples, classifications).compactMap { example, classification in
          classification.map { prediction($0, gold: example.label) }
        }
        return [
          Figure(
            set: set,
            what: "accuracy, \(CrossValidation.folds)-fold on train",
            value: Evaluation(predictions).accuracy,
            note: "published, on test: \(published)"
          )
        ]
      }
    }
  }

  private static func calibration(of evaluation: Evaluation, _ set: String) -> Figure {
    Figure(
      set: set,
      what: "calibration error, dev, 10 bins",
      value: evaluation.calibrationError(bins: 10),
      bound: .init(0.05, aim: 0.03)
    )
  }

  private static func predictions(
    _ data: MeasuringData,
    _ set: String,
    on part: String
  ) throws -> Evaluation {
    let asked = try data.examples("\(set)/\(part)")
    let model = try IntentModel.train(try data.examples("\(set)/train"))
    return Evaluation(predictions(of: model, for: asked))
  }

  private static func predictions(of model: IntentModel, for asked: [Example]) -> [Prediction] {
    asked.map { prediction(model.classify($0.text), gold: $0.label) }
  }

  private static func prediction(_ classification: Classification, gold: String) -> Prediction {
    Prediction(
      gold: gold,
      ranking: classification.ranking.map { .init($0.candidate, $0.score) }
    )
  }
}
