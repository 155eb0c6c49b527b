import Flows
import Ground
import StatesLanguage
import Storage
import TestKit
import Testing

@Suite struct FairnessTests {
  private static let loop = """
    {"StartAt": "A", "States": {
      "A": {"Type": "Pass", "Assign": {"n": 0}, "Next": "B"},
      "B": {"Type": "Choice", "Choices": [{"Variable": "$n", "NumericLessThan": 5000, "Next": "C"}], "Default": "D"},
      "C": {"Type": "Pass", "Assign": {"n.$": "States.MathAdd($n, 1)"}, "Next": "B"},
      "D": {"Type": "Succeed"}}}
    """

  @Test func `lets nobody wait for a long loop`() async throws {
    var bench = try FlowBench(JSON(parsing: Self.loop))
    let long = try bench.start()
    try bench.round()
    let quick = try bench.start()
    try bench.connection.run("UPDATE execution SET state = 'D' WHERE name = ?", .text(quick))
    let round = try bench.round()
    #expect(round.transitions <= 2 * 200)
    #expect(try bench.execution(quick).status == .succeeded)
    #expect(try bench.execution(long).status == .running)
    try await bench.run()
    #expect(try bench.outcome(long) == "= {}")
    #expect(try bench.execution(long).cursor.visit == 10_003)
    #expect(try bench.history(long).count == 10_005)
  }

  @Test func `takes no more than it may in one round, the longest due first`() async throws {
    var bench = try FlowBench(
      JSON(parsing: #"{"StartAt": "D", "States": {"D": {"Type": "Succeed"}}}"#)
    )
    var names: [String] = []
    for _ in 0..<5 {
      names.append(try bench.start())
      bench.now -= 1
    }
    bench.now += 5
    #expect(try bench.round(limit: 2).executions == 2)
    #expect(try bench.names(.succeeded) == names.suffix(2))
  }
}
