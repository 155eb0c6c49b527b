internal import Foundation

/// Text made fit for HTML and SVG.
enum HTMLText {
  /// The text with what would be markup spelt out, and without the control codes that XML forbids.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      case "\u{FFFE}", "\u{FFFF}": escaped += " "
      default:
        escaped.unicodeScalars.append(
          CharacterSet.controlCharacters.contains(scalar) ? " " : scalar
        )
      }
    }
    return escaped
  }
}
