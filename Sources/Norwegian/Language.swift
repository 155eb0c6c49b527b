/// A written language that a message may be in.
package enum Language: String, Sendable, Hashable, CaseIterable {
  /// Norwegian Bokmål, and dialect nearest to it.
  case nb
  /// Norwegian Nynorsk, and dialect nearest to it.
  case nn
  /// English.
  case en
}
