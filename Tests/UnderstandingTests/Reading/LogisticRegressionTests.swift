import Foundation
import Ground
import TestKit
import Testing

@testable import Understanding

@Suite struct LogisticRegressionTests {
  @Test func `finds the log-odds of a coin`() {
    let rows = (0..<100).map { LogisticRegression.Row(features: [1], isTrue: $0 < 80, weight: 1) }
    let found = LogisticRegression.fitted(rows, from: [0], precisions: [1e-9])
    #expect(abs(found[0] - log(4)) < 1e-3)
  }

  @Test(arguments: 0..<20)
  func `does not run away from a start that is far off`(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let rows = (0..<400).map { _ in
      let x = (generator.uniform() - 0.5) * 14
      let p = 1 / (1 + exp(-(x - 1)))
      return LogisticRegression.Row(features: [1, x], isTrue: generator.uniform() < p, weight: 1)
    }
    let found = LogisticRegression.fitted(rows, from: [20, -10], precisions: [1e-6, 1e-6])
    #expect(abs(found[1] - 1) < 0.5)
  }

  @Test func `stays near the start where there is nothing to learn from`() {
    #expect(LogisticRegression.fitted([], from: [1, 2]) == [1, 2])
  }
}
