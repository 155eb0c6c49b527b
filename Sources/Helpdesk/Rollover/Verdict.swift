/// Whether a machine is exchanged, and why.
package enum Verdict: Sendable, Hashable {
  /// The lowest rank comes first.
  case eligible(why: [RolloverReason], rank: Int)
  /// All that stands in the way; `note` is what the policy says of who is left out by name.
  case not([RolloverReason], note: String?)

  /// Whether it is.
  package var isEligible: Bool { if case .eligible = self { true } else { false } }
  /// Why, or why not.
  package var reasons: [RolloverReason] {
    switch self {
    case .eligible(let why, _): why
    case .not(let reasons, _): reasons
    }
  }
}
