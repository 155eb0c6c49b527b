internal import Dialogue
internal import Foundation
internal import Ground
internal import Understanding

/// How good the dispatcher's decisions are on labelled messages.
struct DecisionEvaluation {
  /// What a decision was worth.
  enum Outcome: String, CaseIterable {
    /// The right thing was done, or rightly nothing.
    case right
    /// The right one was among two or three choices.
    case asked
    /// It was known, but we said that we don't know.
    case missed
    /// Something else was served, or asked about, than was meant.
    case wrong
    /// Something was served that the content has nothing for.
    case answered
  }

  /// One message, read once, so that thresholds can be tried without reading again.
  struct Case {
    var message: LabelledMessage
    var reading: Reading
  }

  let cases: [Case]
  let settings: ContentSettings

  init(_ messages: [LabelledMessage], reader: Reader, settings: ContentSettings) {
    let now = Date()
    cases = messages.map {
      let scope = Reader.Scope(municipality: $0.municipality)
      return Case(message: $0, reading: reader.read(Heard($0.text).text, in: scope, at: now))
    }
    self.settings = settings
  }

  /// The outcome of each case with these thresholds.
  func outcomes(_ thresholds: Thresholds) -> [(case: Case, verdict: Verdict, outcome: Outcome)] {
    var settings = settings
    settings.thresholds = thresholds
    let dispatcher = Dispatcher(settings: settings)
    return cases.map {
      let verdict = dispatcher.decide($0.reading, role: $0.message.role)
      return ($0, verdict, Self.outcome(verdict.decision, $0.message))
    }
  }

  private static func outcome(_ decision: Decision, _ message: LabelledMessage) -> Outcome {
    switch decision {
    case .intent(let name), .answer(let name):
      if message.expected.contains(name) { return .right }
      return message.isOutside ? .answered : .wrong
    case .clarify(let candidates):
      return candidates.contains { message.expected.contains($0.name) } ? .asked : .wrong
    case .none: return message.isOutside ? .right : .missed
    case .refused: return message.expected.contains("refused") ? .right : .wrong
    }
  }

  /// The share of each outcome; `answered` among what is outside, `right` also by itself inside.
  func shares(_ thresholds: Thresholds) -> Shares {
    let outcomes = outcomes(thresholds)
    let outside = outcomes.filter(\.case.message.isOutside)
    let inside = outcomes.filter { !$0.case.message.isOutside }
    func share(
      _ outcome: Outcome,
      of cases: [(case: Case, verdict: Verdict, outcome: Outcome)]
    ) -> Double {
      cases.isEmpty ? 0 : Double(cases.count { $0.outcome == outcome }) / Double(cases.count)
    }
    return Shares(
      right: share(.right, of: outcomes),
      rightInside: share(.right, of: inside),
      askedInside: share(.asked, of: inside),
      missedInside: share(.missed, of: inside),
      wrongInside: share(.wrong, of: inside),
      answeredOutside: share(.answered, of: outside),
      askedOutside: share(.wrong, of: outside)
    )
  }

  struct Shares {
    /// Of all messages; everything else of those inside or outside the content.
    var right: Double
    var rightInside: Double
    var askedInside: Double
    var missedInside: Double
    var wrongInside: Double
    var answeredOutside: Double
    /// Outside, and asked about something.
    var askedOutside: Double

    /// What users would say it is worth: a right answer 1, a right question half, a wrong answer or one to what we
    /// cannot know costs as much as a right one gains.
    var worth: Double {
      rightInside + askedInside / 2 - wrongInside - answeredOutside - askedOutside / 4
    }
  }

  /// The thresholds that are worth most, in steps of a twentieth, among those that answer at most one in twenty
  /// messages that are outside; the likeliest to hold elsewhere, so of equals the strictest.
  func recommended() -> Thresholds {
    var best: (worth: Double, thresholds: Thresholds) = (-.infinity, Thresholds())
    for act in stride(from: 0.9, through: 0.2, by: -0.05) {
      for offer in stride(from: 0.4, through: 0.1, by: -0.05) where offer < act {
        var thresholds = Thresholds()
        (thresholds.act, thresholds.offer) = (
          (act * 100).rounded() / 100, (offer * 100).rounded() / 100
        )
        let shares = shares(thresholds)
        guard shares.answeredOutside <= 0.05 else { continue }
        if shares.worth > best.worth + 1e-9 { best = (shares.worth, thresholds) }
      }
    }
    return best.thresholds
  }
}
