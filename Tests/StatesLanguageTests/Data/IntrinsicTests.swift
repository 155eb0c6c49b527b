import Ground
import StatesLanguage
import Testing

@Suite struct IntrinsicTests {
  private static let input: JSON = [
    "s": "hello", "n": 3, "f": 2.5, "a": [1, 2, 3, 4, 5], "o": ["k": "v", "l": [1, [2.0, nil]]],
    "t": "{}-{}",
    "dup": [1, 1.0, "1", true, nil, ["a": 1], ["a": 1.0], [1], [1.0]], "no": "blåbær ☃",
    "esc": "\\{} {}",
    "long": .string(String(repeating: "x", count: 10_001)), "item": ["b": 2],
  ]

  private func value(_ call: String, seed: UInt64 = 1) throws -> JSON {
    var generator = SeededGenerator(seed: seed)
    let scope = Scope(input: Self.input, context: ["c": "ctx"], variables: JSONObject())
    return try Expression(parsing: call).value(in: scope, drawing: &generator)
  }

  @Test(
    arguments: [
      ("States.Format('Hello')", "Hello"), ("States.Format('{} {}', $.s, $$.c)", "hello ctx"),
      ("States.Format('{}', $.o)", "{k=v, l=[1, [2.0, null]]}"),
      ("States.Format('{}{}', true, null)", "truenull"),
      ("States.Format($.t, 1, -2.5)", "1--2.5"), ("States.Format('\\{\\} {}', 1)", "{} 1"),
      ("States.Format('it\\'s {}', 'a\\\\b')", "it's a\\b"),
      ("States.Format('{0} {}', 1)", "{0} 1"),
      ("States.Format(States.Format('\\{\\}{}', 'x'), 'y')", "yx"),
      ("States.Format('\\n{}', 1)", "\\n1"),
      ("States.StringToJson(' [1, {\"a\": null}]\n')", [1, ["a": nil]]),
      ("States.StringToJson(' \t\n')", nil),
      ("States.JsonToString($.o)", "{\"k\":\"v\",\"l\":[1,[2.0,null]]}"),
      ("States.JsonToString($.no)", "\"blåbær ☃\""),
      ("States.Array()", []), ("States.Array( 1 ,'a, (b)',$.n , null)", [1, "a, (b)", 3, nil]),
      ("States.ArrayPartition($.a, 2)", [[1, 2], [3, 4], [5]]),
      ("States.ArrayPartition($.a, 1.5)", [[1, 2], [3, 4], [5]]),
      ("States.ArrayPartition(States.Array(), 2)", []),
      ("States.ArrayPartition($.a, 9223372036854775807)", [[1, 2, 3, 4, 5]]),
      ("States.ArrayContains($.dup, 1.0)", true), ("States.ArrayContains($.dup, false)", false),
      ("States.ArrayContains($.dup, $.item)", false), ("States.ArrayContains($.a, 4.0)", true),
      ("States.ArrayRange(1, 9, 3)", [1, 4, 7]), ("States.ArrayRange(3, 1, -1)", [3, 2, 1]),
      ("States.ArrayRange(3, 1, 1)", []),
      ("States.ArrayRange(0.5, 2.4, 1)", [1, 2]),
      (
        "States.ArrayRange(9223372036854775806, 9223372036854775807, 1)",
        [9223372036854775806, 9223372036854775807]
      ),
      ("States.ArrayGetItem($.a, 4)", 5), ("States.ArrayGetItem($.a, 1.0)", 2),
      ("States.ArrayLength($.a[?(@ > 2)])", 3),
      ("States.ArrayUnique($.dup)", [1, "1", true, nil, ["a": 1], [1]]),
      ("States.Base64Encode($.no)", "YmzDpWLDpnIg4piD"),
      ("States.Base64Decode('YmzDpWLD\r\npnIg4piD')", "blåbær ☃"),
      ("States.Base64Decode('YQ')", "a"), ("States.Base64Decode('')", ""),
      ("States.Hash('', 'MD5')", "d41d8cd98f00b204e9800998ecf8427e"),
      ("States.Hash('abc', 'SHA-1')", "a9993e364706816aba3e25717850c26c9cd0d89d"),
      (
        "States.Hash('abc', 'SHA-256')",
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
      ),
      (
        "States.JsonMerge($.o, States.StringToJson('{\"k\":1,\"z\":2}'), false)",
        ["k": 1, "l": [1, [2.0, nil]], "z": 2]
      ),
      ("States.MathAdd(1.5, -0.5)", 2), ("States.MathAdd(-1.5, 0)", -1),
      ("States.MathAdd(-2.51, 0)", -3),
      ("States.MathAdd(0.49999999999999994, 0)", 0), ("States.MathAdd(2147483647, 1)", 2147483648),
      ("States.MathRandom(4, 5)", 4), ("States.StringSplit('a.b+,c', '.+,')", ["a", "b", "c"]),
      ("States.StringSplit(',,', ',')", []), ("States.StringSplit('a', '')", ["a"]),
      ("States.StringSplit('', ',')", []),
      ("States.StringSplit('bål', 'å')", ["b", "l"]),
    ] as [(String, JSON)]
  )
  func `returns what the specification says`(call: String, expected: JSON) throws {
    #expect(try value(call) == expected)
  }

  @Test(arguments: [
    "Format('{}')", "Format('', 1)", "Format('}{', 1)", "Format($.n, 1)", "StringToJson('{')",
    "StringToJson($.n)", "ArrayPartition($.a, 0)", "ArrayPartition($.a, 0.4)",
    "ArrayPartition($.s, 1)",
    "ArrayContains($.s, 'h')", "ArrayRange(1, 2, 0)", "ArrayRange(1, 2, 0.4)",
    "ArrayRange(0, 1000, 1)",
    "ArrayRange('1', 2, 1)", "ArrayRange(1e300, 2, 1)", "ArrayGetItem($.a, 5)",
    "ArrayGetItem($.a, -1)",
    "ArrayGetItem($.a, 0.5)", "ArrayGetItem($.a, '0')", "ArrayLength($.s)", "ArrayLength($.o)",
    "ArrayUnique($.o)", "Base64Encode($.n)", "Base64Encode($.long)", "Base64Decode('a!')",
    "Base64Decode('a')", "Base64Decode($.long)", "Hash('x', 'sha-256')", "Hash($.n, 'MD5')",
    "Hash($.long, 'MD5')", "JsonMerge($.o, $.a, false)", "JsonMerge($.a, $.o, false)",
    "JsonMerge($.o, $.o, true)", "JsonMerge($.o, $.o, 0)", "MathRandom(5, 5)", "MathRandom(6, 5)",
    "MathRandom('1', 5)", "MathRandom(-9223372036854775808, 9223372036854775807)",
    "MathAdd(9223372036854775807, 1)", "MathAdd('1', 1)", "MathAdd(true, 1)",
    "StringSplit($.n, ',')",
    "StringSplit('a', 1)",
  ])
  func `fails with the error of the specification`(call: String) {
    let failure = #expect(throws: StateFailure.self) { try value("States." + call) }
    #expect(failure?.error == "States.IntrinsicFailure")
    #expect(failure?.cause.hasPrefix("States.\(call.prefix { $0 != "(" }): ") == true)
  }

  @Test func `fails as a path does where an argument leads nowhere`() {
    let failure = #expect(throws: StateFailure.self) { try value("States.Array($.nope)") }
    #expect(failure?.error == "States.Runtime")
  }

  @Test(arguments: [
    ("", 0), ("Format('a')", 0), ("States.Nope(1)", 0), ("States.Format", 13),
    ("States.Format(", 14),
    ("States.Format()", 0), ("States.UUID(1)", 0), ("States.ArrayLength()", 0),
    ("States.MathRandom(1)", 0),
    ("States.Array(1,)", 15), ("States.Array(,1)", 13), ("States.Array(1 2)", 15),
    ("States.Array('a)", 13),
    ("States.Array(\"a\")", 13), ("States.Array(x)", 13), ("States.Array($.)", 15),
    ("States.Array(1) ", 15),
    (" States.Array()", 0), ("States.Array('å😀', States.Nope())", 20), ("States.Array(01)", 13),
    ("States.Array(State)", 13), ("States.Array($.a b)", 17), ("$.a == 1", 3),
    ("states.Array()", 0),
  ])
  func `says where a text stops being an expression`(text: String, offset: Int) {
    let fault = #expect(throws: ExpressionFault.self) { try Expression(parsing: text) }
    #expect(fault?.offset == offset, "\(fault?.message ?? "")")
  }

  @Test(arguments: [
    Repeated("", "States.Array(", 80_000), Repeated("States.Array(", "1,", 30_000, "1)"),
    Repeated("States.Format('", "{}", 50_000, "')"), Repeated("States.Array('", "\\\\", 500_000),
    Repeated("States.Array(", "1", 900_000),
  ])
  func `survives hostile text`(hostile: Repeated) {
    // What counts is that we are still here, and soon.
    _ = try? value(hostile.text)
  }

  @Test func `draws the same from the same generator`() throws {
    let call = "States.Array(States.UUID(), States.MathRandom(0, 1000000), States.UUID())"
    #expect(try value(call) == value(call))
    #expect(try value(call) != value(call, seed: 2))
    #expect(
      try value("States.MathRandom(0, 1000, 7)") == value("States.MathRandom(0, 1000, 7)", seed: 9)
    )
  }

  @Test(arguments: 0..<20)
  func `makes version 4 UUIDs`(seed: UInt64) throws {
    let uuid = try #require(try value("States.UUID()", seed: seed).string)
    #expect(
      uuid.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/)
        != nil
    )
  }
}
