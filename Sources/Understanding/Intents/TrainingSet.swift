/// Examples made ready for training: labels as numbers, texts as features.
struct TrainingSet: Sendable {
  /// The labels, in order of their names.
  let labels: [String]
  /// The label of each example, as an index.
  let classes: [Int]
  let features: [Features]

  init(_ examples: [Example]) throws(TrainingError) {
    guard !examples.isEmpty else { throw .noExamples }
    if let index = examples.firstIndex(where: { $0.label.isEmpty }) {
      throw .emptyLabel(index: index)
    }
    // By bytes: the order of strings may change with the Unicode version.
    labels = Set(examples.map(\.label)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let numbers = Dictionary(uniqueKeysWithValues: labels.enumerated().map { ($1, $0) })
    classes = examples.map { numbers[$0.label] ?? 0 }
    features = examples.map { Features(of: $0.text) }
  }

  /// What a set of examples is trained on: a table of features and the examples in it.
  struct View: Sendable {
    let table: FeatureTable
    let vectors: [FeatureVector]
    let classes: [Int]
  }

  /// The examples of these numbers.
  func view(of members: [Int], recipe: Recipe) -> View {
    let texts = members.map { features[$0] }
    let table = FeatureTable(of: texts, least: members.count > recipe.largeSet ? 2 : 1)
    return View(
      table: table,
      vectors: texts.map { FeatureVector($0, in: table) },
      classes: members.map { classes[$0] }
    )
  }

  /// Naive Bayes, trained on `view`.
  func bayes(on view: View) -> ComplementBayes {
    ComplementBayes(
      view.vectors,
      labels: view.classes,
      labelCount: labels.count,
      features: view.table.count
    )
  }

  /// The linear machine, trained on `view`; nil for a small set.
  func machine(on view: View, recipe: Recipe) -> LinearMachine? {
    guard classes.count > recipe.largeSet, labels.count > 1 else { return nil }
    return LinearMachine(
      view.vectors,
      labels: view.classes,
      labelCount: labels.count,
      features: view.table.count
    )
  }

  /// The network number `number` of those that vote, trained on `view`.
  func network(_ number: Int, on view: View, recipe: Recipe) -> Network {
    NetworkTraining(
      view.vectors,
      labels: view.classes,
      labelCount: labels.count,
      features: view.table.count,
      recipe: recipe,
      seed: recipe.seed &+ UInt64(number)
    ).trained()
  }
}
