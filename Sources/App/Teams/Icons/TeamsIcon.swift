/// Rakel's mark, an R in a bubble of speech, in the two forms that Teams wants.
enum TeamsIcon {
  /// 192 × 192 on a full ground; the mark keeps to the middle, since Teams cuts corners off.
  static func colour(ground: Image.Colour) -> Image {
    var image = Image(side: 192, ground, opacity: 255)
    let box = Shape.box(x: 0.5, y: 0.47, width: 0.29, height: 0.25, corner: 0.09)
    let tail = Shape.triangle([(0.32, 0.66), (0.50, 0.66), (0.32, 0.86)])
    image.paint(.union([box, tail]), .white)
    image.paint(letter(x: 0.5, y: 0.47, height: 0.28, width: 0.066), ground)
    return image
  }

  /// 32 × 32, white on nothing.
  static func outline() -> Image {
    var image = Image(side: 32, .white, opacity: 0)
    let box = Shape.box(x: 0.5, y: 0.4375, width: 0.4375, height: 0.375, corner: 0.125)
    let tail = Shape.triangle([(0.1875, 0.75), (0.46875, 0.75), (0.1875, 0.96875)])
    // The tail stands on the edge of the bubble; filled, it is clearer than two lines two pixels apart.
    image.paint(.union([box.edge(width: 0.0625), tail]), .white)
    image.paint(letter(x: 0.5, y: 0.4375, height: 0.36, width: 0.085), .white)
    return image
  }

  /// An R of lines.
  ///
  /// - Parameters:
  ///   - x: the middle of the letter.
  ///   - height: from the middle of the topmost line to that of the lowest.
  private static func letter(x: Double, y: Double, height: Double, width: Double) -> Shape {
    let (top, bottom, radius) = (y - height / 2, y + height / 2, height * 0.27)
    let (left, bend, waist) = (x - height * 0.33, x + height * 0.06, top + 2 * radius)
    return .union([
      .line(left, top, left, bottom, width: width),
      .line(left, top, bend, top, width: width),
      .line(left, waist, bend, waist, width: width),
      .rightArc(x: bend, y: top + radius, radius: radius, width: width),
      .line(bend, waist, x + height * 0.35, bottom, width: width),
    ])
  }
}
