import Foundation
import Helpdesk
import Storage
import Testing

@Suite struct GainStoreTests {
  private let registers: Registers

  init() throws { registers = try Registers() }

  @Test func `counts a gain once per key, and sums by month, municipality and kind`() async throws {
    let month = 31.0 * 24
    let gains: [(String, Gain)] = [
      ("a", Gain("exchange", minutes: 22, municipality: "Åsdal", at: Registers.hour(0))),
      ("b", Gain("exchange", minutes: 22.5, municipality: "åsdal", at: Registers.hour(1))),
      ("b", Gain("exchange", minutes: 99, municipality: "åsdal", at: Registers.hour(1))),
      ("c", Gain("password", minutes: 5, at: Registers.hour(1))),
      ("d", Gain("exchange", minutes: 22, municipality: "åsdal", at: Registers.hour(month))),
    ]
    let added = try await registers { (connection) throws(DatabaseError) in
      var added: [Bool] = []
      for (key, gain) in gains { added.append(try GainStore.add(gain, key: key, in: connection)) }
      return added
    }
    #expect(added == [true, true, false, true, true])
    let (all, late, sums, lateSums) = try await registers { (connection) throws(DatabaseError) in
      (
        try GainStore.total(in: connection),
        try GainStore.total(since: Registers.hour(1), in: connection),
        try GainStore.sums(in: connection),
        try GainStore.sums(since: Registers.hour(2), in: connection)
      )
    }
    #expect(all == (4, 71.5))
    #expect(late == (3, 49.5))
    #expect(
      sums == [
        Gain.Sum(kind: "exchange", municipality: "åsdal", month: "2026-12", count: 1, minutes: 22),
        Gain.Sum(kind: "password", municipality: nil, month: "2026-11", count: 1, minutes: 5),
        Gain.Sum(
          kind: "exchange",
          municipality: "åsdal",
          month: "2026-11",
          count: 2,
          minutes: 44.5
        ),
      ]
    )
    #expect(lateSums == [sums[0]])
  }

  @Test func `has saved nothing at first`() async throws {
    let total = try await registers { (connection) throws(DatabaseError) in
      try GainStore.total(in: connection)
    }
    #expect(total == (0, 0))
  }
}
