internal import Foundation

/// The machine on which times are taken.
enum Machine {
  /// A word of warning beside a time while other programs want the processors too; empty while they do not.
  static var note: String {
    // No such file on another system: then there is nothing to say.
    let text = (try? String(contentsOfFile: "/proc/loadavg", encoding: .utf8)) ?? ""
    let load = text.split(separator: " ").first.flatMap { Double($0) } ?? 0
    let processors = ProcessInfo.processInfo.activeProcessorCount
    return load > Double(processors) ? "load \(load) on \(processors) processors: no fair time" : ""
  }
}
