import Flows
import Foundation
import Ground
import Storage
import TestKit
import Testing

@testable import App

/// That the transcripts take every way that the exchange of a PC and the clean-up of licences have.
@Suite struct FlowPathTests {
  /// Ways that are taken only where two things happen at once; each with why.
  private static let untakable: Set<String> = [
    // The exchange has been answered and not yet gone on: here it goes on at once.
    "PCRullering: Declining → Over",
    // The technician is done between the warning and its first step, which come at once here.
    "PCRullering: Mark late → End",
  ]

  @Test(arguments: [["pc-rollover", "pc-retur", "PCRullering"], ["licence-cleanup"]])
  func `takes every transition`(flows: [String]) async throws {
    var taken: Set<String> = []
    // One flow may have several: `pc-rollover.chat`, `pc-rollover-hvem.chat`.
    let files = FlowTranscriptTests.names.filter { name in
      flows.contains { name == "\($0).chat" || name.hasPrefix("\($0)-") }
    }
    for name in files {
      let file = Shared.checkout.appending(path: "Tests/Transcripts/flows/\(name)")
      let transcript = try String(contentsOf: file, encoding: .utf8)
      _ = try await FlowTranscriptTests.play(transcript) { talk in
        taken.formUnion(try await Self.taken(in: talk.database))
      }
    }
    var missing: [String] = []
    for name in flows { missing += try Self.transitions(of: name).filter { !taken.contains($0) } }
    let untaken = missing.filter { !Self.untakable.contains($0) }.sorted()
    #expect(untaken == [])
  }

  /// `pc-rollover: Ask → Silent`, by what the executions of a database went through.
  static func taken(in database: Database) async throws -> Set<String> {
    let steps = try await database.read { (connection) throws(DatabaseError) in
      try connection.rows(
        """
        SELECT execution.flow, event.state, lead(event.state) OVER (PARTITION BY execution.id ORDER BY number)
        FROM event JOIN execution ON execution.id = event.execution WHERE event.kind = 'entered'
        """
      ) { (row) in (row.text(0), row.text(1), row.optionalText(2)) }
    }
    return Set(steps.compactMap { flow, from, to in to.map { "\(flow): \(from) → \($0)" } })
  }

  /// Every way from a state to another that a definition has: `Next`, `Default`, the branches and the catches.
  static func transitions(of name: String) throws -> [String] {
    let file = Shared.checkout.appending(path: "flows/\(name).asl.json")
    let flow = try JSON(parsing: String(contentsOf: file, encoding: .utf8))
    return Set(transitions(in: flow).map { "\(name): \($0)" }).sorted()
  }

  private static func transitions(in machine: JSON) -> [String] {
    (machine["States"]?.object ?? JSONObject()).flatMap { state, definition in
      let items = definition["ItemProcessor"].map(transitions) ?? []
      return targets(of: definition).map { "\(state) → \($0)" } + items
    }
  }

  private static func targets(of json: JSON) -> [String] {
    if let items = json.array { return items.flatMap(targets) }
    guard let object = json.object else { return [] }
    return object.flatMap { key, value -> [String] in
      switch key {
      case "Next", "Default": [value.string].compactMap(\.self)
      // A machine of its own.
      case "ItemProcessor": []
      default: targets(of: value)
      }
    }
  }
}
