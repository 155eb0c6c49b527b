internal import Foundation

/// Logistic regression with few inputs, for calibration.
enum LogisticRegression {
  /// What is known of one case, and what came of it.
  struct Row: Sendable {
    var features: [Double]
    var isTrue: Bool
    /// How much it counts, above 0.
    var weight: Double
  }

  /// The coefficients of the highest likelihood times a Gaussian around `start`, by Newton's method.
  ///
  /// - Parameter precisions: how firmly each coefficient is held, as 1 / the square of the Gaussian's width; above 0,
  ///   which keeps the system solvable.
  static func fitted(
    _ rows: [Row],
    from start: [Double],
    precisions: [Double]? = nil
  ) -> [Double] {
    let precisions = precisions ?? start.map { _ in 1.0 / 9 }
    func cost(_ coefficients: [Double]) -> Double {
      let held = coefficients.indices.reduce(0) {
        $0 + precisions[$1] * (coefficients[$1] - start[$1]) * (coefficients[$1] - start[$1]) / 2
      }
      return rows.reduce(held) { $0 + $1.weight * loss(value(of: $1, coefficients), $1.isTrue) }
    }
    var found = start
    var best = cost(found)
    for _ in 0..<50 {
      var step = newtonStep(rows, at: found, from: start, precisions)
      // A full step from far away may overshoot into where nothing can be told any more: halve it until it helps.
      var next = zip(found, step).map { $0 - $1 }
      var nextCost = cost(next)
      for _ in 0..<30 where !(nextCost <= best) {
        step = step.map { $0 / 2 }
        next = zip(found, step).map { $0 - $1 }
        nextCost = cost(next)
      }
      guard nextCost < best - 1e-9 else { break }
      (found, best) = (next, nextCost)
    }
    return found
  }

  private static func value(of row: Row, _ coefficients: [Double]) -> Double {
    zip(coefficients, row.features).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// −ln of the probability of what came of it; the form that does not overflow.
  private static func loss(_ value: Double, _ isTrue: Bool) -> Double {
    let against = isTrue ? -value : value
    return max(against, 0) + log(1 + exp(-abs(against)))
  }

  private static func newtonStep(
    _ rows: [Row],
    at found: [Double],
    from start: [Double],
    _ precisions: [Double]
  ) -> [Double] {
    var gradient = found.indices.map { precisions[$0] * (found[$0] - start[$0]) }
    var hessian = found.indices.map { row in
      found.indices.map { $0 == row ? precisions[row] : 0 }
    }
    for row in rows {
      let p = 1 / (1 + exp(-value(of: row, found)))
      let error = row.weight * (p - (row.isTrue ? 1 : 0))
      for i in found.indices {
        gradient[i] += error * row.features[i]
        for j in found.indices {
          hessian[i][j] += row.weight * p * (1 - p) * row.features[i] * row.features[j]
        }
      }
    }
    return solved(hessian, gradient)
  }

  /// x of A x = b for a positive definite A, by Gaussian elimination, which then needs no pivoting.
  private static func solved(_ matrix: [[Double]], _ vector: [Double]) -> [Double] {
    var (a, x) = (matrix, vector)
    for column in x.indices {
      for row in x.indices where row > column {
        let factor = a[row][column] / a[column][column]
        for place in column..<x.count { a[row][place] -= factor * a[column][place] }
        x[row] -= factor * x[column]
      }
    }
    for row in x.indices.reversed() {
      for column in x.indices where column > row { x[row] -= a[row][column] * x[column] }
      x[row] /= a[row][row]
    }
    return x
  }
}
