import Flows
import Foundation
import Ground
import StatesLanguage
import TestKit
import Testing

/// Properties of machines that are drawn from a seed; more of them with `RAKEL_SEEDS=10000`.
@Suite struct RandomMachineTests {
  /// How many seeds each batch has.
  private static let batch = 25

  private static let batches: [Int] = {
    let seeds = ProcessInfo.processInfo.environment["RAKEL_SEEDS"].flatMap { Int($0) } ?? 60
    return Array(stride(from: 0, to: seeds, by: batch))
  }()

  @Test func `have states of all eight types, and the check has nothing against them`() throws {
    var types: Set<String> = []
    for seed in 0..<200 {
      let text = RandomMachine(seed: UInt64(seed)).definition.text
      let faults = StateMachineCheck(text: text, file: "\(seed)").faults
      #expect(faults.isEmpty, "\(faults.map(\.description)) in \(text)")
      types.formUnion(text.matches(of: /"Type":"(\w+)"/).map { String($0.1) })
    }
    #expect(types.count == 8)
  }

  @Test(arguments: batches)
  func `end alike, whether or not Rakel stops after every round`(first: Int) async throws {
    for seed in first..<first + Self.batch {
      let seed = UInt64(seed)
      let machine = RandomMachine(seed: seed)
      let undisturbed = try await Play(machine, seed: seed, .undisturbed)
      let stopping = try await Play(machine, seed: seed, .stopping)
      expectAlike(undisturbed, stopping, "seed \(seed)")
    }
  }

  @Test(arguments: UInt64(1_000)..<1_006)
  func `end alike, whether or not the database is closed after every round`(
    seed: UInt64
  ) async throws {
    let folder = try TemporaryFolder()
    let machine = RandomMachine(seed: seed)
    let undisturbed = try await Play(machine, seed: seed, .undisturbed)
    let course = Play.Course.reopening(path: folder.path("flows.sqlite"))
    expectAlike(undisturbed, try await Play(machine, seed: seed, course), "seed \(seed)")
  }

  private func expectAlike(_ left: Play, _ right: Play, _ comment: Comment) {
    #expect(left.open == [] && right.open == [], comment)
    #expect(left.differences + right.differences == [], comment)
    let runs = left.histories.keys.filter { !$0.contains(".") }
    // Who is stopped because another has failed may have come more or less far by then.
    for name in left.succeeded.intersection(right.succeeded).union(runs) {
      #expect(left.histories[name] == right.histories[name], comment)
    }
  }
}
