import Testing

// Testable: see IntentSamples.
@testable import Understanding

struct IntentModelTests {
  @Test(arguments: [
    ("har glemt passord", "passord"), ("skriver ut ikke", "skriver"), ("mistet wifi", "nett"),
    ("GLØMT PASORDET!!", "passord"),
  ])
  func `finds what is meant, also misspelt`(text: String, label: String) throws {
    #expect(try IntentSamples.model().classify(text).ranking.first?.candidate == label)
  }

  @Test func `ranks best first with scores that add up to at most one`() throws {
    let model = try IntentSamples.model()
    for text in ["passord til skriveren", "nett", "xyzzy", "", "en setning om noe helt annet"] {
      let scores = model.classify(text, limit: 10).ranking.map(\.score)
      #expect(scores.count == 3)
      #expect(scores == scores.sorted(by: >))
      #expect(scores.allSatisfy { $0 >= 0 && $0 <= 1 })
      #expect(scores.reduce(0, +) <= 1 + 1e-9)
    }
  }

  @Test(arguments: [(-3, 1), (0, 1), (1, 1), (2, 2), (3, 3), (Int.max, 3)])
  func `gives as many labels as asked for, and at least one`(limit: Int, count: Int) throws {
    #expect(try IntentSamples.model().classify("passord", limit: limit).ranking.count == count)
  }

  @Test func `is less sure of gibberish than of what it has learnt`() throws {
    let model = try IntentSamples.model()
    let known = model.classify("jeg har glemt passordet mitt").confidence
    let gibberish = model.classify("qwzx vfgjk zzxq").confidence
    #expect(known > 0.7)
    #expect(gibberish < 0.4)
  }

  @Test(arguments: ["", " ", "?!", "\u{0}", "\u{200B}"])
  func `knows nothing of a text without words`(text: String) throws {
    let classification = try IntentSamples.model().classify(text)
    #expect(classification.confidence == 0)
    #expect(classification.unseen == 1)
    #expect(classification.ranking.count == 3)
  }

  @Test func `looks at no more than the beginning of a long text`() throws {
    let model = try IntentSamples.model()
    let long = "glemt passord " + String(repeating: "a", count: 10_000_000)
    #expect(model.classify(long).ranking.first?.candidate == "passord")
  }

  @Test func `trains to the same bytes every time`() throws {
    let again = try IntentModel.train(IntentSamples.examples, recipe: IntentSamples.recipe)
    #expect(try IntentSamples.model().encoded() == again.encoded())
  }

  @Test func `refuses to learn from nothing`() {
    #expect(throws: TrainingError.noExamples) { try IntentModel.train([]) }
  }

  @Test func `refuses an example without a label`() {
    let examples = [Example(label: "a", text: "b"), Example(label: "", text: "c")]
    #expect(throws: TrainingError.emptyLabel(index: 1)) { try IntentModel.train(examples) }
  }

  @Test(arguments: [1, 2, 12])
  func `takes a single label and stays unsure of what no example has`(count: Int) throws {
    let examples = (0..<count).map { Example(label: "passord", text: "glemt passord \($0)") }
    let model = try IntentModel.train(examples, recipe: IntentSamples.recipe)
    #expect(model.classify("glemt passord").ranking.map(\.candidate) == ["passord"])
    #expect(model.classify("glemt passord").confidence > model.classify("qwzx").confidence)
    #expect(model.classify("qwzx").confidence < 0.5)
  }

  @Test func `takes one example of each label, and examples without words`() throws {
    let examples = [
      Example(label: "a", text: "glemt passord"), Example(label: "b", text: "skriver"),
      Example(label: "c", text: "?"),
    ]
    let model = try IntentModel.train(examples, recipe: IntentSamples.recipe)
    #expect(model.classify("passord").ranking.first?.candidate == "a")
  }

  @Test func `names the words that speak for a label`() throws {
    let model = try IntentSamples.model()
    let evidence = model.evidence(for: "passord", in: "Hei, jeg har Glemt passordet")
    #expect(evidence.first?.word == "passordet")
    #expect(evidence.map(\.weight) == evidence.map(\.weight).sorted(by: >))
    #expect(model.evidence(for: "ukjent", in: "passord").isEmpty)
  }
}
