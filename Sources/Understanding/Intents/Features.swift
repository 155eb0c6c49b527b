internal import Norwegian

/// What the recogniser sees of a text: a bag of words and pairs of words, and one of letter groups.
///
/// Words, their stems, their first five and first three letters, pairs of neighbours and of words two or three
/// apart say what a text means when it is spelt well; groups of one to four letters within a word hold when it is
/// inflected, compounded or misspelt, in any language. The stems are Norwegian for all texts: two forms of an
/// English word share their beginning and their letter groups, and no language has to be guessed.
///
/// A feature is a number of 64 bits, the same in every text; two features sharing one is rarer than one set in
/// ten million.
struct Features: Sendable {
  /// Words, their stems and their beginnings.
  private(set) var words: [UInt64] = []
  /// Pairs of words, and of beginnings.
  private(set) var pairs: [UInt64] = []
  /// Groups of letters.
  private(set) var pieces: [UInt64] = []
  let tokenCount: Int

  /// No more bytes of a text are looked at.
  static let longestText = 4096
  private static let mostTokens = 512
  private static let longestWord = 40
  private static let reach = 3
  private static let longestPiece = 4

  /// The features of a text.
  init(of text: String) { self.init(of: Self.tokens(of: text)) }

  /// The features of a text no longer than ``longestText``, all of whose tokens these are.
  init(ofAll tokens: [Token]) { self.init(of: Array(tokens.prefix(Self.mostTokens))) }

  /// The features of some tokens, without those that the token number `hidden` has a part in.
  init(of tokens: [Token], hiding hidden: Int? = nil) {
    words.reserveCapacity(tokens.count * 4)
    pairs.reserveCapacity(tokens.count * 4 + 4)
    tokenCount = tokens.count
    pieces.reserveCapacity(tokens.count * 24)
    var keys: [UInt64] = [Hash.start]
    var heads: [UInt64] = [Hash.start]
    var letters: [UInt32] = []
    for (index, token) in tokens.enumerated() {
      letters.removeAll(keepingCapacity: true)
      letters.append(Hash.edge)
      for scalar in token.text.unicodeScalars {
        guard letters.count <= Self.longestWord else { break }
        letters.append(scalar.value)
      }
      letters.append(Hash.edge)
      guard letters.count > 2, index != hidden else {
        keys.append(Hash.nothing)
        heads.append(Hash.nothing)
        continue
      }
      addWord(letters, keys: &keys, heads: &heads)
      words.append(Self.stem(of: token))
      addPieces(letters)
    }
    keys.append(Hash.end)
    heads.append(Hash.end)
    for distance in 1...Self.reach { addPairs(keys, kind: Hash.pair, distance: distance) }
    addPairs(heads, kind: Hash.headPair, distance: 1)
  }

  /// The tokens that are looked at.
  static func tokens(of text: String) -> [Token] {
    Array(Tokeniser.tokens(in: [UInt8](text.utf8.prefix(longestText))).prefix(mostTokens))
  }

  /// Opened once: a stemmer is a handle of the C library behind a lock.
  private static let stemmer = Stemmer()

  private static func stem(of token: Token) -> UInt64 {
    stemmer.stem(token.text).utf8.reduce(Hash.stem) { Hash.mix($0, UInt64($1)) }
  }

  private mutating func addWord(
    _ letters: [UInt32],
    keys: inout [UInt64],
    heads: inout [UInt64]
  ) {
    let count = letters.count - 2
    var (hash, head) = (Hash.word, Hash.word)
    for place in 0..<count {
      hash = Hash.mix(hash, UInt64(letters[place + 1]))
      if place == 2, count > 3 { words.append(hash ^ Hash.shortHead) }
      if place == 4 { head = hash ^ Hash.head }
    }
    words.append(hash)
    if count > 5 { words.append(head) }
    keys.append(hash)
    heads.append(count > 5 ? head : hash)
  }

  /// `keys` has one entry for each token, between those of the start and the end of the text.
  private mutating func addPairs(_ keys: [UInt64], kind: UInt64, distance: Int) {
    guard keys.count > distance else { return }
    let left = Hash.mix(kind, UInt64(distance))
    for start in 0..<(keys.count - distance) {
      let (first, second) = (keys[start], keys[start + distance])
      guard first != Hash.nothing, second != Hash.nothing else { continue }
      pairs.append(Hash.mix(Hash.mix(left, first), second))
    }
  }

  private mutating func addPieces(_ letters: [UInt32]) {
    for start in letters.indices {
      var hash = Hash.piece
      for end in start..<min(start + Self.longestPiece, letters.count) {
        hash = Hash.mix(hash, UInt64(letters[end]))
        // The edge alone says nothing.
        if end > start || letters[end] != Hash.edge { pieces.append(hash) }
      }
    }
  }
}

/// The mixing of the features' hashes; part of the model's format, so a change of it is a new recipe version.
private enum Hash {
  static let edge: UInt32 = 1
  static let nothing: UInt64 = 0, start: UInt64 = 0x51, end: UInt64 = 0x52
  static let word: UInt64 = 0x61, stem: UInt64 = 0x65, pair: UInt64 = 0x62, headPair: UInt64 = 0x63,
    piece: UInt64 = 0x64
  static let head: UInt64 = 0xA5A5_0000, shortHead: UInt64 = 0x5A5A_0000

  @inline(__always)
  static func mix(_ hash: UInt64, _ value: UInt64) -> UInt64 {
    let product = (hash ^ value) &* 0x9E37_79B9_7F4A_7C15
    return product ^ (product >> 29)
  }
}
