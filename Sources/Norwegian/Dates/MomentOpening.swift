/// Tells by a piece alone whether a moment may begin there, which at most words none does.
///
/// It says yes to more than begins one, and to everything that does: to find nothing where nothing is takes
/// ``MomentReader`` longer than all the rest of reading a message.
enum MomentOpening {
  static func isPossible(at piece: Numbers.Piece) -> Bool {
    switch piece.kind {
    case .digits: true
    case .mark: false
    case .word:
      words[piece.folded, piece.hash] != nil || NumberAtom.compound(piece.folded) != nil
        || DateWords.weekday(piece.folded) != nil || DateWords.month(piece.folded) != nil
    }
  }

  private static let words: WordTable<Void> = {
    var words: Set<String> = [
      // What leads to a day, a time, a span or a limit.
      "i", "om", "in", "for", "fra", "mellom", "mellem", "between", "from", "den", "the", "this",
      "day", "past", "by", "before", "innen", "innan", "senest", "seinast", "within", "until",
      "etter", "after", "siden", "sidan", "since", "u", "ca", "cirka", "omtrent", "omlag", "rundt",
      "about",
      // Times.
      "kl", "klokka", "klokken", "klokkan", "klokko", "klokke", "klokk", "at", "noon", "midday",
      "midnatt", "midnight", "half", "halv", "kvart", "quarter", "kvarter", "en", "ein", "ett",
      "eitt", "et", "eit", "a",
      // Holidays.
      "paske", "pasken", "paska", "easter", "pinse", "pinsen", "pinsa", "jul", "jula", "julen",
      "christmas", "romjul", "romjula", "romjulen",
    ]
    words.formUnion(DateWords.relativeDays.words)
    words.formUnion(DateWords.partsOfToday.words)
    words.formUnion(DateWords.shortWeekdays.words)
    for names in [
      DateWords.next, DateWords.coming, DateWords.last, DateWords.latest, DateWords.this,
      DateWords.week, DateWords.weekend,
    ] {
      words.formUnion(names.words)
    }
    // «Én», which is a number where «en» is none, is folded to «en».
    words.formUnion(NumberAtom.openings)
    return WordTable(words: words)
  }()
}
