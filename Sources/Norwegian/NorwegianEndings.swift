/// The endings that Snowball's Norwegian stemmer leaves on.
///
/// Each rule works on the bytes of a stem and keeps at least three or four letters, for a rule that
/// is right on long words (`bestilt`) is often wrong on short ones (`kort`, `vakt`).
enum NorwegianEndings {
  /// A stem from Snowball, shortened until no rule fits.
  static func finished(_ stem: [UInt8]) -> [UInt8] {
    var stem = stem
    stripParticiple(from: &stem)
    if stripPlain("ern", from: &stem, leaving: 4) { stem += "er".utf8 }  // skriverne
    stripPlain("ing", from: &stem, leaving: 4)  // bestilling, oppdatering
    stripPlain("er", from: &stem, leaving: 4)  // skriveren: Snowball takes one ending at a time
    stripPlain("ar", from: &stem, leaving: 4)  // brukaren, brukarane
    makeDoubleSingle(&stem)
    contractEl(&stem)
    return stem
  }

  /// `pcene` → `pc`: a base without a vowel takes endings that Snowball does not see.
  static func abbreviation(_ word: [UInt8]) -> [UInt8]? {
    let base = word.prefix { !isVowel($0) }
    guard (2...5).contains(base.count), (1...longestEnding).contains(word.count - base.count),
      !onsets.contains(Array(base)), abbreviationEndings.contains(Array(word[base.count...]))
    else { return nil }
    return Array(base)
  }

  @discardableResult
  private static func stripPlain(
    _ ending: String,
    from stem: inout [UInt8],
    leaving least: Int
  ) -> Bool {
    let count = ending.utf8.count
    guard stem.count >= least + count, stem.suffix(count).elementsEqual(ending.utf8),
      stem.dropLast(count).contains(where: isVowel)
    else { return false }
    stem.removeLast(count)
    return true
  }

  /// `bestilt`, `glemt` lose their t, Nynorsk `gløymd`, `prøvd` their d.
  private static func stripParticiple(from stem: inout [UInt8]) {
    guard stem.count >= 5, let last = stem.last else { return }
    let before = stem[stem.count - 2]
    switch last {
    case UInt8(ascii: "t"):
      // -st, -ft and -rt end nouns more often than verbs: post, skift, rapport.
      guard participleEnds.contains(before) else { return }
    case UInt8(ascii: "d"):
      guard participleEndsNynorsk.contains(before) else { return }
    default: return
    }
    stem.removeLast()
  }

  /// `bestill` and `bestil`(t), `glemm` and `glem`(t): one consonant at the end, but `bill` is not
  /// `bil`.
  private static func makeDoubleSingle(_ stem: inout [UInt8]) {
    guard stem.count >= 5, let last = stem.last, last == stem[stem.count - 2], !isVowel(last),
      last < 0x80
    else { return }
    stem.removeLast()
  }

  /// `kabel` and `kabl`(er), `nøkkel` and `nøkl`(ar), `tittel` and `titl`(er) meet without the e.
  private static func contractEl(_ stem: inout [UInt8]) {
    guard stem.count >= 5, stem.suffix(2).elementsEqual("el".utf8) else { return }
    var base = Array(stem.dropLast(2))
    guard let last = base.last, !isVowel(last), base.dropLast().contains(where: isVowel) else {
      return
    }
    if base.count >= 3 && base[base.count - 2] == last { base.removeLast() }
    stem = base + [UInt8(ascii: "l")]
  }

  /// Bytes past ASCII count as vowels: in Norwegian words they are æ, ø and å.
  private static func isVowel(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x61, 0x65, 0x69, 0x6F, 0x75, 0x79, 0x80...: true
    default: false
    }
  }

  private static let participleEnds = Set("bdgklmnpv".utf8)
  private static let participleEndsNynorsk = Set("gmv".utf8)

  private static let abbreviationEndings = Set(
    [
      "a", "ane", "anes", "ar", "en", "ene", "enes", "ens", "er", "et", "ets",
    ].map { Array($0.utf8) }
  )

  private static let longestEnding = 4

  /// Clusters that begin Norwegian words: `bra`, `tren` and `sker` are no abbreviations.
  private static let onsets = Set(
    [
      "bl", "br", "bj", "ch", "dr", "dj", "fj", "fl", "fn", "fr", "gh", "gj", "gl", "gn", "gr",
      "hj",
      "hv", "kj", "kl", "kn", "kr", "kv", "mj", "nj", "ph", "pl", "pr", "ps", "rh", "sh", "sj",
      "sk",
      "skj", "skl", "skr", "skv", "sl", "sm", "sn", "sp", "spj", "spl", "spr", "st", "stj", "str",
      "sv", "th", "tj", "tr", "ts", "tv", "vr", "wh",
    ].map { Array($0.utf8) }
  )
}
