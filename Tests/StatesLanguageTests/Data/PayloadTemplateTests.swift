import Ground
import StatesLanguage
import Testing

@Suite struct PayloadTemplateTests {
  private func filled(_ template: JSON, input: JSON = ["a": 1, "l": [1, 2]]) throws -> JSON {
    var generator = SeededGenerator(seed: 1)
    let scope = Scope(input: input, context: ["t": "tok"], variables: JSONObject())
    return try PayloadTemplate(template).filled(in: scope, drawing: &generator)
  }

  @Test(
    arguments: [
      (["x.$": "$.a"], ["x": 1]), (["x": "$.a"], ["x": "$.a"]),
      (["x.$": "$"], ["x": ["a": 1, "l": [1, 2]]]),
      (["x": [["y.$": "$$.t"], "$.a", 1]], ["x": [["y": "tok"], "$.a", 1]]), ([:], [:]),
      ("$.a", "$.a"),
      (
        ["x": ["y": ["z.$": "States.ArrayLength($.l)", "k": nil]]],
        ["x": ["y": ["z": 2, "k": nil]]]
      ),
      ([".$": "$.a"], ["": 1]), (["$": "$.a"], ["$": "$.a"]), (["a.$.$": "$.a"], ["a.$": 1]),
    ] as [(JSON, JSON)]
  )
  func `fills in the members that end in a dollar`(template: JSON, expected: JSON) throws {
    #expect(try filled(template) == expected)
  }

  @Test func `keeps the order of the members`() throws {
    let template = try JSON(parsing: #"{"z.$":"$.a","b":2,"a.$":"$$.t"}"#)
    #expect(try filled(template).text == #"{"z":1,"b":2,"a":"tok"}"#)
  }

  @Test func `names the field whose expression fails`() throws {
    let failure = #expect(throws: StateFailure.self) { try filled(["x": ["y.$": "$.nope"]]) }
    #expect(failure?.error == "States.Runtime")
    #expect(failure?.cause.contains("'y.$'") == true)
  }

  @Test(
    arguments: [
      (["x.$": 1], "/x.$", 0), (["x": [["y/z~.$": "$.a b"]]], "/x/0/y~1z~0.$", 3),
      (["x.$": "a"], "/x.$", 0),
      (["x.$": "$.a", "x": 1], "/x.$", 0), (["x.$": "States.Nope()"], "/x.$", 0),
      (["x.$": ["y.$": "$"]], "/x.$", 0),
    ] as [(JSON, String, Int)]
  )
  func `refuses what is no expression, and says where`(template: JSON, pointer: String, offset: Int)
  {
    let fault = #expect(throws: TemplateFault.self) { try PayloadTemplate(template) }
    #expect(fault?.pointer == pointer)
    #expect(fault?.fault.offset == offset)
  }
}
