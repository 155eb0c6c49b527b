/// Function words: they carry a sentence, not its subject.
///
/// Bokmål, Nynorsk and English together, for ``Compounds``, which must not see `for` in
/// `forandring`. Whoever drops them from a question should think twice: `ikke` and `hvordan` change
/// what is asked.
package enum StopWords {
  /// Whether a word in the form of ``Token/text`` is a function word in one of the languages.
  package static func isFunctionWord(_ word: String) -> Bool { words.contains(word) }

  private static let words = Set(
    """
    a all alle alt an and andre anna annen annet are as at att av be blei bli blir ble bort both
    but by både da de deg dei dem den denne der dere deres dess det dette di din ditt do du each
    eg ei eigen ein eit eller en enn er et ett etter for forbi fordi fra fram frem from frå før få
    får gjennom had ham han hans har has hatt have he her hers him hit ho hos hun hva hvem hver
    hvis hvor i if igjen ikke ikkje imot in inn inne inni is it its ja jeg jo kan kom kor korleis
    kun kunne kva kvar kven kvi la med meg mellom men mer mest meir mi min mitt mot my må ned nei
    no noe noen noko nokon not nå når of og også om on opp oppe or oss our over overfor per på sa
    samt se seg selv si sin sine sitt sia sida siden sjøl sjølv skal skulle slik so som sånn så ta
    ten that the their them then there these they this til to too ud um un under unna upp us ut
    ute uten utan vart var ved vel vere vert vi vil ville vore vår være vært was we were what when
    where who why will with you your åt
    """.split(whereSeparator: \.isWhitespace).map { String($0) }
  )
}
