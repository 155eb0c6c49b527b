import Cards
import Foundation
import Ground
import TestKit
import Testing

@Suite struct CardTemplateTests {
  private func expanded(
    _ body: String,
    _ data: JSON,
    in language: CardLanguage = .nb
  ) throws -> JSON? {
    let text = #"{"type": "AdaptiveCard", "body": [\#(body)]}"#
    let template = try CardTemplate(parsing: text)
    try #require(template.faults.isEmpty, "\(template.faults)")
    return try template.expanded(with: data, in: language).json["body"]
  }

  /// Inside the data of an action a value keeps its type, whatever it is.
  private func value(
    of expression: String,
    _ data: JSON,
    in language: CardLanguage = .nb
  ) throws -> JSON? {
    let quoted = JSON.string("${\(expression)}").text
    let action = #"{"type": "Action.Submit", "title": "x", "data": {"v": \#(quoted)}}"#
    let template = try CardTemplate(parsing: #"{"type": "AdaptiveCard", "actions": [\#(action)]}"#)
    try #require(template.faults.isEmpty, "\(template.faults)")
    let card = try template.expanded(with: data, in: language)
    return card.json["actions"]?.array?.first?["data"]?["v"]
  }

  private static let data: JSON = [
    "name": "Kari", "count": 3, "share": 0.5, "yes": true, "nothing": .null, "empty": "",
    "list": [1, 2, 3], "user": ["name": "Odd", "ids": ["a", "b"]], "text": #"{"a": [7]}"#,
    "rows": [["n": 1, "on": true], ["n": 5, "on": false]], "æ": "ø",
  ]

  @Test(
    arguments: [
      ("name", "Kari"), ("user.name", "Odd"), ("user.ids[1]", "b"), ("user['name']", "Odd"),
      ("$root.user.name", "Odd"), ("$data.name", "Kari"), ("æ", "ø"), ("count", 3),
      ("share", 0.5), ("yes", true), ("list", [1, 2, 3]), ("'a\\'b'", "a'b"), ("\"x\"", "x"),
      ("1 + 2 * 3", 7), ("(1 + 2) * 3", 9), ("7 / 2", 3), ("7.0 / 2", 3.5), ("7 % 4", 3),
      ("-count", -3), ("10 - 4 - 3", 3), ("'a' + 1", "a1"), ("count == 3", true),
      ("count == 3.0", true), ("count != 3", false), ("count >= 3", true), ("count < 3", false),
      ("'a' < 'b'", true), ("yes && count > 2", true), ("nothing || !yes", false),
      ("nothing ?? name", "Kari"), ("gone ?? 'x'", "x"), ("gone.deeper ?? 'x'", "x"),
      ("if(yes, 'a', 'b')", "a"), ("if(gone, 'a', 'b')", "b"), ("and(yes, 1)", true),
      ("or(gone, nothing)", false), ("not(yes)", false), ("equals(name, 'Kari')", true),
      ("exists(gone)", false), ("exists(empty)", true), ("empty(empty)", true),
      ("empty(list)", false), ("coalesce(gone, nothing, 2)", 2), ("string(count)", "3"),
      ("int('12')", 12), ("int(3.9)", 3), ("float('1.5')", 1.5), ("json(text).a[0]", 7),
      ("length('æøå')", 3), ("count(list)", 3), ("concat('a', 1, yes)", "a1true"),
      ("join(list, ', ')", "1, 2, 3"), ("first(list)", 1), ("last(list)", 3),
      ("contains(list, 2)", true), ("contains(name, 'ar')", true), ("toUpper('å')", "Å"),
      ("toLower(name)", "kari"), ("trim('  a ')", "a"), ("sum(list)", 6), ("min(list)", 1),
      ("max(2, 9, 4)", 9), ("sum(select(rows, r, r.n))", 6),
      ("sum(select(where(rows, r, r.on), r, r.n))", 1),
      ("select(rows, r, if(r.on, name, 'x'))", ["Kari", "x"]),
    ] as [(String, JSON)]
  )
  func `computes an expression`(expression: String, result: JSON) throws {
    #expect(try value(of: expression, Self.data) == result)
  }

  @Test(arguments: ["gone", "list[9]", "'a' * 2", "1 / 0", "name.x", "json('{')", "int('x')"])
  func `gives nothing where there is nothing`(expression: String) throws {
    #expect(try value(of: expression, Self.data) == nil)
  }

  @Test(
    arguments: [
      ("formatNumber(1234567.891, 2)", .nb, "1\u{A0}234\u{A0}567,89"),
      ("formatNumber(1234.5)", .en, "1,235"), ("formatNumber(-0.004, 2)", .nb, "0,00"),
      ("formatNumber(0.5, 1)", .en, "0.5"), ("formatNumber(-1999.995, 2)", .nb, "-2\u{A0}000,00"),
      ("formatDateTime('2026-05-17')", .nb, "17. mai 2026"),
      ("formatDateTime('2026-05-17')", .en, "17 May 2026"),
      ("formatDateTime('2026-05-17', 'dddd d. MMMM')", .nn, "sundag 17. mai"),
      ("formatDateTime('2026-02-03', 'ddd dd.MM.yy')", .nb, "tir 03.02.26"),
      // Both sides of the last Sunday of March, when Norway goes from UTC+1 to UTC+2.
      ("formatDateTime('2026-03-29T00:59:00Z', 'HH:mm')", .nb, "01:59"),
      ("formatDateTime('2026-03-29T01:00:00Z', 'HH:mm')", .nb, "03:00"),
      ("formatDateTime('2026-10-25T01:30:00.5+00:00', 'HH:mm:ss')", .nb, "02:30:00"),
      ("formatDateTime('2026-12-31T23:30:00Z', 'd.M.yyyy')", .nb, "1.1.2027"),
      ("formatDateTime('2026-01-01T08:05', '\\'kl.\\' H.mm')", .nb, "kl. 8.05"),
      ("formatDateTime('2026-01-01T15:05:00', 'h:mm tt')", .en, "3:05 PM"),
      ("formatDateTime('2026-02-30')", .nb, "2026-02-30"),
      ("formatDateTime('snart')", .nb, "snart"),
      ("formatDateTime('2024-02-29', 'd.M')", .nb, "29.2"),
      ("formatEpoch(0, 'yyyy-MM-dd HH')", .nb, "1970-01-01 01"),
      ("formatTicks(637000000000000000, 'yyyy-MM-dd')", .nb, "2019-07-29"),
    ] as [(String, CardLanguage, JSON)]
  )
  func `words numbers and dates in Norwegian time and in the language`(
    expression: String,
    language: CardLanguage,
    words: JSON
  ) throws {
    #expect(try value(of: expression, [:], in: language) == words)
  }

  @Test(
    arguments: [
      // A text becomes words, a whole expression elsewhere keeps its type.
      (
        #"{"type": "TextBlock", "text": "Hei ${name}, ${count}!", "wrap": "${yes}"}"#,
        [["type": "TextBlock", "text": "Hei Kari, 3!", "wrap": true]]
      ),
      (
        #"{"type": "FactSet", "facts": [{"title": "a", "value": "${count}"}]}"#,
        [["type": "FactSet", "facts": [["title": "a", "value": "3"]]]]
      ),
      (
        #"{"type": "TextBlock", "text": "\\${name} $name ${'$'}"}"#,
        [["type": "TextBlock", "text": "${name} $name $\u{200B}"]]
      ),
      // Repetition, with where it stands and what is around it.
      (
        #"{"type": "TextBlock", "$data": "${rows}", "text": "${$index}: ${n} ${$root.name}"}"#,
        [
          ["type": "TextBlock", "text": "0: 1 Kari"], ["type": "TextBlock", "text": "1: 5 Kari"],
        ]
      ),
      (
        #"{"type": "TextBlock", "$data": "${rows}", "$when": "${!on}", "text": "${n}"}"#,
        [["type": "TextBlock", "text": "5"]]
      ),
      (
        #"{"type": "TextBlock", "$data": "${user}", "text": "${name}"}"#,
        [["type": "TextBlock", "text": "Odd"]]
      ),
      (
        #"{"type": "TextBlock", "$data": [{"a": "x"}, {"a": "${name}"}], "text": "${a}"}"#,
        [["type": "TextBlock", "text": "x"], ["type": "TextBlock", "text": "Kari"]]
      ),
      (#"{"type": "TextBlock", "$data": "${gone}", "text": "x"}"#, []),
      (#"{"type": "TextBlock", "$when": false, "text": "x"}"#, []),
      // What is missing leaves a gap, a field out, or a whole text.
      (#"{"type": "TextBlock", "text": "${gone}"}"#, []),
      (
        #"{"type": "TextBlock", "text": "a${gone}b", "color": "${gone}"}"#,
        [["type": "TextBlock", "text": "ab"]]
      ),
      (
        #"{"type": "FactSet", "facts": [{"title": "a", "value": "${gone}"}]}"#,
        [["type": "FactSet", "facts": [["title": "a", "value": ""]]]]
      ),
    ] as [(String, JSON)]
  )
  func `fills a template in`(body: String, result: JSON) throws {
    #expect(try expanded(body, Self.data) == result)
  }

  @Test(
    arguments: [
      ("${", 13, "expected a value before the end of the text"),
      ("ab ${1 +}", 19, "expected a value"),
      ("${nope(1)}", 13, "no function 'nope'"), ("${if(1)}", 13, "'if' takes 3 arguments, not 1"),
      ("${a b}", 15, "expected an operator or '}'"), ("${$nope}", 13, "no such thing as '$nope'"),
      ("${'a}", 13, "a text without its closing quote"), ("${1.2.3}", 13, "'1.2.3' is no number"),
      ("${a[1}", 16, "expected ']'"), ("${select(a, 1, b)}", 23, "expected a name"),
      ("æ😀${", 16, "expected a value before"),
      (#"a\u0062\"\n${"#, 24, "expected a value before"),
    ] as [(String, Int, String)]
  )
  func `says where an expression is none`(text: String, column: Int, message: String) throws {
    let card = #"""
      {"type": "AdaptiveCard", "body": [
      {"text": "\#(text)", "type": "TextBlock"}]}
      """#
    let fault = try #require(try CardTemplate(parsing: card, file: "x.json").faults.first)
    // The text begins in column 11.
    #expect((fault.line, fault.column) == (2, column))
    #expect(fault.message.hasPrefix(message), "\(fault.message)")
    #expect(fault.code == "card.expression")
  }

  @Test(
    arguments: [
      (#""body": "${elements}""#, "card.structure"), (#""body": ["${element}"]"#, "card.structure"),
      (#""body": [{"type": "TextBlock", "text": "[a](${url})"}]"#, "card.link"),
      (#""body": [{"type": "TextBlock", "$when": "yes", "text": "a"}]"#, "card.condition"),
    ]
  )
  func `refuses what data must not decide`(member: String, code: String) throws {
    let template = try CardTemplate(parsing: #"{"type": "AdaptiveCard", \#(member)}"#)
    #expect(template.faults.map(\.code) == [code])
  }

  @Test(arguments: [["type": "Image", "url": "https://x.example"], ["a"]] as [JSON])
  func `never makes an element of data`(hostile: JSON) throws {
    let body = #"{"type": "TextBlock", "text": "a", "color": "${x}", "id": "${x}"}"#
    #expect(try expanded(body, ["x": hostile]) == [["type": "TextBlock", "text": "a"]])
  }

  @Test func `never reads data as a template`() throws {
    let body = #"{"type": "TextBlock", "text": "${x}"}"#
    let made = try expanded(body, ["x": "${name} ${$root}", "name": "Kari"])
    #expect(made == [["type": "TextBlock", "text": "$\u{200B}{name} $\u{200B}{$root}"]])
  }

  @Test func `finds paths that lead nowhere with sample data`() throws {
    let text = #"""
      {"type": "AdaptiveCard", "body": [
        {"type": "TextBlock", "text": "Hei ${user.nam}"},
        {"type": "TextBlock", "$when": "${exists(note)}", "text": "${note}"},
        {"type": "TextBlock", "$data": "${rows}", "text": "${n ?? 'x'} ${m}"}
      ]}
      """#
    let template = try CardTemplate(parsing: text, file: "x.json")
    let faults = template.faults(with: ["user": ["name": "Kari"], "rows": [["n": 1], ["n": 2]]])
    #expect(faults.map(\.line) == [2, 4])
    #expect(faults.map(\.column) == [45, 68])
    #expect(faults.map(\.message).first == "the sample data have no 'nam' here")
  }

  @Test(
    arguments: [
      // A list of a thousand in a list of a thousand.
      #"{"type": "Container", "$data": "${$root.l}", "items": [{"type": "TextBlock", "$data": "${$root.l}", "text": "a"}]}"#,
      #"{"type": "TextBlock", "text": "${join(select($root.l, a, join(select($root.l, b, 'xxxxxxxxxxxxxxxx'), '')), '')}"}"#,
      #"{"type": "TextBlock", "$data": "${$root.l}", "text": "${join(select($root.l, a, 'xxxxxxxxxxx'), '')}"}"#,
      #"{"type": "TextBlock", "$data": "${$root.l}", "$when": "${sum(select($root.l, a, sum(select($root.l, b, 1)))) > 0}", "text": "a"}"#,
    ]
  )
  func `refuses data that make too much`(body: String) throws {
    let data: JSON = ["l": .array(Array(repeating: 1, count: 1_000))]
    #expect(throws: CardExpansionError.tooMuch) { try expanded(body, data) }
  }

  @Test func `survives nesting without end`() throws {
    let parentheses = String(repeating: "(", count: 100_000)
    let deep = String(repeating: #"{"type": "Container", "items": ["#, count: 80)
    let card = #"{"type": "AdaptiveCard", "body": ["# + deep
    #expect(throws: JSONError.self) { try CardTemplate(parsing: card) }
    let less = String(repeating: #"{"type": "Container", "items": ["#, count: 40)
    let shut = String(repeating: "]}", count: 40)
    let half = #"{"type": "AdaptiveCard", "body": ["# + less + shut + "]}"
    let faults = try CardTemplate(parsing: half).faults
    #expect(faults.map(\.code) == ["card.too-deep"])
    for text in [
      parentheses, String(repeating: "!", count: 100_000),
      "1" + String(repeating: "+1", count: 99_999),
    ] {
      let body =
        #"{"type": "AdaptiveCard", "body": [{"type": "TextBlock", "text": "${\#(text)}"}]}"#
      #expect(try CardTemplate(parsing: body).faults.map(\.code) == ["card.expression"])
    }
  }

  @Test(arguments: 0..<100)
  func `never crashes on any text`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let parts = [
      "${", "}", "a", ".", "[", "]", "(", ")", "'", "\"", "if(", "select(", ",", "x", " ", "1", "-",
      "!",
      "&&", "??", "$index", "æ", "😀", "\\", "\u{0}", "0.", "formatDateTime(", "$",
    ]
    let text = (0..<40).map { _ in parts[Int.random(in: parts.indices, using: &random)] }.joined()
    let body =
      #"{"type": "AdaptiveCard", "body": [{"type": "TextBlock", "text": \#(JSON.string(text).text)}]}"#
    let template = try CardTemplate(parsing: body)
    _ = CardCheck.faults(in: template)
    _ = try? template.expanded(with: ["a": ["x": "2026-01-01"], "x": 1], in: .nb)
  }

  @Test(
    .enabled(if: Shared.isThere("cards/samples"), "needs RAKEL_SHARED (default ../shared)"),
    arguments: Shared.files("cards/samples/Templates/Scenarios", withExtension: "template.json")
  )
  func `fills in Microsoft's samples`(file: String) throws {
    let text = try String(contentsOf: URL(filePath: file), encoding: .utf8)
    let template = try CardTemplate(parsing: text.replacing("\u{FEFF}", with: ""), file: file)
    #expect(template.faults.isEmpty, "\(template.faults)")
    let sample = file.replacing(".template.json", with: ".data.json")
    guard FileManager.default.fileExists(atPath: sample) else { return }
    let data = try String(contentsOf: URL(filePath: sample), encoding: .utf8)
    let json = try JSON(parsing: data.replacing("\u{FEFF}", with: ""))
    let card = try template.expanded(with: json, in: .en)
    #expect(!card.json.text.contains("${"))
  }
}
