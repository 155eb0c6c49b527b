internal import Foundation
internal import Norwegian
package import Understanding

/// What the channels show besides replies: a greeting, help, and the reasons for a decision.
extension Turn {
  /// What is said before the first message.
  package var greeting: String { Self.greeting(of: content) }

  /// What is said before the first message, in the words of the content.
  package static func greeting(of content: Content) -> String {
    Wording(content: content, language: .nb, municipality: nil).phrase(.greeting)
  }

  /// What the terminal chat can do.
  package var help: String { phrase(.help) }

  /// The words for passing over what need not be told, in the language of a conversation.
  package func skip(in conversation: Conversation) -> String {
    let language = conversation.language.flatMap(Language.init) ?? .nb
    return Wording(content: content, language: language, municipality: nil).phrase(.skip)
  }

  /// What is said when there is no decision to explain.
  package var nothingToExplain: String { phrase(.nothingToExplain) }

  /// The reasons for a turn's decision, for authors and technicians: in the words of the command-line contract.
  package func explain(_ outcome: Outcome) -> [String] {
    guard let understood = outcome.understood else { return [] }
    let (reading, verdict) = (understood.reading, understood.verdict)
    var lines = [
      "decision    \(verdict.decision.word) \(verdict.name ?? "")  \(percent(verdict.confidence))"
    ]
    let shown = reading.candidates.filter { maySee($0.candidate, after: verdict) }
    for weighed in shown.prefix(5) where weighed.confidence >= 0.005 {
      let candidate = weighed.candidate
      lines.append(
        "candidate   \(percent(weighed.confidence))  \(candidate.kind.rawValue) \(candidate.name)"
      )
    }
    if let best = shown.first?.candidate {
      lines += because(reader.reasons(for: best, in: reading))
    }
    lines += reading.entities.map { "entity      \($0.entity) = \($0.value.plain)  «\($0.text)»" }
    lines.append("language    \(reading.language?.rawValue ?? "unsure")")
    return lines
  }

  /// A refusal names nothing, and nobody is shown what their role may not use.
  private func maySee(_ candidate: Candidate, after verdict: Verdict) -> Bool {
    if case .refused = verdict.decision { return false }
    return candidate.kind == .outside || verdict.candidates.contains { $0.candidate == candidate }
  }

  private func because(_ reasons: Reasons) -> [String] {
    let words = reasons.words.map { "«\($0.word)» \(String(format: "%+.1f", $0.weight))" }
    var lines = [
      "recogniser  \(percent(reasons.recogniser))  \(words.joined(separator: "  "))",
      "matcher     \(percent(reasons.matcher))",
    ]
    if let wording = reasons.wording { lines[1] += "  nearest «\(wording)»" }
    return lines
  }

  private func phrase(_ phrase: Phrase) -> String {
    Wording(content: content, language: .nb, municipality: nil).phrase(phrase)
  }

  private func percent(_ probability: Double) -> String {
    String(format: "%3.0f %%", probability * 100)
  }
}

extension Decision {
  /// The word for it in the command-line contract.
  package var word: String {
    switch self {
    case .intent: "intent"
    case .answer: "answer"
    case .clarify: "clarify"
    case .none: "none"
    case .refused: "refused"
    }
  }
}
