internal import Foundation

/// A shape in a square of side 1, y downwards, by its distance function: negative inside, 0 on the edge.
///
/// I. Quilez, "2D distance functions".
struct Shape {
  /// The distance of a point from the edge.
  let distance: (_ x: Double, _ y: Double) -> Double

  /// A box with round corners.
  ///
  /// - Parameters:
  ///   - x: its middle.
  ///   - width: half of it.
  static func box(x: Double, y: Double, width: Double, height: Double, corner: Double) -> Shape {
    Shape { px, py in
      let (dx, dy) = (abs(px - x) - width + corner, abs(py - y) - height + corner)
      let outside = hypot(max(dx, 0), max(dy, 0))
      return outside + min(max(dx, dy), 0) - corner
    }
  }

  /// A line with round ends.
  static func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, width: Double) -> Shape {
    Shape { px, py in
      let (dx, dy) = (x2 - x1, y2 - y1)
      let along = ((px - x1) * dx + (py - y1) * dy) / (dx * dx + dy * dy)
      let t = min(max(along, 0), 1)
      return hypot(px - x1 - t * dx, py - y1 - t * dy) - width / 2
    }
  }

  /// The right half of a ring.
  static func rightArc(x: Double, y: Double, radius: Double, width: Double) -> Shape {
    Shape { px, py in
      guard px < x else { return abs(hypot(px - x, py - y) - radius) - width / 2 }
      return hypot(px - x, abs(py - y) - radius) - width / 2
    }
  }

  /// A triangle; its corners in the order of the clock.
  static func triangle(_ corners: [(x: Double, y: Double)]) -> Shape {
    Shape { px, py in
      var most = -Double.infinity
      for (index, one) in corners.enumerated() {
        let other = corners[(index + 1) % corners.count]
        let (dx, dy) = (other.x - one.x, other.y - one.y)
        most = max(most, ((px - one.x) * dy - (py - one.y) * dx) / hypot(dx, dy))
      }
      return most
    }
  }

  /// What lies in one of them.
  static func union(_ shapes: [Shape]) -> Shape {
    Shape { x, y in shapes.reduce(.infinity) { min($0, $1.distance(x, y)) } }
  }

  /// The edge, as a line of that width inside it.
  func edge(width: Double) -> Shape {
    Shape { x, y in
      let distance = distance(x, y)
      return max(distance, -distance - width)
    }
  }
}
