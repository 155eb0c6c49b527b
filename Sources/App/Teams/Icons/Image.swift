/// A small picture: red, green, blue and opacity of each pixel, row by row from the top.
struct Image: Equatable {
  let width: Int
  let height: Int
  /// Four bytes a pixel; the colours are not multiplied with the opacity.
  var pixels: [UInt8]

  /// One colour.
  struct Colour: Equatable {
    var red: UInt8
    var green: UInt8
    var blue: UInt8

    static let white = Colour(red: 255, green: 255, blue: 255)

    init(red: UInt8, green: UInt8, blue: UInt8) {
      (self.red, self.green, self.blue) = (red, green, blue)
    }

    /// Reads `#1D5E63`; nil for anything else.
    init?(_ text: String) {
      guard text.utf8.count == 7, text.hasPrefix("#"), text.dropFirst().allSatisfy(\.isHexDigit),
        let number = UInt32(text.dropFirst(), radix: 16)
      else { return nil }
      self.init(
        red: UInt8(number >> 16),
        green: UInt8(number >> 8 & 255),
        blue: UInt8(number & 255)
      )
    }
  }

  /// A picture of one colour.
  ///
  /// - Parameter opacity: 255 for what nothing can be seen through, 0 for nothing.
  init(side: Int, _ colour: Colour, opacity: UInt8) {
    (width, height) = (side, side)
    let pixel = [colour.red, colour.green, colour.blue, opacity]
    pixels = (0..<(side * side)).flatMap { _ in pixel }
  }

  init(width: Int, height: Int, pixels: [UInt8]) {
    (self.width, self.height, self.pixels) = (width, height, pixels)
  }

  /// Lays a shape of one colour over the picture; the shape is drawn in a square of side 1.
  mutating func paint(_ shape: Shape, _ colour: Colour) {
    for index in 0..<(width * height) {
      let cover = coverage(of: shape, x: index % width, y: index / width)
      guard cover > 0 else { continue }
      let start = index * 4
      let below = Double(pixels[start + 3]) / 255
      let opacity = cover + below * (1 - cover)
      for (offset, value) in [colour.red, colour.green, colour.blue].enumerated() {
        let old = Double(pixels[start + offset]) * below * (1 - cover)
        pixels[start + offset] = UInt8(((Double(value) * cover + old) / opacity).rounded())
      }
      pixels[start + 3] = UInt8((opacity * 255).rounded())
    }
  }

  /// How much of a pixel lies in the shape, by 64 samples.
  private func coverage(of shape: Shape, x: Int, y: Int) -> Double {
    let middle = shape.distance(
      (Double(x) + 0.5) / Double(width),
      (Double(y) + 0.5) / Double(height)
    )
    // Further from the edge than its own corners are from its middle.
    if abs(middle) * Double(min(width, height)) > 0.75 { return middle < 0 ? 1 : 0 }
    var inside = 0
    for sample in 0..<64 {
      let px = (Double(x) + (Double(sample % 8) + 0.5) / 8) / Double(width)
      let py = (Double(y) + (Double(sample / 8) + 0.5) / 8) / Double(height)
      if shape.distance(px, py) <= 0 { inside += 1 }
    }
    return Double(inside) / 64
  }
}
