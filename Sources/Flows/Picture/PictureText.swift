/// Words of a definition as a picture can bear them.
enum PictureText {
  /// On one line, without what cannot be seen or would turn the text about, and not longer than `limit`.
  static func clean(_ text: String, limit: Int) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(limit + 1) { scalars.append(visible(scalar)) }
    guard scalars.count > limit else { return String(scalars) }
    return String(scalars.dropLast(2)) + "…"
  }

  private static func visible(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: " "
    // Not characters at all, which XML refuses, and those that turn the direction of the text.
    case .unassigned, .surrogate, .privateUse: "\u{FFFD}"
    case .format where scalar.properties.isBidiControl: "\u{FFFD}"
    default: scalar
    }
  }

  /// Breaks a text at blanks into lines of about `width` characters; a longer word is cut.
  static func lines(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      var rest = word
      while line.isEmpty && rest.count > width {
        lines.append(String(rest.prefix(width)))
        rest = rest.dropFirst(width)
      }
      if !line.isEmpty && line.count + rest.count + 1 > width {
        lines.append(line)
        line = ""
        while rest.count > width {
          lines.append(String(rest.prefix(width)))
          rest = rest.dropFirst(width)
        }
      }
      line += (line.isEmpty ? "" : " ") + rest
    }
    return line.isEmpty && !lines.isEmpty ? lines : lines + [line]
  }

  /// The ASCII letters and digits of a name, at most 24 of them.
  static func slug(_ name: String) -> String {
    let letters = name.utf8.prefix(200).filter { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: false
      }
    }
    return String(decoding: letters.prefix(24), as: UTF8.self)
  }

  /// `2 d 3 h`: the two largest units that there are.
  static func duration(_ seconds: Int) -> String {
    var rest = seconds
    var parts: [String] = []
    for (unit, length) in [("d", 86_400), ("h", 3600), ("min", 60), ("s", 1)] where rest >= length {
      parts.append("\(rest / length) \(unit)")
      rest %= length
    }
    return parts.isEmpty ? "0 s" : parts.prefix(2).joined(separator: " ")
  }
}
