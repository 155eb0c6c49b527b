/// The entities of a message and the patterns that it matches from beginning to end.
package struct EntityReading: Sendable, Hashable {
  /// From left to right; they overlap only as ``EntityExtractor`` says.
  package var mentions: [EntityMention]
  /// The most telling pattern first; empty for most messages.
  package var patterns: [PatternMatch]

  /// Makes a reading.
  package init(mentions: [EntityMention], patterns: [PatternMatch] = []) {
    self.mentions = mentions
    self.patterns = patterns
  }
}
