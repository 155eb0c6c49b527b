import Foundation
import Ground
import Telemetry
import TestKit
import Testing

@Suite struct LogSinkTests {
  /// 21 November 2026, 13:35:12.345 UTC.
  private static let clock = VirtualTime(Date(timeIntervalSince1970: 1_795_268_112.345))

  @Test func `writes an object a line`() throws {
    let pipe = Pipe()
    let log = sink(pipe, .json).log()
    log(
      .warning,
      "outbox.given-up",
      [
        "status": .integer(403), "seconds": .seconds(0.012_345_678), "last": .flag(true),
        "why": .word("ConversationBlockedByUser"), "conversation": .mark(Mark("a:1")),
      ]
    )
    let line = try #require(try lines(pipe).first)
    let expected =
      #"{"time":"2026-11-21T13:35:12.345Z","level":"warning","event":"outbox.given-up","#
      + #""status":403,"seconds":0.012346,"last":true,"why":"ConversationBlockedByUser","#
      + #""conversation":"\#(Mark("a:1"))"}"#
    #expect(line == expected)
    _ = try JSON(parsing: line)
  }

  @Test func `writes text for people, with the level in a column`() throws {
    let pipe = Pipe()
    let log = sink(pipe, .text).log(least: .debug)
    log(.info, "turn.ended", ["seconds": .seconds(2), "why": .word("two words")])
    log(.warning, "turn.failed")
    #expect(
      try lines(pipe) == [
        #"2026-11-21T13:35:12.345Z INFO    turn.ended seconds=2.0 why="two words""#,
        "2026-11-21T13:35:12.345Z WARNING turn.failed",
      ]
    )
  }

  @Test func `leaves out what matters less`() throws {
    let pipe = Pipe()
    let log = sink(pipe, .text).log(least: .error)
    log(.warning, "turn.failed")
    log(.error, "turn.lost")
    #expect(try lines(pipe).map { $0.contains("turn.lost") } == [true])
  }

  @Test(arguments: [
    (0.0, "1970-01-01T00:00:00.000Z"), (951_782_399.999, "2000-02-28T23:59:59.999Z"),
    (951_782_400.0, "2000-02-29T00:00:00.000Z"), (1_709_251_199.9996, "2024-03-01T00:00:00.000Z"),
    (4_102_444_799.001, "2099-12-31T23:59:59.001Z"), (-0.001, "1969-12-31T23:59:59.999Z"),
  ])
  func `writes the time in UTC with milliseconds`(seconds: Double, text: String) throws {
    let pipe = Pipe()
    let clock = VirtualTime(Date(timeIntervalSince1970: seconds))
    let sink = LogSink(to: pipe.fileHandleForWriting.fileDescriptor, as: .text, clock: clock)
    sink.log()(.info, "x")
    #expect(try lines(pipe) == ["\(text) INFO    x"])
  }

  @Test func `keeps the lines of many threads apart, and in order for each`() async throws {
    let pipe = Pipe()
    let log = sink(pipe, .json).log()
    // All of it fits into a pipe.
    await withTaskGroup { group in
      for _ in 0..<8 {
        group.addTask { for number in 0..<50 { log(.info, "x", ["n": .integer(number)]) } }
      }
    }
    let numbers = try lines(pipe).map { try JSON(parsing: $0)["n"]?.int }
    #expect(numbers.count == 400)
    for number in 0..<50 { #expect(numbers.count { $0 == number } == 8) }
  }

  @Test func `waits for no reader, counts what it drops, and says so afterwards`() throws {
    let pipe = Pipe()
    let metrics = Metrics()
    let log = sink(pipe, .json, metrics).log()
    for number in 0..<1_500 { log(.info, "x", ["n": .integer(number)]) }
    let dropped = Int(metrics.value(of: LogSink.dropped))
    #expect(dropped > 0)
    // Room again.
    let before = pipe.fileHandleForReading.availableData
    log(.info, "after")
    let after = try lines(pipe, after: before).map { try JSON(parsing: $0) }
    let report = try #require(after.first { $0["event"] == "log.dropped" })
    #expect(report["lines"]?.int == dropped)
    #expect(after.last?["event"] == "after")
  }

  @Test func `outlives its reader`() throws {
    let pipe = Pipe()
    let metrics = Metrics()
    let log = sink(pipe, .json, metrics).log()
    try pipe.fileHandleForReading.close()
    log(.info, "x")
    #expect(metrics.value(of: LogSink.dropped) == 1)
  }

  private func sink(
    _ pipe: Pipe,
    _ format: LogLine.Format,
    _ metrics: Metrics = Metrics()
  ) -> LogSink {
    LogSink(
      to: pipe.fileHandleForWriting.fileDescriptor,
      as: format,
      clock: Self.clock,
      metrics: metrics
    )
  }

  /// All that was written; there is no more to come.
  private func lines(_ pipe: Pipe, after read: Data = Data()) throws -> [String] {
    try pipe.fileHandleForWriting.close()
    let data = read + (try pipe.fileHandleForReading.readToEnd() ?? Data())
    #expect(data.last == UInt8(ascii: "\n"))
    return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
  }
}
