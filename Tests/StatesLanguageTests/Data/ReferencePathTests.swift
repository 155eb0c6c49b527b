import Ground
import StatesLanguage
import Testing

@Suite struct ReferencePathTests {
  private static let input: JSON = ["a": 1, "b": ["c": [10, 20], "d": nil]]

  @Test(
    arguments: [
      ("$", 9), ("$.n", ["a": 1, "b": ["c": [10, 20], "d": nil], "n": 9]),
      ("$.b", ["a": 1, "b": 9]), ("$.b.c[1]", ["a": 1, "b": ["c": [10, 9], "d": nil]]),
      ("$.b.c[-2]", ["a": 1, "b": ["c": [9, 20], "d": nil]]),
      ("$.x['y z'].w", ["a": 1, "b": ["c": [10, 20], "d": nil], "x": ["y z": ["w": 9]]]),
    ] as [(String, JSON)]
  )
  func `places a value, making the objects that are missing`(path: String, expected: JSON) throws {
    #expect(try ReferencePath(parsing: path).placing(9, into: Self.input) == expected)
  }

  @Test(arguments: [
    "$.a.z", "$.b.c[2]", "$.b.c[-3]", "$.b[0]", "$.x[0]", "$.b.d.e", "$.b.c.e", "$$.a", "$v",
  ])
  func `fails where the input has no such place`(path: String) throws {
    let failure = #expect(throws: StateFailure.self) {
      try ReferencePath(parsing: path).placing(9, into: Self.input)
    }
    #expect(failure?.error == "States.ResultPathMatchFailure")
  }

  @Test func `places into an input that is no object only as a whole`() throws {
    #expect(try ReferencePath(parsing: "$").placing(9, into: "x") == 9)
    #expect(throws: StateFailure.self) { try ReferencePath(parsing: "$.a").placing(9, into: "x") }
  }

  @Test(arguments: [
    "$.*", "$..a", "$.a[*]", "$.a[0,1]", "$.a[:1]", "$.a[?(@.b)]", "$['a','b']", "$.a.length()",
    "x", ".guid", "States.UUID()",
  ])
  func `refuses what may name several places`(path: String) {
    #expect(throws: ExpressionFault.self) { try ReferencePath(parsing: path) }
  }

  @Test(arguments: 0..<200)
  func `finds what it placed`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let input = randomValue(depth: 4, &generator)
    let steps = (0...generator.below(3)).map { _ in
      [".a", "['b']", "[0]", "[1]", ".c"][generator.below(5)]
    }
    let path = try ReferencePath(parsing: "$" + steps.joined())
    guard let output = try? path.placing("placed", into: input) else { return }
    let scope = Scope(input: output, context: [:], variables: JSONObject())
    #expect(try path.value(in: scope) == "placed")
  }
}
