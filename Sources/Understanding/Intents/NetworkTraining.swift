internal import Ground

/// Trains one network, example by example, by stochastic gradient descent with Adagrad's step for each row
/// (Duchi, Hazan, Singer 2011) and rates that fall to zero.
///
/// One thread, one seed, one order of additions: the same examples give the same bits.
struct NetworkTraining {
  private let recipe: Recipe
  private let vectors: [FeatureVector]
  private let labels: [Int]
  private var network: Network
  /// The rows of the hidden layer while they move; the network gets them when they are done.
  private var input: [Lane]
  private var generator: SeededGenerator
  /// Adagrad's sums of squared gradients, one for each row.
  private var inputSquares: [Float]
  private var outputSquares: [Float]
  /// The share of the smoothing that each label gets; 0 in the padding.
  private var smoothing: [Lane]
  private var step = Step()

  /// What one step works on; kept from step to step so that none allocates.
  private struct Step {
    var ids: [Int32] = []
    var values: [Float] = []
    var units: [Lane] = []
    var unitErrors: [Lane] = []
    var active: [Int32] = []
    var activeValues: [Float] = []
    var errors: [Lane] = []
  }

  /// Prepares a network over `features` features for `labelCount` labels; `labels` has the label of each vector.
  init(
    _ vectors: [FeatureVector],
    labels: [Int],
    labelCount: Int,
    features: Int,
    recipe: Recipe,
    seed: UInt64
  ) {
    self.recipe = recipe
    self.vectors = vectors
    self.labels = labels
    generator = SeededGenerator(seed: seed)
    let hidden = recipe.hidden
    let inputWidth = Lanes.needed(for: hidden)
    let spread = recipe.outputSpread * (6 / Float(hidden + labelCount)).squareRoot()
    input = Self.random(features, hidden, spread: recipe.inputSpread, &generator)
    network = Network(
      labels: labelCount,
      hidden: hidden,
      input: [],
      output: Self.random(hidden, labelCount, spread: spread, &generator),
      hiddenBias: Array(repeating: Lane(), count: inputWidth),
      outputBias: Self.row(labelCount, value: 0, padding: Network.never)
    )
    smoothing = Self.row(labelCount, value: recipe.smoothing / Float(labelCount), padding: 0)
    inputSquares = Array(repeating: 1e-3, count: features)
    outputSquares = Array(repeating: 1e-3, count: hidden)
    step.units = network.hiddenBias
    step.unitErrors = network.hiddenBias
    step.errors = network.outputBias
  }

  /// Goes through the examples as often as the recipe says and gives the network.
  consuming func trained() -> Network {
    var order = Array(vectors.indices)
    guard !order.isEmpty else { return finished() }
    let wanted = (recipe.leastSteps + order.count - 1) / order.count
    let passes = max(recipe.passes, min(wanted, recipe.mostPasses))
    let total = Float(passes * order.count)
    var done: Float = 0
    for _ in 0..<passes {
      generator.shuffle(&order)
      for example in order {
        let rest = 1 - done / total
        done += 1
        forward(vectors[example])
        findErrors(label: labels[example])
        learnOutput(rate: recipe.outputRate * rest)
        learnInput(rate: recipe.inputRate * rest)
      }
    }
    return finished()
  }

  private consuming func finished() -> Network {
    network.input = input.map(HalfLane.init(rounding:))
    return network
  }

  private static func row(_ count: Int, value: Float, padding: Float) -> [Lane] {
    var row = [Lane](repeating: Lane(repeating: padding), count: Lanes.needed(for: count))
    for index in 0..<count { row[index / 8][index % 8] = value }
    return row
  }

  /// Uniform numbers around 0; the padding of each row stays 0.
  private static func random(
    _ rows: Int,
    _ columns: Int,
    spread: Float,
    _ generator: inout SeededGenerator
  ) -> [Lane] {
    let width = Lanes.needed(for: columns)
    var matrix = [Lane](repeating: Lane(), count: rows * width)
    for row in 0..<rows {
      for column in 0..<columns {
        let number = Float(generator.next() >> 40) * 0x1p-23 - 1
        matrix[row * width + column / 8][column % 8] = number * spread
      }
    }
    return matrix
  }

  /// Computes hidden units and label scores of a vector from which features and units are dropped at random.
  private mutating func forward(_ vector: FeatureVector) {
    step.ids.removeAll(keepingCapacity: true)
    step.values.removeAll(keepingCapacity: true)
    let scale = 1 / (1 - recipe.inputDropout)
    for place in vector.ids.indices where !drops(recipe.inputDropout) {
      step.ids.append(vector.ids[place])
      step.values.append(vector.values[place] * scale)
    }
    for lane in step.units.indices { step.units[lane] = network.hiddenBias[lane] }
    for lane in step.errors.indices { step.errors[lane] = network.outputBias[lane] }
    Lanes.add(input, step.ids, step.values, to: &step.units)
    dropUnits()
    Lanes.add(network.output, step.active, step.activeValues, to: &step.errors)
  }

  private mutating func drops(_ rate: Float) -> Bool {
    Float(generator.next() >> 40) * 0x1p-24 < rate
  }

  private mutating func dropUnits() {
    step.active.removeAll(keepingCapacity: true)
    step.activeValues.removeAll(keepingCapacity: true)
    let scale = 1 / (1 - recipe.hiddenDropout)
    for unit in 0..<recipe.hidden {
      let value = step.units[unit / 8][unit % 8]
      guard value > 0, !drops(recipe.hiddenDropout) else { continue }
      step.active.append(Int32(unit))
      step.activeValues.append(value * scale)
    }
  }

  /// Turns the label scores into the gradient of the smoothed cross-entropy: probability minus target.
  private mutating func findErrors(label: Int) {
    var highest = step.errors[0]
    for lane in step.errors { highest = pointwiseMax(highest, lane) }
    let top = highest.max()
    var sums = Lane()
    for lane in step.errors.indices {
      step.errors[lane] = Lanes.exp(step.errors[lane] - top)
      sums += step.errors[lane]
    }
    let sum = sums.sum()
    for lane in step.errors.indices {
      step.errors[lane] = step.errors[lane] / sum - smoothing[lane]
    }
    step.errors[label / 8][label % 8] -= 1 - recipe.smoothing
  }

  /// Moves the output layer and finds the errors of the hidden units.
  private mutating func learnOutput(rate: Float) {
    var squares: Float = 0
    for lane in step.errors { squares += (lane * lane).sum() }
    squares /= Float(network.labels)
    let (width, scale) = (step.errors.count, 1 / (1 - recipe.hiddenDropout))
    for lane in step.unitErrors.indices { step.unitErrors[lane] = Lane() }
    unsafe step.errors.withUnsafeBufferPointer { errors in
      unsafe network.output.withUnsafeMutableBufferPointer { rows in
        guard let errors = errors.baseAddress, let rows = rows.baseAddress else {
          return
        }
        for (place, unit) in step.active.enumerated() {
          let (unit, value) = (Int(unit), step.activeValues[place])
          outputSquares[unit] += value * value * squares
          let row = unsafe rows + unit * width
          var error = Lane()
          for lane in 0..<width { unsafe error += row[lane] * errors[lane] }
          step.unitErrors[unit / 8][unit % 8] = error.sum() * scale
          let factor = rate * value / outputSquares[unit].squareRoot()
          unsafe Lanes.subtract(errors, times: factor, from: row, width: width)
        }
      }
    }
    for lane in step.errors.indices { network.outputBias[lane] -= step.errors[lane] * (rate * 0.1) }
  }

  private mutating func learnInput(rate: Float) {
    var squares: Float = 0
    for lane in step.unitErrors { squares += (lane * lane).sum() }
    squares /= Float(recipe.hidden)
    let width = step.unitErrors.count
    unsafe step.unitErrors.withUnsafeBufferPointer { errors in
      unsafe input.withUnsafeMutableBufferPointer { rows in
        guard let errors = errors.baseAddress, let rows = rows.baseAddress else {
          return
        }
        for (place, id) in step.ids.enumerated() {
          let (id, value) = (Int(id), step.values[place])
          inputSquares[id] += value * value * squares
          let factor = rate * value / inputSquares[id].squareRoot()
          unsafe Lanes.subtract(errors, times: factor, from: rows + id * width, width: width)
        }
      }
    }
    for lane in step.unitErrors.indices {
      network.hiddenBias[lane] -= step.unitErrors[lane] * (rate * 0.1)
    }
  }
}
