internal import Foundation
package import Ground
internal import Synchronization

/// Writes the log to a file descriptor: whole lines, in the order in which they are told, from any thread.
///
/// Nobody waits for a reader: where the descriptor takes no more, as a full pipe does, lines are dropped and counted, and
/// the first line after them says how many (`log.dropped`). A line is at most 4,096 bytes, which a pipe takes whole or
/// not at all (PIPE_BUF, POSIX.1-2017).
package final class LogSink: Sendable {
  /// How many lines were dropped.
  package static let dropped = Metric.counter(
    "rakel_log_lines_dropped_total",
    "Log lines that nobody took."
  )

  private let descriptor: Int32
  private let format: LogLine.Format
  private let clock: any TimeSource
  private let metrics: Metrics
  private let state = Mutex(State())

  private struct State {
    /// What is left of a line of which a part was taken.
    var rest: ArraySlice<UInt8> = []
    /// How many lines were dropped since the last one that was not.
    var dropped = 0
  }

  /// A line is never longer, in bytes.
  private static let mostBytes = 4_096

  /// - Parameter descriptor: Stays open as long as this is used, and is not closed by it.
  package init(
    to descriptor: Int32,
    as format: LogLine.Format,
    clock: any TimeSource = SystemTime(),
    metrics: Metrics = Metrics()
  ) {
    self.descriptor = descriptor
    self.format = format
    self.clock = clock
    self.metrics = metrics
  }

  /// A log that writes here.
  ///
  /// - Parameter least: what matters less is not told.
  package func log(least: Log.Level = .info) -> Log {
    Log(least: least) { entry in self.write(entry) }
  }

  private func write(_ entry: Log.Entry) {
    let time = clock.now()
    let line = LogLine.bytes(of: entry, at: time, as: format)
    state.withLock { state in
      guard line.count <= Self.mostBytes, flush(&state), confess(&state, at: time),
        put(line, &state)
      else {
        state.dropped += 1
        metrics.add(to: Self.dropped)
        return
      }
    }
  }

  /// Writes what is left of an earlier line; false where some of it still is.
  private func flush(_ state: inout State) -> Bool {
    guard !state.rest.isEmpty else { return true }
    guard let count = take(state.rest) else { return false }
    state.rest = state.rest.dropFirst(count)
    return state.rest.isEmpty
  }

  /// Says how many lines were dropped; false where that is not taken either.
  private func confess(_ state: inout State, at time: Date) -> Bool {
    guard state.dropped > 0 else { return true }
    let entry = Log.Entry(
      level: .warning,
      event: "log.dropped",
      fields: [(name: "lines", value: .integer(state.dropped))]
    )
    guard put(LogLine.bytes(of: entry, at: time, as: format), &state) else { return false }
    state.dropped = 0
    return state.rest.isEmpty
  }

  /// Writes one line; true where it, or a part of it, was taken.
  private func put(_ line: [UInt8], _ state: inout State) -> Bool {
    guard let count = take(line[...]), count > 0 else { return false }
    state.rest = line[count...]
    return true
  }

  /// How many bytes the descriptor took; nil where it takes none now.
  private func take(_ bytes: ArraySlice<UInt8>) -> Int? {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    // A pipe that nobody reads any more can be written to, and to do so ends the process.
    guard unsafe poll(&waiting, 1, 0) == 1, waiting.revents == Int16(POLLOUT) else { return nil }
    let count = unsafe bytes.withUnsafeBytes {
      unsafe Foundation.write(descriptor, $0.baseAddress, $0.count)
    }
    return count >= 0 ? count : nil
  }
}
