internal import Foundation
internal import Understanding

/// The folder of open data sets; nothing of it is part of the project.
struct MeasuringData {
  /// A table that is not there, or is not one.
  struct Fault: Error, CustomStringConvertible {
    var description: String
  }

  let folder: URL

  /// - Parameter path: the folder; where nil, `data` in the folder `RAKEL_SHARED`, or else in `../shared`.
  init(path: String?) {
    let shared = ProcessInfo.processInfo.environment["RAKEL_SHARED"] ?? "../shared"
    folder = path.map { URL(filePath: $0) } ?? URL(filePath: shared).appending(path: "data")
  }

  func path(_ name: String) -> String { folder.appending(path: name).path }

  /// The rows of label and utterance, or of gold id and query, of `SET/NAME.tsv`.
  func examples(_ name: String) throws(Fault) -> [Example] {
    let table = ExampleTable(path: path("\(name).tsv"))
    if let fault = table.faults.first { throw Fault(description: fault) }
    return table.examples
  }

  /// The pairs of `SET/faq.tsv`.
  func pairs(_ set: String) throws(Fault) -> [MatcherPair] {
    let table = PairTable(path: path("\(set)/faq.tsv"))
    if let fault = table.faults.first { throw Fault(description: fault) }
    return table.pairs
  }
}
