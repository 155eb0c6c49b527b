import Connectors
import Flows
import Foundation
import Ground
import TestKit
import Testing

/// Whole executions, decided by the specification and recorded on AWS, through the engine, its store and its worker.
@Suite struct ConformanceTests {
  private static let decided = "asl/asl-cases.json"
  private static let recorded = "asl/fixtures/localstack-aws-recorded/aws-cases.json"

  @Test(.enabled(if: Shared.isThere(decided), "needs RAKEL_SHARED (default ../shared)"))
  func `ends as the specification says`() async throws {
    let cases = ConformanceCase.all(in: Self.decided).filter { $0.group != "jsonata" }
    #expect(cases.count >= 535)
    try await run(cases)
  }

  @Test(.enabled(if: Shared.isThere(recorded), "needs RAKEL_SHARED (default ../shared)"))
  func `ends as it did on AWS`() async throws {
    let cases = ConformanceCase.all(in: Self.recorded).filter { $0.group == "aws-jsonpath" }
    #expect(cases.count >= 749)
    try await run(cases)
  }

  private func run(_ cases: [ConformanceCase]) async throws {
    for testCase in cases {
      let objection = testCase.objection(to: try await outcome(of: testCase))
      #expect(objection == nil, Comment(rawValue: testCase.name))
    }
  }

  private func outcome(of testCase: ConformanceCase) async throws -> JSON {
    guard !testCase.isRefused else { return ["status": "INVALID"] }
    let trial = try Trial(
      Flow(name: "case", text: testCase.definition),
      connectors: Connectors([TestConnector()], standIn: testCase.mock.map(MockedAnswers.init)),
      start: Date(timeIntervalSince1970: 1_795_000_000)
    )
    return try await trial.outcome(of: testCase.input)
  }
}
