/// Tells the operator what happens: the name of an event, and fields that cannot hold what somebody wrote.
///
/// A field is a number, a duration, a word of ours or a ``Mark``. There is no way to put a text of a user, a name or
/// a secret into a line by accident.
package struct Log: Sendable {
  /// How much an event matters.
  package enum Level: Int, Sendable, Hashable, CaseIterable, Comparable {
    /// For whoever looks for a fault.
    case debug
    /// What happened as it should.
    case info
    /// What went wrong and was dealt with.
    case warning
    /// What somebody has to do something about.
    case error

    /// Whether one matters less than the other.
    package static func < (one: Level, other: Level) -> Bool { one.rawValue < other.rawValue }
  }

  /// What a field holds.
  package enum Value: Sendable, Hashable {
    case integer(Int)
    case seconds(Double)
    case flag(Bool)
    case word(Word)
    case mark(Mark)
  }

  /// Takes what was told; called on any thread.
  package typealias Sink = @Sendable (Entry) -> Void

  /// One thing told.
  package struct Entry: Sendable {
    package var level: Level
    package var event: Word
    package var fields: [(name: Word, value: Value)]
  }

  private let least: Level
  private let sink: Sink

  /// - Parameter least: what matters less is not told.
  package init(least: Level = .info, to sink: @escaping Sink) {
    self.least = least
    self.sink = sink
  }

  /// Tells nobody.
  package static let none = Log { _ in }

  /// Tells of an event; the name stays the same for ever, as `docs/3-operating.md` lists it.
  package func callAsFunction(
    _ level: Level,
    _ event: StaticString,
    _ fields: KeyValuePairs<StaticString, Value> = [:]
  ) {
    guard level >= least else { return }
    let fields = fields.map { (name: Word($0.key), value: $0.value) }
    sink(Entry(level: level, event: Word(event), fields: fields))
  }
}

/// A word that stands in the source code, and so is nobody's secret.
package struct Word: Sendable, Hashable, CustomStringConvertible, ExpressibleByStringLiteral {
  package let description: String

  package init(_ word: StaticString) { description = word.description }
  package init(stringLiteral word: StaticString) { self.init(word) }

  /// The name of a case, which stands in the source code too; its associated values are left out.
  package init<Case: RawRepresentable<String> & CaseIterable>(_ value: Case) {
    description = value.rawValue
  }

  /// One of the words listed; the last where it is another.
  package init(_ word: String, of words: [StaticString], else other: StaticString) {
    description = words.first { $0.description == word }?.description ?? other.description
  }
}

/// What stands for an id in a log line: the same for the same id, and nothing can be read out of it.
///
/// The first eight hexadecimal digits of FNV-1a's 64-bit hash, salted per process: enough to follow one thing through
/// a log, and nothing to look a person up by.
package struct Mark: Sendable, Hashable, CustomStringConvertible {
  package let description: String

  package init(_ id: String) {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325 ^ Self.salt
    for byte in id.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    // What is left of a short id after one pass is too plain in the high bits.
    hash = (hash ^ (hash >> 32)) &* 0xd6e8_feb8_6659_fd93
    let digits = String(hash >> 32, radix: 16)
    description = String(repeating: "0", count: 8 - digits.count) + digits
  }

  private static let salt = UInt64.random(in: 0...UInt64.max)
}
