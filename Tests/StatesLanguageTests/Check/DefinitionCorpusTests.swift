import Foundation
import Ground
import StatesLanguage
import TestKit
import Testing

/// The definitions of others, and what their owners, or AWS itself, thought of them.
@Suite struct DefinitionCorpusTests {
  /// Where this checker thinks otherwise, and why; whatever is not here must agree.
  static let exceptions: [String: String] = [
    // asl-validator
    "valid-cfn-definition-substitutions.json": "CloudFormation fills the resource in before AWS",
    "valid-task-intrisic-function.json": "CloudFormation fills the resource in before AWS",
    "valid-current-value-predicate.json": "a bare word in a filter, which Jayway refuses",
    "valid-path-array-context.json": "a script in a path, which Jayway does not have",
    "valid-map-distributed.asl.json": "ItemReader and ResultWriter need S3",
    "valid-map-noconfig.asl.json": "ItemReader and ResultWriter need S3",
    "invalid-math-add.json": "the types of arguments show when run, as in case intrinsic/067",
    "invalid-task-alias-function.json": "the resource is a URI; its inner form is AWS's business",
    // statelint
    "backoff-with-backoffrate-integer.json": "3 is a number, as the specification asks",
    "pass-with-intrinsic-function-inputpath.json":
      "AWS refuses it, see case io/inputpath-intrinsic",
    // floe
    "everything.asl": "repeats a state's name in a Map",
    "set-credential.asl": "floe's own: a ResultPath into the context",
    "http.asl": "floe's own: a ResultPath into the context",
    "workflow.asl": "floe's own: the field Secrets",
    // Refused by AWS for what is not in the definition.
    "TestSfnApiExpress::test_illegal_callbacks[WAIT_FOR_TASK_TOKEN]": "only for Express machines",
    "TestSfnApiExpress::test_illegal_callbacks[SYNC]": "only for Express machines",
    "TestSfnApiValidation::test_validate_state_machine_definition_type_express[ILLEGAL_WFTT]":
      "only for Express machines",
    "TestTaskServiceDynamoDB::test_invalid_integration":
      "AWS knows which of its services there are",
  ]

  @Test(.enabled(if: Shared.isThere("asl/asl-cases.json"), "needs RAKEL_SHARED"))
  func `agrees with our cases`() throws {
    var wrong: [String] = []
    for item in try Self.list("asl/asl-cases.json") {
      guard let name = item["name"]?.string, let definition = item["definition"] else { continue }
      let expected = item["expected"]
      let mayBeInvalid = expected?["accept"]?.array?.contains("INVALID") == true
      let isInvalid = expected?["status"] == "INVALID" || Self.usesJSONata(definition)
      let faults = Self.faults(of: definition)
      if faults.isEmpty == isInvalid, !mayBeInvalid { wrong.append("\(name): \(faults)") }
    }
    #expect(wrong == [])
  }

  @Test(.enabled(if: Shared.isThere("asl/fixtures"), "needs RAKEL_SHARED"))
  func `refuses what AWS refused`() throws {
    let file = "asl/fixtures/localstack-aws-recorded/aws-invalid-definitions.json"
    var accepted: Set<String> = []
    var acceptedInFlows: [String] = []
    for item in try Self.list(file) {
      guard let name = item["name"]?.string, let definition = item["definition"] else { continue }
      if Self.faults(of: definition).isEmpty { accepted.insert(name) }
      let inFlows = Self.faults(of: definition, connectors: ResourceCatalogue([:]))
      if inFlows.isEmpty { acceptedInFlows.append(name) }
    }
    #expect(accepted == Set(Self.exceptions.keys.filter { $0.contains("::") }))
    #expect(acceptedInFlows == [], "where only our connectors may be called, nothing passes")
  }

  @Test(
    .enabled(if: Shared.isThere("asl/fixtures"), "needs RAKEL_SHARED"),
    arguments: ["aws-cases", "aws-cases-not-portable"]
  )
  func `accepts what AWS ran`(file: String) throws {
    var wrong: [String] = []
    for item in try Self.list("asl/fixtures/localstack-aws-recorded/\(file).json") {
      guard let name = item["name"]?.string, let definition = item["definition"] else { continue }
      let faults = Self.faults(of: definition)
      if Self.usesJSONata(definition) {
        if !faults.contains(where: { $0.code == "asl.jsonata" }) { wrong.append(name) }
        continue
      }
      // S3 is what we do not have; the recorder put MOCK where the ARN of an activity was.
      let isOurs = faults.allSatisfy {
        $0.code == "asl.unsupported" || $0.message.contains("'MOCK' is no URI")
      }
      if !isOurs { wrong.append("\(name): \(faults)") }
    }
    #expect(wrong == [])
  }

  @Test(.enabled(if: Shared.isThere("asl/fixtures"), "needs RAKEL_SHARED"))
  func `agrees with the labels of other checkers`() throws {
    let index = try #require(
      Self.json("asl/fixtures/definitions-index.json").object,
      "an object of labels"
    )
    var disagreed: Set<String> = []
    for (path, entry) in index {
      let label = entry["own_label"]?.string ?? entry["pypi_statelint_3.1.0"]?.string
      try Self.note(&disagreed, file: "asl/fixtures/\(path)", isValid: label == "valid")
    }
    for folder in ["asl/fixtures/floe/examples", "asl/fixtures/floe/spec/data"] {
      for file in Shared.files(folder, withExtension: "asl") {
        try Self.note(
          &disagreed,
          file: folder + "/" + URL(filePath: file).lastPathComponent,
          isValid: true
        )
      }
    }
    #expect(disagreed == Set(Self.exceptions.keys.filter { !$0.contains("::") }))
  }

  private static func note(_ disagreed: inout Set<String>, file: String, isValid: Bool) throws {
    let url = Shared.root.appending(path: file)
    let text = String(decoding: try Data(contentsOf: url), as: UTF8.self)
    let definition = try JSON(parsing: text)
    // The text itself: only there a repeated key is repeated.
    let faults = StateMachineCheck(text: text, file: "f").faults
    if faults.isEmpty { #expect(throws: Never.self) { try StateMachine(definition) } }
    if usesJSONata(definition) {
      #expect(!faults.isEmpty, "\(file) uses JSONata")
    } else if faults.isEmpty != isValid {
      disagreed.insert(url.lastPathComponent)
    }
  }

  /// What the checker says; what it has nothing against, the interpreter must be able to read.
  private static func faults(
    of definition: JSON,
    connectors: ResourceCatalogue? = nil
  ) -> [Diagnostic] {
    let faults =
      StateMachineCheck(text: definition.text, file: "f", connectors: connectors).faults
    if faults.isEmpty {
      #expect(throws: Never.self) { try StateMachine(definition) }
    }
    return faults
  }

  private static func usesJSONata(_ json: JSON) -> Bool {
    switch json {
    case .object(let members):
      members.contains { key, value in
        key == "QueryLanguage" && value == "JSONata" || usesJSONata(value)
      }
    case .array(let items): items.contains(where: usesJSONata)
    default: false
    }
  }

  private static func json(_ path: String) throws -> JSON {
    try JSON(parsing: Array(try Data(contentsOf: Shared.root.appending(path: path))))
  }

  private static func list(_ path: String) throws -> [JSON] {
    try #require(try json(path).array)
  }
}
