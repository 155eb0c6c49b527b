import Authoring
import Ground
import Testing

/// The rules of `.lu`, each with the smallest text that shows it.
@Suite struct LURuleTests {
  @Test(arguments: [
    ("- hi {name=Ola}", "hi Ola", ["name@3-6"]),
    ("- hi {@name=Ola}", "hi Ola", ["name@3-6"]),
    ("- hi {@name:first=Ola}", "hi Ola", ["name:first@3-6"]),
    (
      "- {@full={@first=Ola} {@last=Nordmann}}", "Ola Nordmann",
      ["first@0-3", "last@4-12", "full@0-12"]
    ),
    ("- jeg har {@system=  Visma} på 😀{@x=æ}", "jeg har Visma på 😀æ", ["system@8-13", "x@19-20"]),
    ("- hi \\{name\\}", "hi {name}", []), ("- hi {name", "hi {name", []),
    ("- hi name}", "hi name}", []),
    ("- a\\b \\\\{@x=y}", "a\\b \\y", ["x@5-6"]), ("- x > no comment", "x > no comment", []),
    ("-tight", "tight", []), ("* star", "star", []), ("+ plus", "plus", []),
    ("\t- tab", "tab", []), ("- flight (now)", "flight (now)", []),
    ("- \\[now\\] \\(a|b\\)", "[now] (a|b)", []), ("- {@a=b=c}", "b=c", ["a@0-3"]),
  ])
  func `reads an example and its labels`(line: String, text: String, labels: [String]) throws {
    let intent = try #require(parse("# A\n\(line)").lu.intents.first)
    let utterance = try #require(intent.utterances.first)
    #expect(utterance.text == text)
    let got = utterance.labels.map { label in
      let role = label.role.map { ":\($0)" } ?? ""
      return "\(label.entity)\(role)@\(label.range.lowerBound)-\(label.range.upperBound)"
    }
    #expect(got == labels)
  }

  @Test(arguments: [
    ("- book [a] flight to {city}", "book [a] flight to {city}"),
    ("- book to {@city:from}", "book to {city:from}"),
    ("- (book|reserve) now", "(book|reserve) now"),
    ("- flight [now]", "flight [now]"),
  ])
  func `tells a pattern from an example`(line: String, pattern: String) throws {
    let intent = try #require(parse("# A\n\(line)").lu.intents.first)
    #expect(intent.patterns.map(\.text) == [pattern])
    #expect(intent.utterances.isEmpty)
  }

  @Test(arguments: [
    ("# A\n## B\n- x\n## C\n- y", ["A", "B", "C"]),
    ("> !# @enableSections = true\n# A\n## B\n- x\n## C\n- y", ["A"]),
    (
      "> !# @enableSections = true\n> !# @enableMergeIntents = false\n# A\n## B\n- x\n## C\n- y",
      ["A.B", "A.C"]
    ),
    ("# C# help\n- x", ["C# help"]), ("# Ticket/Create.Æ\n- x", ["Ticket/Create.Æ"]),
    ("# A\n- x\n# A\n- y", ["A"]), ("\u{FEFF}# A\r\n- x\r\n", ["A"]),
  ])
  func `names intents`(text: String, names: [String]) {
    #expect(parse(text).lu.intents.map(\.name) == names)
  }

  @Test(arguments: [
    (
      "@ list sys =\n- Visma :\n  - visma web, vismaen\n- Teams:",
      "list sys Visma=visma web,vismaen Teams="
    ),
    ("$os:oslo=\n- Oslo by\n", "list os oslo=Oslo by"),
    ("@ regex sak = /[0-9 ]+/", "regex sak [0-9 ]+"),
    ("@ regex sak\n@ sak = /a/", "regex sak a"), ("$x:/[0-9]/", "regex x [0-9]"),
    ("@ prebuilt number age, size", "prebuilt number"), ("$PREBUILT:number", "prebuilt number"),
    ("@ composite c = [a, b]", "composite c a,b"), ("$c:[a;b]", "composite c a,b"),
    ("@ patternany p", "any p"), ("@ ml \"two words\"", "ml two words"), ("@ ml x=", "ml x"),
    ("@ ml a =\n    - @ ml b\n        - @ ml c\n    - @ ml d", "ml a b(c) d"),
    ("@ ml a =\n\t- @ ml b\n\t\t- @ ml c\n\t- @ ml d", "ml a b(c) d"),
  ])
  func `reads entities`(text: String, summary: String) throws {
    let read = parse(text)
    #expect(read.diagnostics.isEmpty)
    #expect(read.lu.entities.map(Self.summary) == [summary])
  }

  private static func summary(_ entity: Entity) -> String {
    switch entity.kind {
    case .machineLearned(let children):
      (["ml \(entity.name)"] + children.map(tree)).joined(separator: " ")
    case .list(let values):
      (["list \(entity.name)"]
        + values.map { "\($0.canonical)=\($0.synonyms.joined(separator: ","))" })
        .joined(separator: " ")
    case .regex(let expression): "regex \(entity.name) \(expression)"
    case .prebuilt: "prebuilt \(entity.name)"
    case .composite(let parts): "composite \(entity.name) \(parts.joined(separator: ","))"
    case .patternAny: "any \(entity.name)"
    }
  }

  private static func tree(_ child: EntityChild) -> String {
    child.children.isEmpty
      ? child.name : "\(child.name)(\(child.children.map(tree).joined(separator: " ")))"
  }

  @Test func `reads a phrase list and who uses it`() {
    let read = parse(
      """
      @ phraselist p(interchangeable) disabled =
          - a, b; c
      # A
      - x
      @ intent A usesFeature p
      """
    )
    #expect(
      read.lu.phraseLists == [
        PhraseList(
          name: "p",
          isInterchangeable: true,
          phrases: ["a", "b", "c"],
          isEnabled: false,
          isEnabledForAllModels: false
        )
      ]
    )
    #expect(read.lu.intents.first?.features == ["p"])
  }

  @Test func `gives a label with an at sign to the entity that plays the role`() {
    let read = parse("# A\n- to {@to=Oslo}\n@ ml place from, to")
    #expect(
      read.lu.intents[0].utterances[0].labels == [Label(entity: "place", role: "to", range: 3..<7)]
    )
  }

  @Test(arguments: [
    ("hello", "lu.unexpected-text 1:1"), ("# A\nx", "lu.missing-dash 2:1"),
    ("# Ticket:Create\n- x", "lu.invalid-name 1:1"), ("# A\n- [click](here)", "lu.link-target 2:1"),
    ("# A\n- {@x=a} {y}", "lu.mixed-labels 2:1"), ("# A\n- {@x=}", "lu.empty-label 2:1"),
    ("# A\n- {a={b=c}}}", "lu.unbalanced-braces 2:1"), ("# A\n- {@a*=x}", "lu.invalid-name 2:1"),
    ("@ foo", "lu.unknown-entity-type 1:1"), ("@ ml ml", "lu.entity-syntax 1:6"),
    ("@ ml", "lu.missing-name 1:1"), ("@ regex x = INC[0-9]", "lu.entity-syntax 1:13"),
    ("@ regex x = //", "lu.empty-regex 1:1"), ("$x:/a", "lu.open-regex 1:1"),
    ("@ regex x = /a/\n@ regex x = /b/", "lu.duplicate-regex 2:1"),
    ("@ prebuilt foedselsnummer", "lu.unknown-prebuilt 1:1"),
    ("@ list sys\n- visma", "lu.synonym-without-value 1:1"),
    ("@ list a\n@ ml a", "lu.duplicate-name 2:1"),
    ("@ ml a r\n@ ml b r", "lu.duplicate-role 2:1"), ("@ ml a r\n@ ml r", "lu.duplicate-name 2:1"),
    ("@ list sys\n# A\n- {@sys=Visma}", "lu.labelled-entity 3:1"),
    ("# A\n- call {personName}", "lu.undeclared-prebuilt 2:1"),
    ("@ phraselist øøø\n- x", "lu.phrase-list-name 1:1"),
    ("@ phraselist p hasRole r\n- x", "lu.phrase-list-role 1:1"),
    ("@ ml a =\n    - b", "lu.child-syntax 2:1"), ("@ ml a =\n    - @ sys b", "lu.child-type 2:1"),
    ("@ regex r\n@ ml a =\n- @ r b\n    - @ ml c", "lu.child-parent 4:1"),
    ("@ intent A usesFeature x", "lu.unknown-intent 1:1"),
    ("# A\n- x\n@ intent A usesFeature y", "lu.unknown-feature 3:1"),
    ("@ ml a\n@ a usesFeature a", "lu.own-feature 2:1"),
    ("@ ml a usesFeature b\n@ ml b usesFeature a", "lu.feature-cycle 2:1"),
    ("@ list a usesFeature b\n@ ml b", "lu.feature-user 1:1"), ("[x]()", "lu.empty-path 1:1"),
    ("[x][9]", "lu.missing-definition 1:1"), ("[x](https://example.com/a.lu)", "lu.url 1:1"),
    ("# A\n- a\u{0}b", "lu.nul 2:4"),
    (
      "> !# @parser.OnAmbiguousLabels = throwAnError\n# A\n- {@x=a b}\n- {@x=a} b",
      "lu.ambiguous-labels 4:1"
    ),
  ])
  func `refuses with code, line and column`(text: String, fault: String) {
    let errors = parse(text).diagnostics.filter { $0.severity == .error }
    #expect(errors.first.map { "\($0.code) \($0.line):\($0.column)" } == fault)
    #expect(errors.allSatisfy { !$0.message.isEmpty && !$0.message.contains("\n") })
  }

  @Test(arguments: [
    ("# A\n- x\n# B\n- x", "lu.example-in-two-intents 4"),
    ("# A\n- x\n- x", "lu.duplicate-example 3"),
    ("# A\n- {@n=x}\n- {n=x}", "lu.duplicate-example 3"),
    ("@ regex x = /INC[0-9", "lu.cut-regex 1"), ("# A", "lu.empty-intent 1"),
    ("> !# @foo.bar = x", "lu.model-info 1"), ("> !# nothing", "lu.model-info 1"),
    ("@ phraselist p", "lu.empty-phrase-list 1"), ("$x:foo", "lu.unknown-entity-type 1"),
    ("# A\n- {@a={@b=c} = d}", "lu.second-value 2"),
    ("# A\n- " + String(repeating: "x", count: 501), "lu.limit 2"),
  ])
  func `accepts with a warning what the reference drops or cuts in silence`(
    text: String,
    fault: String
  ) {
    let read = parse(text)
    #expect(read.isValid)
    #expect(read.diagnostics.first.map { "\($0.code) \($0.line)" } == fault)
  }

  @Test func `keeps the place of everything that has one`() {
    let read = parse("# A\n  - one\n  - two\n\n@ list l =\n    - v :\n", file: "a.lu")
    #expect(read.lu.intents[0].place.description == "a.lu:1:1")
    #expect(read.lu.intents[0].utterances.map(\.place.description) == ["a.lu:2:3", "a.lu:3:3"])
    #expect(read.lu.entities[0].place.description == "a.lu:5:1")
  }

  @Test func `reports many faults at once, and not more than a hundred`() {
    #expect(
      parse("@ foo\n@ bar\n# A\n- {@x=}").diagnostics.filter { $0.severity == .error }.count == 3
    )
    let hopeless = String(repeating: "@ foo\n", count: 1_000)
    #expect(parse(hopeless).diagnostics.count == 100)
  }

  private func parse(_ text: String, file: String = "") -> AuthoredText {
    AuthoredText.parse(text, file: file)
  }
}
