package import People
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
    let weighed = promoted(reading, role)
    let permitted = weighed.filter {
      $0.candidate.kind != .outside && permits($0.candidate, to: role)
    }
    let best = weighed.first { $0.candidate.kind != .outside }
    if let best, best.confidence >= thresholds.act {
      return act(on: best, role, candidates: permitted)
    }
    let inside = weighed.reduce(0) { sum, candidate in
      candidate.candidate.kind == .outside ? sum : sum + candidate.confidence
    }
    if let choices = choices(among: permitted), inside >= 0.5 {
      return Verdict(
        decision: .clarify(choices.map(\.candidate)),
        confidence: choices.reduce(0) { $0 + $1.confidence },
        candidates: permitted
      )
    }
    let first = weighed.first?.candidate
    let label = first?.kind == .outside ? first?.name : nil
    return Verdict(
      decision: .none(label: label),
      confidence: max(0, 1 - inside),
      candidates: permitted
    )
  }

  /// Which of the choices that were asked about a message leans to; nil where it leans to none.
  ///
  /// The best of all that it may mean, worth offering at the least, and twice as likely as any other choice.
  package func leaning(of reading: Reading, to choices: [Candidate]) -> Candidate? {
    guard let best = reading.candidates.first, choices.contains(best.candidate),
      best.confidence >= thresholds.offer
    else {
      return nil
    }
    let second = reading.candidates.dropFirst().first { choices.contains($0.candidate) }
    return best.confidence >= 2 * (second?.confidence ?? 0) ? best.candidate : nil
  }

  private func act(on best: Weighed, _ role: Role, candidates: [Weighed]) -> Verdict {
    guard permits(best.candidate, to: role) else {
      return Verdict(decision: .refused(.role), confidence: best.confidence, candidates: [])
    }
    let name = best.candidate.name
    return Verdict(
      decision: best.candidate.kind == .intent ? .intent(name) : .answer(name),
      confidence: best.confidence,
      candidates: candidates
    )
  }

  /// The candidates, with the intent first of which the whole utterance fits a pattern, where the role may use it.
  ///
  /// An author's pattern is a rule: «mine saker» means the worklist to whom has one, and the own cases to others.
  private func promoted(_ reading: Reading, _ role: Role) -> [Weighed] {
    guard let ruled = reading.patterns.first(where: { permits($0, to: role) }) else {
      return reading.candidates
    }
    let others = reading.candidates.filter { $0.candidate != ruled }
    let own = reading.candidates.first { $0.candidate == ruled }?.confidence ?? 0
    let confidence = max(own, Self.trustInPatterns)
    let left = max(1 - own, 1e-9)
    return [Weighed(ruled, confidence)]
      + others.map { Weighed($0.candidate, $0.confidence / left * (1 - confidence)) }
  }

  /// How often an author's pattern is right, from 0 to 1.
  private static let trustInPatterns = 0.95

  /// The near ones, where asking is worth the user's while: two or three that stand out.
  private func choices(among permitted: [Weighed]) -> [Weighed]? {
    let near = permitted.filter { $0.confidence >= thresholds.offer }.prefix(mostChoices)
    return near.count > 1 ? Array(near) : nil
  }

  /// Whether somebody of that role may be served the candidate, and may know of it.
  func permits(_ candidate: Candidate, to role: Role) -> Bool {
    guard candidate.kind == .intent, let roles = access[candidate.name] else { return true }
    return roles.contains(role.rawValue)
  }
}
