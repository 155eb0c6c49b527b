/// Words in a picture.
enum SVGText {
  /// A line of words that begins, ends or has its middle at a point; coordinates in pixels.
  static func line(
    _ x: Int,
    _ y: Int,
    _ words: String,
    size: Int,
    weight: Int = 400,
    colour: String = "#1f2933",
    anchor: String = "start"
  ) -> String {
    """
    <text x="\(x)" y="\(y)" font-size="\(size)" font-weight="\(weight)" fill="\(colour)" \
    text-anchor="\(anchor)">\(HTMLText.escaped(words))</text>
    """
  }
}
