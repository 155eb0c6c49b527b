/// The choice whether naive Bayes votes beside the networks, by what both say of examples they have not seen.
enum Blend {
  /// The share of the vote that naive Bayes gets where it votes at all.
  static let share: Float = 0.5

  /// Whether the blend is better than the networks alone: it gains more examples than it loses, by more than half
  /// a standard deviation of that difference (McNemar).
  static func helps(networks: [Opinion?], blended: [Opinion?], classes: [Int]) -> Bool {
    var (gained, lost) = (0, 0)
    for index in classes.indices {
      guard let alone = networks[index], let both = blended[index] else { continue }
      let (before, after) = (alone.best == classes[index], both.best == classes[index])
      if after && !before { gained += 1 }
      if before && !after { lost += 1 }
    }
    return gained > lost && 4 * (gained - lost) * (gained - lost) > gained + lost
  }
}
