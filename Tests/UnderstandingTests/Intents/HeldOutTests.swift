import Foundation
import TestKit
import Testing

// Testable: see IntentSamples.
@testable import Understanding

struct HeldOutTests {
  @Test(arguments: 0..<20)
  func `holds every example out once, and spreads each label evenly`(seed: Int) {
    let classes = (0..<(10 + seed * 3)).map { $0 * $0 % 4 }
    let folds = Folds(classes, count: 5)
    let heldOut = (0..<5).flatMap { folds.heldOut(in: $0) }
    #expect(heldOut.sorted() == Array(classes.indices).filter { folds.folds[$0] != nil })
    for fold in 0..<5 {
      #expect((folds.learnt(in: fold) + folds.heldOut(in: fold)).sorted() == Array(classes.indices))
      for label in 0..<4 {
        let share = Double(classes.count { $0 == label }) / 5
        let size = Double(folds.heldOut(in: fold).count { classes[$0] == label })
        #expect(abs(size - share) < 1)
      }
    }
  }

  @Test func `never holds out the only example of a label`() {
    #expect(Folds([0, 1, 0, 2], count: 5).folds.map { $0 == nil } == [false, true, false, true])
  }

  @Test func `classifies each example by a recogniser that has not seen it`() throws {
    let found = try CrossValidation.classifications(
      of: IntentSamples.examples + [Example(label: "alene", text: "noe helt for seg selv")],
      limit: 1,
      recipe: IntentSamples.recipe
    )
    #expect(found.count == IntentSamples.examples.count + 1)
    #expect(found.last == .some(nil))
    let right = zip(found, IntentSamples.examples).count { $0?.ranking[0].candidate == $1.label }
    #expect(right > IntentSamples.examples.count / 2)
  }

  @Test(arguments: [
    (0, 0, false), (0, 1, false), (1, 0, true), (5, 4, false), (9, 4, true), (20, 17, false),
  ])
  func `lets naive Bayes vote where it gains clearly more than it loses`(
    gained: Int,
    lost: Int,
    helps: Bool
  ) {
    let right = opinion(on: 0)
    let wrong = opinion(on: 1)
    let networks = Array(repeating: wrong, count: gained) + Array(repeating: right, count: lost + 5)
    let blended =
      Array(repeating: right, count: gained) + Array(repeating: wrong, count: lost)
      + Array(repeating: right, count: 5)
    let classes = Array(repeating: 0, count: networks.count)
    #expect(Blend.helps(networks: networks, blended: blended, classes: classes) == helps)
  }

  private func opinion(on label: Int) -> Opinion {
    var opinion = Opinion(labelCount: 2, unseen: 0)
    var scores = Lane(repeating: Network.never)
    scores[0] = label == 0 ? 1 : 0
    scores[1] = label == 1 ? 1 : 0
    opinion.add([scores], share: 1)
    return opinion
  }
}
