internal import Ground

/// A division of examples into parts that take turns in being held out.
///
/// Every label is spread evenly. The only example of a label is never held out: nobody could learn its label
/// without it, so nothing would be learnt from asking.
struct Folds: Sendable, Equatable {
  let count: Int
  /// The fold in which each example is held out; nil for never.
  let folds: [Int?]

  /// Divides examples by their classes, in an order that depends on their number alone.
  init(_ classes: [Int], count: Int) {
    self.count = count
    var sizes: [Int: Int] = [:]
    for label in classes { sizes[label, default: 0] += 1 }
    var order = Array(classes.indices)
    var generator = SeededGenerator(seed: UInt64(classes.count))
    generator.shuffle(&order)
    var folds = [Int?](repeating: nil, count: classes.count)
    var taken: [Int: Int] = [:]
    for index in order {
      let label = classes[index]
      guard sizes[label, default: 0] > 1 else { continue }
      folds[index] = (label + taken[label, default: 0]) % count
      taken[label, default: 0] += 1
    }
    self.folds = folds
  }

  /// The examples held out in a fold.
  func heldOut(in fold: Int) -> [Int] { folds.indices.filter { folds[$0] == fold } }

  /// The examples learnt from in a fold.
  func learnt(in fold: Int) -> [Int] { folds.indices.filter { folds[$0] != fold } }
}
