import Authoring
import Ground
import Testing

/// Models made at random, written and read again.
@Suite struct RandomModelTests {
  @Test(arguments: 0..<200)
  func `reads back what it wrote`(seed: Int) throws {
    var random = RandomModel(seed: UInt64(seed))
    let lu = random.lu()
    let qna = random.qna()
    let writer = ModelWriter(lu: lu, qna: qna)
    #expect(writer.diagnostics.isEmpty)
    let read = AuthoredText.parse(writer.text)
    #expect(read.isValid, "\(read.diagnostics)\n\(writer.text)")
    #expect(read.lu == lu, "\(writer.text)")
    #expect(read.qna == qna, "\(writer.text)")
    #expect(try read.formatted() == writer.text)
  }
}

@Suite struct UnwritableTests {
  @Test func `says what no line can say, and writes the rest`() {
    let lu = LUFile(intents: [
      Intent(name: "A", utterances: [Utterance(text: "a \\{ b"), Utterance(text: "c")])
    ])
    let answer = Answer(text: "```\ncode\n```")
    let qna = QNAFile(pairs: [QNAPair(questions: [Question(text: "q")], answer: answer)])
    let writer = ModelWriter(lu: lu, qna: qna)
    #expect(writer.text == "# A\n- c\n")
    #expect(writer.diagnostics.map(\.code) == ["lu.unwritable", "lu.unwritable"])
  }
}

private struct RandomModel {
  private var generator: SeededGenerator
  private var count = 0

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  private static let words = [
    "skjerm", "på", "ÅPNE", "x", "😀", "[nå]", "(a|b)", "{", "}", "a\\b", "7", "#", "@", "=", ">",
    "-", "it's",
    "\"q\"", "a,b", "a;b", "`c`", "{@x=y}", "[l](m#n)",
  ]

  private mutating func text(_ most: Int = 6, from words: [String] = words) -> String {
    let parts = (0...generator.below(most)).map { _ in words[generator.below(words.count)] }
    count += 1
    return (["t\(count)"] + parts).joined(separator: " ")
  }

  private mutating func plain(_ most: Int = 3) -> String {
    text(most, from: ["skjerm", "på", "ÅPNE", "x", "😀", "7", "bygg"])
  }

  private mutating func name(_ stem: String) -> String {
    count += 1
    return generator.below(4) == 0 ? "\(stem) \(count)" : "\(stem)\(count)"
  }

  mutating func lu() -> LUFile {
    var file = LUFile(info: [ModelInfo(key: "app.culture", value: "nb-no")])
    let learned = (0..<3).map { _ in name("ml") }
    file.entities = [
      Entity(name: learned[0], kind: .machineLearned(children: []), roles: [name("role")]),
      Entity(name: learned[1], kind: .machineLearned(children: [])),
      Entity(
        name: name("list"),
        kind: .list(
          (0..<generator.below(3)).map { _ in
            ListValue(canonical: plain(), synonyms: [plain(), plain(1)])
          }
        )
      ),
      Entity(name: name("regex"), kind: .regex("[a-z ]{2,}/?")),
      Entity(name: "number", kind: .prebuilt), Entity(name: name("any"), kind: .patternAny),
      Entity(name: name("parts"), kind: .composite(children: [learned[0], learned[1]])),
    ]
    if generator.below(2) == 0 {
      file.phraseLists = [
        PhraseList(
          name: "p\(count)",
          isInterchangeable: generator.below(2) == 0,
          phrases: [plain(), plain()]
        )
      ]
    }
    for _ in 0..<(1 + generator.below(4)) { file.intents.append(intent(learned)) }
    return file
  }

  private mutating func intent(_ learned: [String]) -> Intent {
    var intent = Intent(name: name("Intent"))
    for _ in 0..<generator.below(6) {
      var utterance = Utterance(text: text())
      if generator.below(2) == 0 {
        utterance.text = plain()
        utterance.labels = labels(utterance.text.utf16.count, Array(learned.prefix(2)))
      }
      intent.utterances.append(utterance)
    }
    if generator.below(2) == 0 { intent.patterns = [Pattern(text: "\(plain()) [gjerne] {number}")] }
    return intent
  }

  private mutating func labels(_ length: Int, _ names: [String]) -> [Label] {
    let middle = 1 + generator.below(length - 1)
    switch generator.below(4) {
    case 0: return [Label(entity: names[0], range: 0..<1)]
    case 1:
      return [Label(entity: names[1], range: 0..<1), Label(entity: names[0], range: 0..<length)]
    case 2: return []
    default: return crossing(length, middle, names)
    }
  }

  /// Two labels of which none holds the other, where the text is long enough.
  private func crossing(_ length: Int, _ middle: Int, _ names: [String]) -> [Label] {
    guard length > 4 else { return [] }
    return [Label(entity: names[0], range: 0..<2), Label(entity: names[1], range: 1..<3)]
  }

  mutating func qna() -> QNAFile {
    var file = QNAFile(name: generator.below(2) == 0 ? "" : plain())
    for _ in 0..<generator.below(4) {
      var pair = QNAPair(
        questions: [Question(text: text()), Question(text: plain())],
        answer: Answer(text: "\(text())\n\n> \(text())\n- \(plain())")
      )
      if generator.below(2) == 0 { pair.id = "id-\(count)" }
      if generator.below(2) == 0 { pair.source = "kb.tsv" }
      if generator.below(2) == 0 { pair.filters = [Filter(key: "sprak", value: plain())] }
      if generator.below(2) == 0 {
        pair.prompts = [
          Prompt(display: plain(), target: plain(), isContextOnly: generator.below(2) == 0)
        ]
      }
      file.pairs.append(pair)
    }
    if generator.below(2) == 0 { file.alterations = [Alterations(words: ["pc", plain(), text()])] }
    return file
  }
}
