/// What the letters of a word say about its language, for words that are in no list.
enum LanguagePatterns {
  /// Sums what is known of the word's runs of two to four letters, ends included; never more than a
  /// listed word.
  static func evidence(of word: String) -> LanguageEvidence {
    guard let letters = letters(of: word) else { return LanguageEvidence() }
    var (english, nynorsk) = (0.0, 0.0)
    for start in letters.indices {
      var run: UInt32 = 0
      for letter in letters[start...].prefix(4) {
        run = run << 8 | UInt32(letter)
        guard let weight = weights[run] else { continue }
        english += weight.english
        nynorsk += weight.nynorsk
      }
    }
    english = min(max(english, -2.5), 2.5)
    nynorsk = min(max(nynorsk, -2), 2)
    // Half for one and half against the other leaves the sum of evidence as it is.
    return LanguageEvidence(
      nb: -english / 2 - nynorsk / 2,
      nn: -english / 2 + nynorsk / 2,
      en: english / 2
    )
  }

  /// The word's letters as Latin-1 between `^` and `$`; nil when it is no word of Latin letters.
  private static func letters(of word: String) -> [UInt8]? {
    guard (2...60).contains(word.utf8.count) else { return nil }
    var letters = [UInt8(ascii: "^")]
    for scalar in word.unicodeScalars {
      guard scalar.value <= 0xFF, scalar.value > 0x39 else { return nil }
      letters.append(UInt8(scalar.value))
    }
    letters.append(UInt8(ascii: "$"))
    return letters
  }

  /// English against Norwegian, and Nynorsk against Bokmål, as logarithms of odds.
  private struct Weight {
    var english = 0.0
    var nynorsk = 0.0
  }

  private static let weights: Weights = {
    var table: [UInt32: Weight] = [:]
    for entry in englishRuns { table[key(entry.0), default: Weight()].english += entry.1 }
    for entry in nynorskRuns { table[key(entry.0), default: Weight()].nynorsk += entry.1 }
    return Weights(table)
  }()

  /// The weights by run, with open addressing: every letter of a message asks for four of them.
  private struct Weights {
    private static let capacity = 2_048
    private var runs = [UInt32](repeating: 0, count: capacity)
    private var weights = [Weight](repeating: Weight(), count: capacity)

    /// - Parameter table: far fewer than there is room for; no run is 0.
    init(_ table: [UInt32: Weight]) {
      for (run, weight) in table {
        var slot = Self.slot(of: run)
        while runs[slot] != 0 { slot = (slot + 1) & (Self.capacity - 1) }
        (runs[slot], weights[slot]) = (run, weight)
      }
    }

    subscript(run: UInt32) -> Weight? {
      var slot = Self.slot(of: run)
      while runs[slot] != 0 {
        if runs[slot] == run { return weights[slot] }
        slot = (slot + 1) & (Self.capacity - 1)
      }
      return nil
    }

    private static func slot(of run: UInt32) -> Int {
      Int((run &* 0x9E37_79B1) >> 21)
    }
  }

  private static func key(_ run: String) -> UInt32 {
    precondition(run.unicodeScalars.count <= 4, "a run has at most four letters")
    return run.unicodeScalars.reduce(0) { $0 << 8 | $1.value }
  }

  /// Above zero for English, below for Norwegian.
  private static let englishRuns: [(String, Double)] = [
    ("æ", -2.5), ("ø", -2.5), ("å", -2.5), ("kj", -1.5), ("sj", -1.2), ("gj", -1.2), ("fj", -1),
    ("hj", -1),
    ("bj", -1), ("tj", -0.8), ("nj", -0.8), ("lj", -0.8), ("j", -0.4), ("kk", -0.8), ("k", -0.2),
    ("sk", -0.4),
    ("^kv", -1.5), ("^hv", -2), ("ei", -0.5), ("aa", -0.8), ("v", -0.1), ("tt", -0.2), ("nn", -0.2),
    ("gg", -0.4),
    ("et$", -0.7), ("en$", -0.5), ("ene$", -1), ("ane$", -1), ("er$", -0.2), ("te$", -0.4),
    ("ne$", -0.3),
    ("re$", -0.2), ("lig", -1.2), ("leg$", -1), ("het$", -1), ("lse", -0.6), ("eg$", -0.8),
    ("ig$", -1),
    ("dt$", -1), ("sjo", -1), ("erer", -1), ("ere$", -0.8), ("rt$", -0.4), ("lt$", -0.6),
    ("ke$", -0.2),
    ("kt$", -0.6), ("ar$", -0.3), ("else", -0.4), ("a$", -0.4), ("d$", 0.2),
    ("rer$", -0.8),
    ("th", 1.3), ("w", 0.9), ("ck", 0.8), ("sh", 0.7), ("ch", 0.7), ("ou", 1.1), ("ee", 0.6),
    ("oo", 0.7),
    ("ea", 0.9), ("ai", 0.5), ("igh", 1.5), ("tion", 1.6), ("y$", 0.7), ("ed$", 0.7), ("ly$", 0.8),
    ("uld", 1.5),
    ("qu", 1.2), ("c", 0.5), ("x", 0.4), ("z", 0.4), ("^wh", 1.5), ("ph", 0.4), ("ies$", 1),
    ("s$", 0.4),
    ("ble$", 0.9), ("nce$", 1.2), ("ow", 0.4), ("ay", 0.8), ("ey", 0.7), ("ity$", 1), ("ss$", 0.4),
    ("oa", 0.7),
    ("ue", 0.4), ("ew", 0.6), ("ce$", 0.8), ("ge$", 0.2), ("tur", 0.3), ("ure$", 0.8), ("ght", 1),
    ("ny$", 0),
    ("ve$", 0.3), ("rd$", 0.2), ("nd$", 0.2), ("nt$", 0.2), ("al$", 0.1), ("ry$", 0.6), ("my", 0.2),
  ]

  /// Above zero for Nynorsk, below for Bokmål.
  private static let nynorskRuns: [(String, Double)] = [
    ("leg$", 1.6), ("lege", 1.4), ("legh", 1.5), ("heit", 1.8), ("^kv", 1.8), ("ane$", 1.4),
    ("ast$", 1),
    ("ngar", 1.3), ("ar$", 0.9), ("nga$", 0.5), ("a$", 0.4), ("ei", 0.3),
    ("øy", 0.4), ("au", 0.4), ("eik", 0.5), ("aste", 0.5), ("are$", 0.6), ("arar", 1), ("ikkj", 2),
    ("kje$", 0.6),
    ("øyr", 0.5), ("jø", 0.1), ("ad$", 0.1), ("jer$", 0.2), ("ande", 0.7), ("dd$", 0.3),
    ("^ein", 0.6),
    ("lig", -1.6), ("het$", -1.5), ("hete", -1.6), ("^hv", -2), ("else", -0.7), ("ede$", -0.9),
    ("ende", -0.5),
    ("nger", -1), ("ere$", -0.6), ("er$", -0.2), ("es$", -0.5), ("ene$", -0.4), ("ete$", -0.3),
    ("et$", -0.1),
    ("te$", -0.15), ("rer$", -0.3), ("ler$", -0.2),
    ("ske$", -0.1),
    ("løs$", -0.6), ("uke", -0.4), ("hjem", -1), ("skol", -0.8), ("syk", -0.8), ("fra$", -0.6),
    ("åpn", -1),
    ("ia$", -0.4), ("hald", 1), ("hold", -0.5), ("hovu", 1.5), ("vatn", 1.2), ("vann", -0.8),
    ("øys", 0.9),
    ("løs", -0.4), ("gong", 0.8), ("rar$", 0.6), ("aust", 1), ("sjuk", 1), ("mjø", 1), ("hjar", 1),
    ("leik", 0.6),
    ("brei", 0.6), ("veg$", 0.8), ("vege", 0.6), ("vei", -0.6), ("tjen", -0.8), ("tene", 0.4),
    ("kje", 0.3),
    ("dde$", -0.3), ("stad", 0.6), ("sted", -0.8), ("dan$", 0.4), ("ghei", 1),
  ]
}
