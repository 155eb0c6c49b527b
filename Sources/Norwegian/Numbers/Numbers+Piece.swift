extension Numbers {
  /// The longest text that numbers and dates are looked for in, in UTF-8 bytes; what follows is not read.
  ///
  /// An utterance is at most 500 characters by the `.lu` limits. Above this a message is no request any more.
  package static let readableBytes = 8_192

  /// A run of letters, a run of digits or a single mark, finer than a token: «17/5-26» is five pieces.
  struct Piece {
    enum Kind { case word, digits, mark }

    var kind: Kind
    /// Lower case and composed; digits of any script as ASCII.
    var text: String
    /// The key in which «loerdag», «lordag» and «lørdag» meet: see ``Folding``.
    var folded: String
    /// The hash of the key.
    var hash: WordHash
    /// Where the piece stands in the original, in UTF-8 bytes.
    var range: Range<Int>
    /// How many blanks stand before it: 0, 1 or 2 for more.
    var blanksBefore: Int
    var startsUpperCase: Bool

    /// The whole number that the digits write; nil for words, marks and more than fifteen digits.
    var integer: Int? { kind == .digits && text.utf8.count <= 15 ? Int(text) : nil }
  }

  /// A text cut into pieces, for all that reads numbers and dates.
  package struct Pieces: Sendable {
    let all: [Piece]

    /// Cuts the first ``readableBytes`` of a text.
    package init(_ text: String) { all = Numbers.pieces(of: text) }
  }

  /// The pieces of the first ``readableBytes`` of a text, in order.
  static func pieces(of text: String) -> [Piece] {
    var cutter = PieceCutter(bytes: Array(text.utf8))
    cutter.cut()
    return cutter.pieces
  }
}

/// Cuts bytes into pieces, one scalar at a time.
private struct PieceCutter {
  private let bytes: [UInt8]
  private(set) var pieces: [Numbers.Piece] = []
  private var offset = 0
  /// The bytes of the run at hand, as written; digits of any script are ASCII.
  private var run: [UInt8] = []
  private var first: Unicode.Scalar = " "
  private var runStart = 0
  private var runKind = Numbers.Piece.Kind.mark
  /// Whether it is of the letters that nearly all words are of.
  private var isPlain = true
  private var blanks = 0

  init(bytes: [UInt8]) {
    self.bytes = bytes
    pieces.reserveCapacity(bytes.count / 4 + 1)
    run.reserveCapacity(32)
  }

  mutating func cut() {
    while offset < min(bytes.count, Numbers.readableBytes) {
      let scalar = UTF8Scalar(bytes, at: offset)
      switch scalar.value {
      // Looking up the properties of a scalar takes longer than all the rest, and most are letters of ours.
      case 0x61...0x7A, 0x41...0x5A, 0xE6, 0xF8, 0xE5, 0xC6, 0xD8, 0xC5:
        join(Self.scalar(scalar.value), as: .word)
      case 0x20: blank()
      case 0x30...0x39: join(Self.scalar(scalar.value), as: .digits)
      default: takeByProperties(Self.scalar(scalar.value), width: scalar.length)
      }
      offset += scalar.length
    }
    finish(at: offset)
  }

  private static func scalar(_ value: UInt32) -> Unicode.Scalar {
    Unicode.Scalar(value) ?? "\u{FFFD}"
  }

  private mutating func blank() {
    finish(at: offset)
    blanks = min(2, blanks + 1)
  }

  private mutating func takeByProperties(_ scalar: Unicode.Scalar, width: Int) {
    let properties = scalar.properties
    if scalar.value > 0x7F, properties.isDefaultIgnorableCodePoint { return }
    if properties.numericType == .decimal {
      join(Unicode.Scalar(UInt8(ascii: "0") + UInt8(properties.numericValue ?? 0)), as: .digits)
    } else if properties.isAlphabetic {
      join(scalar, as: .word)
      isPlain = false
    } else if runKind == .word, !run.isEmpty, Normaliser.marks.contains(scalar.value) {
      run.append(scalar: scalar.value)
      isPlain = false
    } else if properties.isWhitespace {
      blank()
    } else {
      finish(at: offset)
      join(scalar, as: .mark)
      isPlain = scalar.isASCII
      finish(at: offset + width)
    }
  }

  private mutating func join(_ scalar: Unicode.Scalar, as kind: Numbers.Piece.Kind) {
    if kind != runKind { finish(at: offset) }
    if run.isEmpty {
      runStart = offset
      runKind = kind
      first = scalar
    }
    run.append(scalar: scalar.value)
  }

  private mutating func finish(at end: Int) {
    guard !run.isEmpty else { return }
    let text = normalised()
    let folded = runKind == .word ? Folding.key(of: text) : text
    pieces.append(
      Numbers.Piece(
        kind: runKind,
        text: text,
        folded: folded,
        hash: WordHash(folded),
        range: runStart..<end,
        blanksBefore: blanks,
        startsUpperCase: first.isASCII
          ? (0x41...0x5A).contains(first.value) : first.properties.isUppercase
      )
    )
    run.removeAll(keepingCapacity: true)
    isPlain = true
    blanks = 0
  }

  /// The run in lower case and composed.
  private mutating func normalised() -> String {
    guard isPlain else { return Normaliser.normalised(String(decoding: run, as: UTF8.self)) }
    guard runKind == .word else { return String(decoding: run, as: UTF8.self) }
    // Of Æ, Ø and Å the second byte has the same bit as a letter of ASCII.
    for place in run.indices where run[place] != 0xC3 { run[place] |= 0x20 }
    return String(decoding: run, as: UTF8.self)
  }
}
