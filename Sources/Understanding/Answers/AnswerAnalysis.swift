internal import Norwegian

/// Turns texts into ``AnswerText``; one instance serves all threads.
///
/// Everything the matcher knows about languages is in this file.
struct AnswerAnalysis: Sendable {
  /// The forms of the words met so far, so that building an index stems no word twice.
  typealias Memory = [String: [AnswerText.Form]]

  /// The most bytes of an utterance that are looked at: who writes more is matched by how the text begins.
  static let longestUtterance = 2_048
  /// The most bytes of one wording or answer that are looked at.
  static let longestText = 65_536

  private let stemmer = Stemmer()
  private var alterations = Alterations()
  /// The words whose stems need not be looked for; what comes out is the same without.
  var known = KnownWords()

  /// - Parameter synonyms: groups of words or phrases that mean the same; see ``Alterations``.
  init(synonyms: [[String]]) {
    var memory = Memory()
    for group in synonyms {
      alterations.add(group.map { plain(Self.tokens(of: $0, limit: 256), &memory).words })
    }
  }

  /// The words of an utterance.
  func utterance(_ text: String) -> AnswerText { utterance(Self.tokens(of: text)) }

  /// The words of an utterance that was cut into tokens.
  func utterance(_ tokens: [Token]) -> AnswerText {
    alterations.applied(to: plain(tokens, forms: forms))
  }

  /// The tokens of an utterance, as far as it is looked at.
  static func tokens(of text: String, limit: Int = longestUtterance) -> [Token] {
    Tokeniser.tokens(in: Array(text.utf8.prefix(limit)))
  }

  /// The words of a wording or an answer.
  func text(_ text: String, memory: inout Memory) -> AnswerText {
    alterations.applied(to: plain(Self.tokens(of: text, limit: Self.longestText), &memory))
  }

  private func plain(_ tokens: [Token], _ memory: inout Memory) -> AnswerText {
    plain(tokens) { token in
      if let known = memory[token.text] { return known }
      let forms = forms(of: token)
      memory[token.text] = forms
      return forms
    }
  }

  private func plain(_ tokens: [Token], forms: (Token) -> [AnswerText.Form]) -> AnswerText {
    var result = AnswerText()
    result.tokens.reserveCapacity(tokens.count)
    result.words.reserveCapacity(tokens.count)
    for (index, token) in tokens.enumerated() {
      result.tokens.append(token.text)
      for form in forms(token) { result.words.append(.init(form: form, token: index)) }
    }
    return result
  }

  /// One form for most tokens; several for `covid19`, which is to meet `covid 19`, and for the words of an address.
  private func forms(of token: Token) -> [AnswerText.Form] {
    switch token.kind {
    case .number, .emoji: [form(of: token.text)]
    case .word where Self.isOfLetters(token.text): [form(of: token.text)]
    case .word, .address: Self.runs(of: token.text).map { form(of: $0) }
    }
  }

  private func form(of word: String) -> AnswerText.Form {
    let folded = Array(Folding.key(of: word).utf8)
    if let term = known.term(of: word) { return AnswerText.Form(folded: folded, term: term) }
    let usual = Equivalents.canonical(of: word) ?? word
    let stem = stemmer.stem(stemmer.stem(usual, language: .nb), language: .en)
    return AnswerText.Form(folded: folded, stem: Folding.key(of: stem))
  }

  private static func isOfLetters(_ word: String) -> Bool {
    word.utf8.allSatisfy { $0 >= 0x80 || (0x61...0x7A).contains($0) }
  }

  /// The runs of letters and the runs of digits of a word or an address, without the marks between them.
  private static func runs(of word: String) -> [String] {
    var runs: [[UInt8]] = []
    var last: Bool?
    for byte in word.utf8 {
      let isDigit = (0x30...0x39).contains(byte)
      let isMark = byte < 0x80 && !isDigit && !(0x61...0x7A).contains(byte)
      if isMark {
        last = nil
      } else if isDigit == last {
        runs[runs.count - 1].append(byte)
      } else {
        runs.append([byte])
        last = isDigit
      }
    }
    return runs.map { String(decoding: $0, as: UTF8.self) }
  }
}
