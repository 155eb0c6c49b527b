internal import Cards
internal import Connectors
internal import Foundation
internal import Ground

/// `rakel flow cards`: the cards of the content as users see them, for whoever wants to look at them.
enum FlowCardsCommand: Command {
  static let name = "cards"
  static let usage = "--out DIR [--content DIR]"
  static let summary = "writes each card filled in with its sample data, as Adaptive Cards"

  static func run(_ arguments: consuming Arguments) async throws -> Int32 {
    let folder = try ContentFolder(&arguments)
    let out = try arguments.option("out")
    try arguments.finish()
    guard let out else { throw UsageError("where to? --out DIR") }
    let target = URL(filePath: out, directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
    let samples = CardCatalogue.samples(in: FlowFolder(path: folder.path).folder.path)
    for sample in samples {
      let file = target.appending(path: "\(sample.name).json")
      try Data(sample.card.json.text.utf8).write(to: file)
    }
    Output.line("\(samples.count) cards in \(out)")
    return 0
  }
}
