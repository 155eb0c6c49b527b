internal import Norwegian

/// The words in which people tell what they want with a campaign, as `flows/words/campaign.json` has them.
///
/// Where several phrases share a word the longest counts: «sett i gang igjen» is no «sett i gang».
package struct CampaignSpeech: Sendable {
  /// What a phrase tells.
  enum Sense: String, CaseIterable {
    case start, pause, resume, stop, status, report, add, remove
    /// Something that cannot be done in the chat.
    case other
    /// They ask, or wonder, rather than want.
    case doubt
    /// They want it not.
    case negation

    /// The act that it tells; nil for what tells none.
    var act: CampaignWish.Act? { CampaignWish.Act(rawValue: rawValue) }
  }

  /// A phrase of a sense.
  struct Entry {
    var sense: Sense
    /// Whether it can mean nothing else.
    var isPlain: Bool
    var phrase: PhrasePattern
  }

  private let entries: [Entry]
  private let stemmer: Stemmer

  /// Knows no words: always asks.
  package init() { self.init([], stemmer: Stemmer()) }

  init(_ entries: [Entry], stemmer: Stemmer) {
    // The longest first, and the plain ones before the others.
    self.entries = entries.sorted {
      ($0.phrase.count, $0.isPlain ? 1 : 0) > ($1.phrase.count, $1.isPlain ? 1 : 0)
    }
    self.stemmer = stemmer
  }

  /// The most words of a text that are looked at; who writes more does not give an order.
  private static let mostWords = 120

  private struct Found {
    var entry: Entry
    var match: PhrasePattern.Match
    var isPlain: Bool { entry.isPlain && match.isExact }
  }

  /// What a text asks for.
  ///
  /// A question is answered with how things stand, which harms nobody; of two orders in one text neither is taken, and
  /// one that is negated is not either.
  package func wish(in text: String) -> CampaignWish {
    let tokens = Array(StemmedWord.all(in: text, stemmer).prefix(Self.mostWords))
    let found = found(in: tokens)
    let has = { (sense: Sense) in found.contains { $0.entry.sense == sense } }
    if has(.report) { return CampaignWish(.report) }
    let questions = found.filter { $0.entry.sense == .status }
    if has(.other), !questions.contains(where: { $0.match.tokens[0] == 0 }) {
      return CampaignWish(.ask)
    }
    if !questions.isEmpty { return CampaignWish(.status) }
    let orders = found.filter { $0.entry.sense.act != nil }
    guard let act = orders.first?.entry.sense.act, orders.allSatisfy({ $0.entry.sense.act == act })
    else { return CampaignWish(.ask) }
    let negations = found.filter { $0.entry.sense == .negation }.flatMap(\.match.tokens)
    guard !orders.contains(where: { Self.touches($0.match.tokens, negations) }) else {
      return CampaignWish(.ask)
    }
    return CampaignWish(act, isSure: !has(.doubt) && orders.contains { $0.isPlain })
  }

  /// Whether one of the words stands next to one of the others.
  private static func touches(_ words: [Int], _ others: [Int]) -> Bool {
    words.contains { word in others.contains { abs($0 - word) == 1 } }
  }

  private func found(in tokens: [StemmedWord]) -> [Found] {
    var (found, taken): ([Found], [Int: Sense]) = ([], [:])
    for entry in entries {
      for match in entry.phrase.matches(in: tokens) {
        let isTaken = match.tokens.contains { taken[$0].map { $0 != entry.sense } ?? false }
        guard !isTaken else { continue }
        for token in match.tokens { taken[token] = entry.sense }
        found.append(Found(entry: entry, match: match))
      }
    }
    return found
  }
}
