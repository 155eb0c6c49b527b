package import Understanding

/// Chooses between the recogniser's intents, the matcher's answers, a question and silence.
///
/// The dispatcher is a pure function of the reading and the role: it neither sends nor stores. The roles of an
/// intent are enforced here and nowhere else, before anything is revealed.
package struct Dispatcher: Sendable {
  private let access: [String: Set<String>]
  private let thresholds: Thresholds

  /// How many choices a question offers at most; more are not read.
  private let mostChoices = 3

  package init(settings: ContentSettings) {
    access = settings.access
    thresholds = settings.thresholds
  }

  /// What to do about `reading` for somebody of that role.
  package func decide(_ reading: Reading, role: Role) -> Verdict {
    guard role.mayUseRakel else {
      return Verdict(decision: .refused(.account), confidence: 1, candidates: [])
    }
    let known = reading.candidates.filter { $0.candidate.kind != .outside }
    let permitted = known.filter { mayUse($0.candidate, role) }
    guard let best = reading.candidates.first else {
      return Verdict(decision: .none(label: nil), confidence: 1, candidates: [])
    }
    if best.confidence >= thresholds.act, best.candidate.kind != .outside {
      guard mayUse(best.candidate, role) else {
        return Verdict(decision: .refused(.role), confidence: best.confidence, candidates: [])
      }
      let decision: Decision =
        best.candidate.kind == .intent ? .intent(best.candidate.name) : .answer(best.candidate.name)
      return Verdict(decision: decision, confidence: best.confidence, candidates: permitted)
    }
    if let choices = choices(among: permitted, best: best) {
      return Verdict(
        decision: .clarify(choices.map(\.candidate)),
        confidence: choices.reduce(0) { $0 + $1.confidence },
        candidates: permitted
      )
    }
    let label = best.candidate.kind == .outside ? best.candidate.name : nil
    let inside = known.reduce(0) { $0 + $1.confidence }
    return Verdict(
      decision: .none(label: label),
      confidence: max(0, 1 - inside),
      candidates: permitted
    )
  }

  /// The near ones, where asking is worth the user's while: together they must be as likely as one to act on.
  private func choices(among permitted: [Weighed], best: Weighed) -> [Weighed]? {
    let near = permitted.filter { $0.confidence >= thresholds.offer }.prefix(mostChoices)
    guard near.count > 1, near.reduce(0, { $0 + $1.confidence }) >= thresholds.act else {
      return nil
    }
    return Array(near)
  }

  private func mayUse(_ candidate: Candidate, _ role: Role) -> Bool {
    guard candidate.kind == .intent, let roles = access[candidate.name] else { return true }
    return roles.contains(role.rawValue)
  }
}
