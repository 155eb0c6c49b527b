/// A pattern that an utterance matches from its first word to its last.
package struct PatternMatch: Sendable, Hashable {
  package var intent: String
  /// The pattern as authored.
  package var pattern: String
  /// What stands in its entity places, with the roles it names.
  package var mentions: [EntityMention]
  /// How many words of the utterance are the pattern's own rather than in an entity's place.
  ///
  /// Strong evidence for the intent from 2 on; with 0 the pattern matches whatever has its entities in it.
  package var words: Int

  /// Makes a match.
  package init(intent: String, pattern: String, mentions: [EntityMention], words: Int) {
    self.intent = intent
    self.pattern = pattern
    self.mentions = mentions
    self.words = words
  }
}
