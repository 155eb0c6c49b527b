internal import Foundation

/// Logistic regression with few inputs, for calibration.
enum LogisticRegression {
  /// The coefficients of the highest likelihood, pulled a little towards where they start, by Newton's method.
  ///
  /// The pull is that of a Gaussian of width 3 around the start; it keeps the system solvable.
  static func fitted(
    _ rows: [(features: [Double], isRight: Double, weight: Double)],
    from start: [Double]
  ) -> [Double] {
    let precision = 1.0 / 9
    var found = start
    for _ in 0..<25 {
      var gradient = zip(found, start).map { precision * ($0 - $1) }
      var hessian = found.indices.map { row in
        found.indices.map { $0 == row ? precision : 0 }
      }
      for row in rows {
        let value = zip(found, row.features).reduce(0) { $0 + $1.0 * $1.1 }
        let p = 1 / (1 + exp(-value))
        for i in found.indices {
          gradient[i] += row.weight * (p - row.isRight) * row.features[i]
          for j in found.indices {
            hessian[i][j] += row.weight * p * (1 - p) * row.features[i] * row.features[j]
          }
        }
      }
      let step = solved(hessian, gradient)
      for i in found.indices { found[i] -= step[i] }
      if step.allSatisfy({ abs($0) < 1e-7 }) { break }
    }
    return found
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
