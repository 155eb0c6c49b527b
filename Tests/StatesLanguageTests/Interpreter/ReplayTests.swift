import Ground
import StatesLanguage
import Testing

/// A step that is taken again is the same step: what is drawn depends on where the execution stands, and on nothing else.
@Suite struct ReplayTests {
  private static let draw = #""a.$": "States.UUID()", "b.$": "States.MathRandom(0, 1000000000)""#
  private static let task = #"""
    {"Type": "Task", "Resource": "r", "Parameters": {\#(draw)}, "ResultSelector": {\#(draw)}, "Next": "N",
     "Retry": [{"ErrorEquals": ["E"], "JitterStrategy": "FULL", "MaxAttempts": 9}]}
    """#

  @Test(arguments: UInt64(0)..<20)
  func `takes the same step twice`(seed: UInt64) throws {
    var state = try OneState(Self.task)
    state.facts.seed = seed
    #expect(state.begins.line == state.begins.line)
    #expect(try state.takes("1").line == state.takes("1").line)
    #expect(state.suffers("E").line == state.suffers("E").line)
  }

  @Test(arguments: UInt64(0)..<20)
  func `draws other numbers in another place`(seed: UInt64) throws {
    var seen: [JSON] = []
    for visit in 1...6 {
      var state = try OneState(Self.task)
      state.facts.seed = seed
      state.cursor.visit = visit
      for _ in 0..<4 {
        if case .work(.task(let call)) = state.begins { seen.append(call.parameters) }
        if case .enter(let next, _) = try state.takes("1") { seen.append(next.input) }
        if case .again(let cursor, _, _) = state.suffers("E") { state.cursor = cursor }
      }
    }
    #expect(seen.count == 48)
    #expect(Set(seen.compactMap { $0["a"] }).count == 48)
    #expect(Set(seen.compactMap { $0["b"] }).count == 48)
  }
}
