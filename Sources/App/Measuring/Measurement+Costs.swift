internal import Foundation
internal import Ground
internal import Understanding

extension Measurement {
  /// What `rakel recognise` costs on massive_nb-NO, as it says itself: in a process of its own, so that its peak
  /// of memory is its own too.
  static func costs(_ data: MeasuringData) async throws -> [Figure] {
    let set = "massive_nb-NO"
    let utterances = try data.examples("\(set)/dev").map { $0.text + "\n" }.joined()
    let report = try costs(of: data.path("\(set)/train.tsv"), asked: utterances)
    let figure = { (what: String, key: String, bound: Figure.Bound, digits: Int) in
      Figure(
        set: set,
        what: what,
        value: report[key]?.double,
        bound: bound,
        digits: digits,
        note: key == "peakMiB" ? "" : Machine.note
      )
    }
    return [
      figure("seconds to train", "trainSeconds", .init(10, aim: 4), 1),
      figure("MB at the peak", "peakMiB", .init(400, aim: 200), 0),
      figure("µs an utterance", "microsecondsPerUtterance", .init(300, aim: 80), 0),
    ]
  }

  /// The last line that the command writes on stderr.
  private static func costs(of table: String, asked utterances: String) throws -> JSON {
    guard let executable = Bundle.main.executableURL else {
      throw MeasuringData.Fault(description: "cannot tell where this program lies")
    }
    // A file and no pipe: the child may end before it has read all.
    let input = FileManager.default.temporaryDirectory
      .appending(path: "rakel-measure-\(ProcessInfo.processInfo.processIdentifier).txt")
    try Data(utterances.utf8).write(to: input)
    defer { try? FileManager.default.removeItem(at: input) }  // What is left in /tmp does no harm.
    let (process, complaints) = (Process(), Pipe())
    process.executableURL = executable
    process.arguments = ["recognise", "--train", table]
    process.standardInput = try FileHandle(forReadingFrom: input)
    process.standardOutput = FileHandle.nullDevice
    process.standardError = complaints
    try process.run()
    let said = try complaints.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    let last = said.split(separator: 0x0A).last.map { Array($0) } ?? []
    guard process.terminationStatus == 0 else {
      throw MeasuringData.Fault(description: String(decoding: last, as: UTF8.self))
    }
    return try JSON(parsing: last)
  }
}
