import Ground
import StatesLanguage
import Testing

@Suite struct ChoiceRuleTests {
  private func holds(_ rule: JSON, _ input: JSON) throws -> Bool {
    try ChoiceRule(rule).holds(
      in: Scope(input: input, context: ["n": 1], variables: JSONObject())
    )
  }

  @Test(
    arguments: [
      ("StringEquals", "a", "a"), ("StringLessThan", "b", "a"), ("StringGreaterThan", "a", "b"),
      ("StringLessThanEquals", "a", "a"), ("StringGreaterThanEquals", "a", "a"),
      ("NumericEquals", 1.0, 1), ("NumericLessThan", 1.5, 1), ("NumericGreaterThan", 0.5, 1),
      ("NumericLessThanEquals", 1, 1.0), ("NumericGreaterThanEquals", -1, -1),
      ("BooleanEquals", false, false),
      ("TimestampEquals", "2024-01-01T00:00:00Z", "2024-01-01T01:30:00.000+01:30"),
      ("TimestampLessThan", "2024-01-01T00:00:00.0000001Z", "2024-01-01T00:00:00Z"),
      ("TimestampGreaterThan", "2024-01-01T00:00:00Z", "2024-01-01T00:00:00-00:01"),
      ("TimestampLessThanEquals", "2024-01-01T00:00:00Z", "2024-01-01T00:00:00Z"),
      ("TimestampGreaterThanEquals", "2024-01-01T00:00:00Z", "2024-01-01T00:00:00Z"),
    ] as [(String, JSON, JSON)]
  )
  func `compares with a value and with a path alike`(
    name: String,
    operand: JSON,
    value: JSON
  ) throws {
    let input: JSON = [
      "v": value, "w": operand, "bool": true, "list": [1], "null": nil, "text": "x", "n": 7.5,
    ]
    #expect(try holds(["Variable": "$.v", .init(name): operand], input))
    #expect(try holds(["Variable": "$.v", .init(name + "Path"): "$.w"], input))
    // No operator but its own type's holds for another type, and none is an error.
    for other in [
      "list", "null", name.hasPrefix("Boolean") ? "n" : "bool",
      name.hasPrefix("Numeric") ? "text" : "n",
    ] {
      #expect(try !holds(["Variable": .string("$.\(other)"), .init(name): operand], input))
      #expect(try !holds(["Variable": "$.v", .init(name + "Path"): .string("$.\(other)")], input))
    }
  }

  @Test(arguments: [
    ("a", "a", true), ("a*", "a", true), ("*", "", true), ("*b*", "abc", true),
    ("a*c", "abd", false),
    ("a*a", "a", false), ("*ab", "aab", true), ("a*b*c", "axcbc", true), ("a\\*c", "a*c", true),
    ("a\\*c", "abc", false), ("a\\\\*", "a\\b", true), ("a\\b", "a\\b", true), ("a\\", "a\\", true),
    ("?", "x", false), ("[ab]", "a", false), ("å*", "ål", true), ("**", "x", true), ("", "", true),
    ("", "x", false), ("*a*a*", "a", false), ("log-*.txt", "log-.txt", true),
  ])
  func `matches texts with stars`(pattern: String, text: String, expected: Bool) throws {
    #expect(
      try holds(["Variable": "$", "StringMatches": .string(pattern)], .string(text)) == expected
    )
  }

  @Test(
    arguments: [
      ("IsNull", [nil]), ("IsNumeric", [0, 1.5]), ("IsString", ["", "x", "2024-01-01T00:00:00Z"]),
      ("IsBoolean", [true, false]), ("IsTimestamp", ["2024-01-01T00:00:00Z"]),
      ("IsPresent", [nil, 0, 1.5, "", "x", "2024-01-01T00:00:00Z", true, false, [], [:]]),
    ] as [(String, [JSON])]
  )
  func `asks what a value is`(test: String, members: [JSON]) throws {
    let all: [JSON] = [nil, 0, 1.5, "", "x", "2024-01-01T00:00:00Z", true, false, [], [:]]
    for value in all {
      #expect(
        try holds(["Variable": "$.v", .init(test): true], ["v": value]) == members.contains(value)
      )
      #expect(
        try holds(["Variable": "$.v", .init(test): false], ["v": value]) != members.contains(value)
      )
    }
  }

  @Test func `takes a missing variable for absent, and only when asked`() throws {
    #expect(try holds(["Variable": "$.v.w[1]", "IsPresent": false], [:]))
    #expect(try holds(["Variable": "$unset", "IsPresent": false], [:]))
    for rule: JSON in [
      ["Variable": "$.v", "IsNull": true], ["Variable": "$.w", "StringEqualsPath": "$.v"],
      ["Not": ["Variable": "$.v", "NumericEquals": 1]],
    ] {
      let failure = #expect(throws: StateFailure.self) { try holds(rule, ["w": 1]) }
      #expect(failure?.error == "States.Runtime")
    }
  }

  @Test func `asks joined conditions from left to right and no further than needed`() throws {
    let yes: JSON = ["Variable": "$$.n", "NumericEquals": 1]
    let no: JSON = ["Not": yes]
    let faulty: JSON = ["Variable": "$.gone", "IsNull": true]
    #expect(try holds(["Or": [no, yes, faulty], "Next": "X", "Assign": ["a": 1]], [:]))
    #expect(try !holds(["And": [yes, no, faulty]], [:]))
    #expect(throws: StateFailure.self) { try holds(["And": [yes, faulty, no]], [:]) }
  }

  @Test func `orders texts by UTF-16 code units and compares them by code points`() throws {
    #expect(try holds(["Variable": "$", "StringLessThan": "\u{E000}"], "\u{1F600}"))
    #expect(try !holds(["Variable": "$", "StringEquals": "\u{E9}"], "e\u{301}"))
  }

  @Test(
    arguments: [
      (["Variable": "$.a"], ""), (["IsNull": true], "/Variable"),
      (["Variable": "a", "IsNull": true], "/Variable"),
      (["Variable": "$.a", "IsNull": "x"], "/IsNull"), (["Variable": "$.a", "Nope": 1], "/Nope"),
      (["Variable": "$.a", "IsNull": true, "IsString": true], ""), (["And": []], "/And"),
      (["Or": [["Not": ["Variable": "$.a", "StringEquals": 1]]]], "/Or/0/Not/StringEquals"),
      (["And": [1]], "/And/0"), (["Variable": "$.a", "NumericEquals": "1"], "/NumericEquals"),
      (["Variable": "$.a", "TimestampEquals": "2024-01-01"], "/TimestampEquals"),
      (["Variable": "$.a", "BooleanEquals": 1], "/BooleanEquals"), ("x", ""),
      (["Variable": "$.a", "BooleanLessThan": true], "/BooleanLessThan"),
      (["Variable": "$.a", "NumericEqualsPath": "$.["], "/NumericEqualsPath"),
    ] as [(JSON, String)]
  )
  func `refuses what is no rule, and says where`(rule: JSON, pointer: String) {
    let fault = #expect(throws: TemplateFault.self) { try ChoiceRule(rule) }
    #expect(fault?.pointer == pointer)
  }
}
