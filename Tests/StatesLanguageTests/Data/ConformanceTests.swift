import Foundation
import Ground
import StatesLanguage
import TestKit
import Testing

/// Cases decided by the specification and by executions recorded on AWS, as far as expressions alone decide them.
@Suite struct ConformanceTests {
  private static let cases = "asl/asl-cases.json"
  private static let recorded = "asl/fixtures/localstack-aws-recorded/aws-cases.json"

  @Test(.enabled(if: Shared.isThere(cases), "needs RAKEL_SHARED (default ../shared)"))
  func `gives what the specification says`() throws {
    let groups: Set = ["path", "intrinsic", "choice", "io", "variable", "wait"]
    let ran = try run(Self.cases) { groups.contains($0["group"]?.string ?? "") }
    #expect(ran >= 356, "only \(ran) cases were within reach")
  }

  @Test(.enabled(if: Shared.isThere(recorded), "needs RAKEL_SHARED (default ../shared)"))
  func `gives what AWS gave`() throws {
    let ran = try run(Self.recorded) { testCase in
      // Names and numbers of the account were replaced by words when the executions were recorded.
      testCase["group"] == "aws-jsonpath"
        && !(testCase["expected"]?.text.contains(/<\w+>|RandomNumberGenerated/) ?? true)
    }
    #expect(ran >= 658, "only \(ran) cases were within reach")
  }

  /// How many of the file's chosen cases the small machine could run; each that it ran is checked.
  private func run(_ file: String, where isChosen: (JSON) -> Bool) throws -> Int {
    var ran = 0
    for testCase in try JSON(parsing: Array(Data(contentsOf: Shared.root.appending(path: file))))
      .array ?? []
    where isChosen(testCase) {
      guard let definition = testCase["definition"], let input = testCase["input"] else { continue }
      let outcome = SmallMachine.run(definition, on: input)
      guard outcome != .beyond else { continue }
      ran += 1
      let name = Comment(rawValue: testCase["name"]?.string ?? "")
      #expect(agrees(outcome, with: testCase["expected"] ?? .null), name)
    }
    return ran
  }

  private func agrees(_ outcome: SmallMachine.Outcome, with expected: JSON) -> Bool {
    let accepted = (expected["accept"]?.array ?? []).compactMap(\.string)
    switch outcome {
    case .succeeded(let output):
      return expected["status"] == "SUCCEEDED" && isSame(output, expected["output"] ?? .null)
    case .failed(let error):
      return expected["status"] == "FAILED"
        && (error == expected["error"]?.string ?? "" || accepted.contains(error))
    case .invalid: return expected["status"] == "INVALID" || accepted.contains("INVALID")
    case .beyond: return false
    }
  }
}

/// Equality as `States.ArrayContains` sees it.
func isSame(_ left: JSON, _ right: JSON) -> Bool {
  var generator = SeededGenerator(seed: 0)
  let scope = Scope(input: ["l": [left], "r": right], context: [:], variables: JSONObject())
  let call = try? Intrinsic(parsing: "States.ArrayContains($.l, $.r)")
  return (try? call?.value(in: scope, drawing: &generator)) == true
}
