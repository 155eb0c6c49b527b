internal import Norwegian

/// Tells a message that asks for something from one that describes something.
///
/// Where any words would be an answer, a description is taken for one, and only a request for something else.
enum Request {
  private static let questionWords: Set<String> = [
    "hva", "kva", "ka", "hvor", "kor", "hvordan", "korleis", "kossen", "hvorfor", "kvifor", "når",
    "hvem", "kven", "hvilken", "hvilke", "hvilket", "what", "how", "where", "when", "who",
    "why", "which",
  ]

  private static let openers: [[String]] = [
    "kan jeg", "kan eg", "kan æ", "kan du", "kan dere", "kan de", "kan vi", "kan noen", "får jeg",
    "jeg vil", "eg vil", "æ vil", "jeg ønsker", "eg ønskjer", "jeg vil ha", "vis", "vis meg",
    "er det", "finnes det", "har dere", "har vi", "can i", "can you", "could you", "i want",
    "i would like", "show me", "is there", "do you",
  ].map(Words.key)

  /// Whether the message is put as a question or a wish.
  static func opens(_ tokens: [Token], of text: String) -> Bool {
    if text.contains("?") { return true }
    let words = tokens.prefix(4).map(\.folded)
    guard let first = words.first else { return false }
    return folded.contains(first) || openers.contains { words.starts(with: $0) }
  }

  private static let folded = Set(questionWords.flatMap(Words.key))
}
