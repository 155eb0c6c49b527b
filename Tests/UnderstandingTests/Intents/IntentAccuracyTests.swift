import Foundation
import TestKit
import Testing

// Testable: see IntentSamples.
@testable import Understanding

/// A floor far below what the standard recipe reaches, for a recipe that a debug build gets through quickly.
struct IntentAccuracyTests {
  @Test(
    .enabled(if: Shared.isThere("data/braun_askubuntu"), "needs RAKEL_SHARED (default ../shared)")
  )
  func `finds most intents of the AskUbuntu corpus`() throws {
    let model = try IntentModel.train(
      try examples("data/braun_askubuntu/train.tsv"),
      recipe: IntentSamples.recipe
    )
    let test = try examples("data/braun_askubuntu/test.tsv")
    let right = test.count { model.classify($0.text).ranking[0].candidate == $0.label }
    #expect(Double(right) / Double(test.count) > 0.8)
  }

  private func examples(_ path: String) throws -> [Example] {
    let text = try String(contentsOf: Shared.root.appending(path: path), encoding: .utf8)
    return text.split(separator: "\n").compactMap { line in
      let columns = line.split(separator: "\t", maxSplits: 1).map(String.init)
      return columns.count == 2 ? Example(label: columns[0], text: columns[1]) : nil
    }
  }
}
