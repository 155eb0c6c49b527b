internal import Authoring

/// Texts of a knowledge base as `.qna` can hold them: it knows no escapes.
enum QNAText {
  /// One line and no link; but for the first of a pair, also without braces and backslashes.
  static func question(
    _ raw: String,
    isFirst: Bool,
    at place: String,
    _ losses: inout Losses
  ) -> String {
    let line = raw.oneLine
    var text = isFirst ? String(line.map { $0 == "\t" ? " " : $0 }) : plain(line)
    if text.hasPrefix("[") && (text.hasSuffix(")") || text.hasSuffix("]")) {
      text = text.replacing("[", with: "(").replacing("]", with: ")")
    }
    if text != line {
      losses.count("a question loses signs that .qna cannot hold there: { } [ ] \\ tab", at: place)
    }
    return text
  }

  /// Markdown without a fence in it.
  static func answer(_ raw: String, at place: String, _ losses: inout Losses) -> String {
    var text = raw.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    if text.contains("```") {
      losses.count("``` in an answer becomes ~~~: it would end the answer", at: place)
      text = text.replacing("```", with: "~~~")
    }
    if ["</p>", "<br", "</a>", "</li>", "</div>", "&nbsp;"].contains(
      where: text.lowercased().contains
    ) {
      losses.count("an answer holds HTML, which is kept as it is", at: place)
    }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let isBlank = { (line: String) in line.oneLine.isEmpty }
    guard let first = lines.firstIndex(where: { !isBlank($0) }),
      let last = lines.lastIndex(where: { !isBlank($0) })
    else { return "" }
    // Only the ends of the whole are trimmed: blanks at the start of later lines mean something.
    guard first < last else { return lines[first].oneLine }
    let start = String(lines[first].drop { String($0).oneLine.isEmpty })
    let end = String(lines[last].reversed().drop { String($0).oneLine.isEmpty }.reversed())
    return ([start] + lines[(first + 1)..<last] + [end]).joined(separator: "\n")
  }

  /// A filter; nil where its key or value is empty.
  static func filter(
    _ key: String,
    _ value: String,
    at place: String,
    _ losses: inout Losses
  ) -> Filter? {
    let name = plain(key).replacing("=", with: "_")
    let text = plain(value).replacing("=", with: "-").oneLine
    if name != key.oneLine || text != value.oneLine {
      losses.count("a filter loses signs that .qna cannot hold there: = { } \\ tab", at: place)
    }
    guard !name.isEmpty, !text.isEmpty else {
      losses.count("metadata without key or value is left out", at: place)
      return nil
    }
    return Filter(key: name, value: text)
  }

  /// What a prompt shows.
  static func display(_ raw: String, at place: String, _ losses: inout Losses) -> String {
    let text = plain(raw).replacing("[", with: "(").replacing("]", with: ")")
    if text != raw.oneLine {
      losses.count("a prompt loses signs that .qna cannot hold there: { } [ ] \\ tab", at: place)
    }
    return text
  }

  private static func plain(_ raw: String) -> String {
    let characters = raw.oneLine.map { character -> Character in
      switch character {
      case "{": "("
      case "}": ")"
      case "\\": "/"
      case "\t": " "
      default: character
      }
    }
    return String(characters).oneLine
  }
}
