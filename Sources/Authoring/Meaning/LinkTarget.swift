/// What a link within an intent or among questions pulls: `path#what`.
package struct LinkTarget: Sendable, Hashable {
  /// The file, or a folder and `*` or `**`; empty for the file itself.
  package var path: String
  /// What is wanted of it, such as `Intent`, `*utterances*`, `?` or `$word?`.
  package var selection: String

  /// Reads what stands in a link's parentheses; nil where it names nothing to pull.
  package init?(_ target: String) {
    guard
      let mark = target.firstIndex(where: { $0 == "#" || $0 == "*" })
    else { return nil }
    path = String(target[..<mark])
    if target[mark] == "#" {
      selection = String(target[target.index(after: mark)...])
      return
    }
    let rest = target[mark...].drop { $0 == "*" }
    guard !rest.isEmpty else { return nil }
    path += target[mark...].hasPrefix("**") ? "**" : "*"
    selection = String(rest.first == "#" ? rest.dropFirst() : rest)
  }

  /// Whether a whole item is a link: `[text](target)` or `[text][name]`.
  static func isLink(_ text: ArraySlice<UInt16>) -> Bool {
    guard text.count > 4, text.first == Unit.openBracket else { return false }
    let first = text.startIndex + 2
    let last = text.endIndex - 1
    let open = text[(first - 1)...].firstIndex(of: Unit.openBracket) ?? last
    if text[last] == Unit.closeBracket {
      return open > first && open + 1 < last && text[open - 1] == Unit.closeBracket
        && !text[(open + 1)...].contains(Unit.openBracket)
    }
    guard text[last] == Unit.closeParenthesis else { return false }
    let bar = text.lastIndex(of: Unit.bar) ?? text.startIndex
    return text[first..<max(first, min(open, last - 2))].indices.contains { index in
      text[index] == Unit.closeBracket && text[index + 1] == Unit.openParenthesis && bar < index
    }
  }

  /// Whether the target is on the network.
  static func isURL(_ path: String) -> Bool {
    guard let colon = path.firstIndex(of: ":") else { return false }
    let scheme = path[..<colon]
    return path[colon...].hasPrefix("://") && !scheme.isEmpty
      && scheme.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) }
  }

  /// What stands in the first pair of parentheses of a link.
  static func inParentheses(_ text: ArraySlice<UInt16>) -> String {
    guard let open = text.firstIndex(of: Unit.openParenthesis),
      let close = text[open...].firstIndex(of: Unit.closeParenthesis)
    else { return "" }
    return text[(open + 1)..<close].text
  }
}
