/// Marks in a text that Teams does not understand.
struct CardMarks {
  private let text: String

  init(_ text: String) { self.text = text }

  /// The kind of Markdown that cards do not show; nil where there is none.
  var unshownMarkdown: String? {
    // Most texts have none of the characters that it takes.
    guard text.utf8.contains(where: "`!#>|".utf8.contains) else { return nil }
    if text.contains("```") { return "preformatted text" }
    if hasPicture { return "a picture in a text" }
    for line in text.split(whereSeparator: \.isNewline) {
      let indentation = line.prefix { $0 == " " }.count
      let rest = line.dropFirst(indentation)
      if indentation <= 3, rest.first == "#" {
        let marks = rest.prefix { $0 == "#" }.count
        let after = rest.dropFirst(marks).first
        if marks <= 6, after?.isWhitespace == true { return "a heading" }
      }
      if indentation <= 3, rest.first == ">", rest.dropFirst().first?.isWhitespace == true {
        return "a quotation"
      }
      if rest.first == "|", rest.count(where: { $0 == "|" }) > 2 { return "a table" }
    }
    return nil
  }

  private var hasPicture: Bool {
    var rest = text[...]
    while let start = rest.firstRange(of: "![") {
      rest = rest[start.upperBound...]
      let afterWords = rest.drop { $0 != "]" }
      if afterWords.hasPrefix("](") { return true }
    }
    return false
  }

  private static let tags: Set<String> = [
    "b", "i", "u", "br", "p", "strong", "em", "ul", "ol", "li", "a", "h1", "h2", "h3", "h4", "h5",
    "h6", "div", "span", "img", "table", "tr", "td", "pre", "code",
  ]

  /// The name of the first HTML tag; nil where there is none.
  var tag: String? {
    guard text.utf8.contains(UInt8(ascii: "<")) else { return nil }
    var rest = text[...]
    while let start = rest.firstRange(of: "<") {
      rest = rest[start.upperBound...]
      let inside = rest.hasPrefix("/") ? rest.dropFirst() : rest
      let name = inside.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
      if Self.tags.contains(name.lowercased()), inside.dropFirst(name.count).contains(">") {
        return name.lowercased()
      }
    }
    return nil
  }
}
