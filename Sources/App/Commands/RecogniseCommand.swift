internal import Ground
internal import Understanding

/// Says for every line of stdin what is meant; the contract other programs measure the recogniser by.
struct RecogniseCommand: Command {
  static let name = "recognise"
  static let usage = "--train TRAIN.tsv"
  static let summary = "learns labels from a table and says for every line of stdin which is meant"

  static func run(_ arguments: consuming Arguments) async throws -> Int32 {
    guard let path = try arguments.option("train") else { throw UsageError("--train is missing") }
    try arguments.finish()
    let table = ExampleTable(path: path)
    guard table.faults.isEmpty else {
      for fault in table.faults.prefix(20) { Output.complain(fault) }
      return 1
    }
    try TrainedRecognition(table.examples).run()
    return 0
  }
}
