/// Several networks over one table of features that vote, with a linear machine on a large set, and naive Bayes
/// where it helps: all that ``IntentModel`` asks, in the form in which it is asked quickest.
struct Ensemble: Sendable, Equatable {
  let table: FeatureTable
  /// A row of the hidden units of all networks for each feature, one network after the other.
  ///
  /// They lie together since most of the time is spent on fetching them.
  let input: NibbleRows
  let heads: [NetworkHead]
  /// What all hidden units begin with.
  private let biases: [Lane]
  /// Votes where the set is large; on a small one it adds nothing to the networks.
  let machine: LinearVoter?
  /// Votes where ``Blend`` found that it should.
  let bayes: LinearVoter?
  let labelCount: Int

  /// Takes what was trained.
  init(
    table: FeatureTable,
    networks: [Network],
    machine: LinearMachine?,
    bayes: ComplementBayes?,
    labelCount: Int
  ) {
    let heads = networks.map(NetworkHead.init)
    self.init(
      table: table,
      input: NibbleRows(count: heads.isEmpty ? 0 : table.count, width: Self.width(heads)) {
        feature in
        networks.flatMap { $0.row(of: feature) }
      },
      heads: heads,
      machine: machine.map { LinearVoter($0, features: table.count) },
      bayes: bayes.map { LinearVoter($0, features: table.count, labels: labelCount) },
      labelCount: labelCount
    )
  }

  init(
    table: FeatureTable,
    input: NibbleRows,
    heads: [NetworkHead],
    machine: LinearVoter?,
    bayes: LinearVoter?,
    labelCount: Int
  ) {
    self.table = table
    self.input = input
    self.heads = heads
    biases = heads.flatMap(\.hiddenBias)
    self.machine = machine
    self.bayes = bayes
    self.labelCount = labelCount
  }

  /// How many lanes a row has.
  static func width(_ heads: [NetworkHead]) -> Int {
    heads.reduce(0) { $0 + $1.hiddenBias.count }
  }

  /// What the networks say of a text.
  func opinion(on features: Features) -> Opinion {
    let vector = FeatureVector(features, in: table)
    var opinion = Opinion(labelCount: labelCount, unseen: Double(vector.unseen))
    guard labelCount > 1 else { return opinion }
    var units = biases
    if !units.isEmpty { input.add(vector.ids, vector.values, to: &units) }
    var first = 0
    for head in heads {
      opinion.add(head.scores(of: units, from: first), share: 1 / Float(heads.count))
      first += head.hiddenBias.count
    }
    if let machine {
      opinion = opinion.mixed(with: machine.scores(of: vector), share: LinearMachine.share)
    }
    if let bayes { opinion = opinion.mixed(with: bayes.scores(of: vector), share: Blend.share) }
    return opinion
  }
}
