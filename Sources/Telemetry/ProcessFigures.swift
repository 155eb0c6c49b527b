internal import Foundation

/// What this process takes of the machine, under the names that Prometheus' own clients use.
package enum ProcessFigures {
  package static let memory = Metric.gauge(
    "process_resident_memory_bytes",
    "Memory that is in RAM, in bytes."
  )
  package static let processor = Metric.counter(
    "process_cpu_seconds_total",
    "Processor time used, in seconds."
  )
  package static let start = Metric.gauge(
    "process_start_time_seconds",
    "When the process began, in seconds since 1970."
  )
  package static let descriptors = Metric.gauge("process_open_fds", "Open file descriptors.")

  /// Sets the figures to what they are now; to be called before the metrics are read.
  package static func collect(in metrics: Metrics) {
    if let startTime { metrics.set(start, to: startTime) }
    metrics.set(processor, to: processorSeconds)
    if let bytes = residentBytes { metrics.set(memory, to: Double(bytes)) }
    if let names = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd") {
      // The one that lists them is gone by now.
      metrics.set(descriptors, to: Double(names.count - 1))
    }
  }

  /// Nil where there is no `/proc`.
  private static var residentBytes: Int? {
    let pages = words("/proc/self/statm").dropFirst().first.flatMap { Int($0) }
    return pages.map { $0 * sysconf(Int32(_SC_PAGESIZE)) }
  }

  private static var processorSeconds: Double {
    var used = timespec()
    guard unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used) == 0 else { return 0 }
    return Double(used.tv_sec) + Double(used.tv_nsec) / 1e9
  }

  /// When the process began; nil where `/proc` does not say, as under `ProcSubset=pid`.
  ///
  /// When the machine began, and how many ticks after it this process did (proc(5): `btime`, and field 22 of `stat`).
  private static var startTime: Double? {
    let machine = words("/proc/stat")
    guard let index = machine.firstIndex(of: "btime"), index + 1 < machine.count,
      let begun = Double(machine[index + 1]),
      // The name of the program may hold blanks; what comes after its bracket does not.
      let stat = try? String(contentsOfFile: "/proc/self/stat", encoding: .utf8),
      let bracket = stat.lastIndex(of: ")")
    else { return nil }
    let fields = stat[bracket...].split(separator: " ")
    guard fields.count > 20, let ticks = Double(fields[20]) else { return nil }
    return begun + ticks / Double(sysconf(Int32(_SC_CLK_TCK)))
  }

  private static func words(_ path: String) -> [Substring] {
    // Without the file there are no figures, which is all there is to say.
    let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    return text.split(whereSeparator: \.isWhitespace)
  }
}
