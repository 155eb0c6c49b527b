import Flows
import Foundation
import Ground
import Storage
import TestKit
import Testing

/// What a failing disk, or a machine that stopped in the middle of a write, leaves behind.
@Suite struct DamageTests {
  private static let flow = Definition.chain([
    ("Print", Definition.task("press.print")), ("Wait", Definition.wait(60)),
    ("Print again", Definition.task("press.print")),
  ])

  /// What happened to the end of the log.
  enum Tail: String, CaseIterable, Sendable {
    case aByteShort, halfAFrameShort, zeros, noise, noiseAfterIt

    func damage(_ log: Data) -> Data {
      switch self {
      case .aByteShort: log.dropLast(1)
      case .halfAFrameShort: log.dropLast(2_060)
      case .zeros: log.dropLast(1_000) + Data(count: 1_000)
      case .noise:
        log.dropLast(1_000) + Data((0..<1_000).map { UInt8(truncatingIfNeeded: $0 &* 7) })
      case .noiseAfterIt: log + Data((0..<5_000).map { UInt8(truncatingIfNeeded: $0 &* 11) })
      }
    }

    /// Whether the last commit is gone.
    var isLoss: Bool { self != .noiseAfterIt }
  }

  @Test(arguments: Tail.allCases)
  func `all commits before a damaged end of the log are there`(tail: Tail) throws {
    let site = try Site(["print": Self.flow])
    let connection = try site.connection()
    let names = (0..<6).map { "p\($0)" }
    for name in names {
      try site.start("print", named: name, in: connection)
      try site.settle(connection)
    }
    let left = try site.left()
    let log = URL(filePath: left.path + "-wal")
    try tail.damage(Data(contentsOf: log)).write(to: log)

    let reopened = try left.connection()
    #expect(try reopened.rows("PRAGMA integrity_check") { (row) in row.text(0) } == ["ok"])
    let whole = tail.isLoss ? names.dropLast() : names[...]
    #expect(try Site.effects(reopened).prefix(5) == names.prefix(5).map { "\($0)/1" }[...])
    #expect(try Site.statuses(reopened).keys.sorted().starts(with: whole))
    // They all go on, also the one whose last step was lost.
    left.pass(60)
    try left.settle(reopened)
    left.pass(60)
    try left.settle(reopened)
    #expect(try Set(Site.statuses(reopened).values) == ["succeeded"])
    #expect(
      try Site.effects(reopened)
        == Site.statuses(reopened).keys.flatMap { ["\($0)/1", "\($0)/3"] }.sorted()
    )
  }

  /// What happened to the database.
  enum Damage: String, CaseIterable, Sendable {
    case noDatabase, noHeader, cutOff, aPage

    func damage(_ file: Data) -> Data {
      switch self {
      case .noDatabase: Data("Dette er ikke en database. ".utf8) + file.dropFirst(27)
      case .noHeader: Data(count: 4_096) + file.dropFirst(4_096)
      case .cutOff: file.prefix(file.count / 2 - 100)
      case .aPage:
        // The page of the layouts is the second; the root of the executions comes soon after.
        file.prefix(4_096 * 3) + Data(repeating: 0xA5, count: 4_096 * 12)
          + file.dropFirst(4_096 * 15)
      }
    }
  }

  @Test(arguments: Damage.allCases)
  func `a damaged database is reported at once and left as it is`(damage: Damage) throws {
    let site = try Site(["print": Self.flow])
    do {
      let connection = try site.connection()
      for number in 0..<40 { try site.start("print", named: "p\(number)", in: connection) }
      try site.settle(connection)
    }
    let file = URL(filePath: site.path)
    try damage.damage(Data(contentsOf: file)).write(to: file)
    let before = try site.bytes()
    let error = #expect(throws: DatabaseError.self) {
      _ = try Database(path: site.path, layouts: [ExecutionStore.layout], isChecked: true)
    }
    #expect(error?.isDamage == true, "\(String(describing: error))")
    #expect(try site.bytes() == before)
  }

  @Test func `a damaged database keeps the log that lies beside it`() throws {
    let site = try Site(["print": Self.flow])
    let connection = try site.connection()
    for number in 0..<40 { try site.start("print", named: "p\(number)", in: connection) }
    _ = try connection.rows("PRAGMA wal_checkpoint(TRUNCATE)") { (row) in row.integer(0) }
    try site.start("print", named: "last", in: connection)
    let left = try site.left()
    let file = URL(filePath: left.path)
    try Damage.aPage.damage(Data(contentsOf: file)).write(to: file)
    let before = try left.bytes()
    #expect(before["site.sqlite-wal"]?.isEmpty == false)
    #expect(throws: DatabaseError.self) {
      _ = try Database(path: left.path, layouts: [ExecutionStore.layout], isChecked: true)
    }
    #expect(try left.bytes() == before)
  }

  @Test(arguments: 0..<10)
  func `several may make the file at the same time`(round: Int) async throws {
    let folder = try TemporaryFolder()
    let path = folder.path("new.sqlite")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<4 {
        group.addTask { _ = try Database(path: path, layouts: [ExecutionStore.layout]) }
      }
      try await group.waitForAll()
    }
  }
}
