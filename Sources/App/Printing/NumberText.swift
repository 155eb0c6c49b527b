/// Numbers as they are written in Norwegian: `1 234,5`.
enum NumberText {
  /// A whole number.
  static func text(_ number: Int) -> String { text(Double(number), digits: 0) }

  static func text(_ number: Double, digits: Int) -> String {
    let scale = digits == 0 ? 1.0 : 10.0
    let scaled = Int(exactly: (number * scale).rounded()) ?? 0
    let (whole, rest) = scaled.quotientAndRemainder(dividingBy: Int(scale))
    var groups = String(abs(whole))
    var grouped = ""
    while groups.count > 3 {
      grouped = "\u{A0}" + groups.suffix(3) + grouped
      groups = String(groups.dropLast(3))
    }
    let sign = scaled < 0 ? "−" : ""
    return sign + groups + grouped + (rest == 0 ? "" : ",\(abs(rest))")
  }
}
