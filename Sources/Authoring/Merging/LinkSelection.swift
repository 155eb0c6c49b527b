/// What a link pulls out of a text.
struct LinkSelection {
  /// Examples and questions, without labels.
  var utterances: [Utterance] = []
  var patterns: [Pattern] = []

  init() {}

  mutating func add(_ other: LinkSelection) {
    utterances += other.utterances
    patterns += other.patterns
  }

  /// - Parameter selection: what stands after the `#`: `Name`, `*utterances*`, `?`, `?question?`, `$word?`, ….
  init(_ selection: String, of text: AuthoredText) {
    let lower = selection.lowercased()
    if lower.hasPrefix("*answers*") {
      utterances = text.qna.pairs.map { Utterance(text: $0.answer.text, place: $0.answer.place) }
    } else if lower.hasPrefix("*alterations*") {
      utterances = text.qna.alterations.flatMap { group in
        group.words.map { Utterance(text: $0, place: group.place) }
      }
    } else if lower.hasSuffix("?") {
      questions(selection, of: text.qna)
    } else {
      examples(lower, of: text.lu)
    }
  }

  private mutating func questions(_ selection: String, of file: QNAFile) {
    if selection.hasPrefix("$") {
      let word = selection.filter { $0 != "$" && $0 != "?" }.trimmed
      utterances = file.alterations.filter { $0.words.contains(word) }.flatMap { group in
        group.words.map { Utterance(text: $0, place: group.place) }
      }
      return
    }
    var pairs = file.pairs
    if selection.count > 1, selection.hasPrefix("?") {
      let plain = selection.filter { $0 != "?" }.trimmed
      let question = plain.replacing("-", with: " ")
      pairs = file.pairs.filter { pair in
        pair.questions.contains { $0.text == question || $0.text == plain }
      }
      pairs = Array(pairs.prefix(1))
    }
    utterances = pairs.flatMap(\.questions).map { Utterance(text: $0.text, place: $0.place) }
  }

  private mutating func examples(_ selection: String, of file: LUFile) {
    var name = selection
    var takesUtterances = true
    var takesPatterns = true
    for (suffix, utterances, patterns) in [
      ("*utterancesandpatterns*", true, true), ("*utterances*", true, false),
      ("*patterns*", false, true),
    ] where name.hasSuffix(suffix) {
      name = String(name.dropLast(suffix.count))
      (takesUtterances, takesPatterns) = (utterances, patterns)
      break
    }
    if name.hasSuffix("*") { name = "" }
    let plain = name.trimmed
    let spaced = plain.replacing("-", with: " ").trimmed
    for intent in file.intents {
      let own = intent.name.lowercased()
      guard plain.isEmpty || own == spaced || own == plain else { continue }
      if takesUtterances {
        utterances += intent.utterances.map { Utterance(text: $0.text, place: $0.place) }
      }
      if takesPatterns { patterns += intent.patterns }
    }
  }
}
