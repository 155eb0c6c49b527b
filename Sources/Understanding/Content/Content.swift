package import Authoring
internal import Foundation

/// Everything the helpdesk's authors wrote, in the form in which it is used.
package struct Content: Sendable {
  /// What users may want; also the labels that say that something is outside (`None`, `None.HR`).
  package var intents: [Intent]
  package var entities: [Entity]
  /// Questions and answers, by the order of the files.
  package var pairs: [Pair]
  /// Words that mean the same in questions.
  package var synonyms: [[String]]
  /// What is said for an intent or an outside label, by its name.
  package var replies: [String: Pair]
  /// Rakel's own phrases, by their id.
  package var phrases: [String: Pair]
  package var settings: ContentSettings
  private let positions: [String: Int]

  package init(
    lu: LUFile,
    qna: QNAFile,
    replies: QNAFile = QNAFile(),
    phrases: QNAFile = QNAFile(),
    settings: ContentSettings = ContentSettings()
  ) {
    intents = lu.intents
    entities = lu.entities
    pairs = qna.pairs.joined()
    synonyms = qna.alterations.map(\.words)
    self.replies = Dictionary(replies.pairs.joined().map { ($0.id, $0) }) { first, _ in first }
    self.phrases = Dictionary(phrases.pairs.joined().map { ($0.id, $0) }) { first, _ in first }
    self.settings = settings
    positions = Dictionary(pairs.enumerated().map { ($1.id, $0) }) { first, _ in first }
    keepContextOnly()
  }

  /// A pair to which a prompt leads that is marked `context-only` is reached through prompts only.
  private mutating func keepContextOnly() {
    let prompts = (pairs + replies.values).flatMap(\.variants).flatMap(\.prompts)
    for prompt in prompts where prompt.isContextOnly {
      guard let target = candidate(for: prompt), target.kind == .answer,
        let position = positions[target.name]
      else {
        continue
      }
      pairs[position].isContextOnly = true
    }
  }

  /// The pair with that id.
  package func pair(_ id: String) -> Pair? { positions[id].map { pairs[$0] } }

  /// The values of a list entity; none where there is no such entity.
  package func listValues(of name: String) -> [ListValue] {
    for entity in entities where entity.name == name {
      if case .list(let values) = entity.kind { return values }
    }
    return []
  }

  /// What a prompt leads to: a pair by its id or by one of its questions, or an intent by its name.
  package func candidate(for prompt: Prompt) -> Candidate? {
    if pair(prompt.target) != nil { return Candidate(.answer, prompt.target) }
    let question = prompt.target.replacing("-", with: " ").lowercased()
    if let pair = pairs.first(where: { $0.questions.contains { $0.text.lowercased() == question } })
    {
      return Candidate(.answer, pair.id)
    }
    return intents.contains { $0.name == prompt.target } ? Candidate(.intent, prompt.target) : nil
  }

  /// The list entities whose words steer a conversation: in an utterance they name no thing.
  package static let steering: Set<String> = ["ja", "nei", "avbryt", "korreksjon", "mer"]

  /// The name under which an intent stands for what is outside the content.
  package static func isOutside(_ intent: String) -> Bool {
    intent == "None" || intent.hasPrefix("None.")
  }
}
