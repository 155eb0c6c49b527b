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
    /// Where the piece stands in the original, in UTF-8 bytes.
    var range: Range<Int>
    /// How many blanks stand before it: 0, 1 or 2 for more.
    var blanksBefore: Int
    var startsUpperCase: Bool

    /// The whole number that the digits write; nil for words, marks and more than fifteen digits.
    var integer: Int? { kind == .digits && text.utf8.count <= 15 ? Int(text) : nil }
  }

  /// The pieces of the first ``readableBytes`` of a text, in order.
  static func pieces(of text: String) -> [Piece] {
    var cutter = PieceCutter()
    for scalar in text.unicodeScalars {
      guard cutter.offset < readableBytes else { break }
      cutter.take(scalar)
    }
    cutter.finish()
    return cutter.pieces
  }
}

/// Cuts scalars into pieces, one at a time.
private struct PieceCutter {
  var pieces: [Numbers.Piece] = []
  var offset = 0
  private var run = String.UnicodeScalarView()
  private var runStart = 0
  private var runKind = Numbers.Piece.Kind.mark
  private var blanks = 0

  mutating func take(_ scalar: Unicode.Scalar) {
    let width = UTF8.width(scalar)
    defer { offset += width }
    switch scalar.value {
    // Looking up the properties of a scalar takes longer than all the rest, and most are letters of ours.
    case 0x61...0x7A, 0x41...0x5A, 0xE6, 0xF8, 0xE5, 0xC6, 0xD8, 0xC5: join(scalar, as: .word)
    case 0x20: blank()
    case 0x30...0x39: join(scalar, as: .digits)
    default: takeByProperties(scalar, width: width)
    }
  }

  private mutating func blank() {
    finish()
    blanks = min(2, blanks + 1)
  }

  private mutating func takeByProperties(_ scalar: Unicode.Scalar, width: Int) {
    let properties = scalar.properties
    if scalar.value > 0x7F, properties.isDefaultIgnorableCodePoint { return }
    if properties.numericType == .decimal {
      join(Unicode.Scalar(UInt8(ascii: "0") + UInt8(properties.numericValue ?? 0)), as: .digits)
    } else if properties.isAlphabetic {
      join(scalar, as: .word)
    } else if runKind == .word, !run.isEmpty, Normaliser.marks.contains(scalar.value) {
      run.append(scalar)
    } else if properties.isWhitespace {
      blank()
    } else {
      finish()
      join(scalar, as: .mark)
      finish(at: offset + width)
    }
  }

  private mutating func join(_ scalar: Unicode.Scalar, as kind: Numbers.Piece.Kind) {
    if kind != runKind { finish() }
    if run.isEmpty {
      runStart = offset
      runKind = kind
    }
    run.append(scalar)
  }

  mutating func finish() { finish(at: offset) }

  private mutating func finish(at end: Int) {
    guard let first = run.first else { return }
    let text = Normaliser.normalised(String(run))
    pieces.append(
      Numbers.Piece(
        kind: runKind,
        text: text,
        folded: runKind == .word ? Folding.key(of: text) : text,
        range: runStart..<end,
        blanksBefore: blanks,
        startsUpperCase: first.properties.isUppercase
      )
    )
    run = String.UnicodeScalarView()
    blanks = 0
  }
}
