/// The names that `.lu` can hold for those an export uses.
///
/// The same name gives the same name everywhere, so what refers to it still does.
enum Names {
  private static let never: Set<Character> = ["<", ">", "*", "%", "&", ":", "\\", "$"]
  private static let typeWords: Set<String> = [
    "simple", "list", "regex", "prebuilt", "composite", "ml", "patternany", "phraselist", "intent",
    "hasrole", "hasroles", "usesfeature", "usesfeatures",
  ]

  static func intent(_ name: String, _ losses: inout Losses) -> String {
    var clean = String(name.oneLine.map { never.contains($0) ? "_" : $0 })
    // A heading that starts so is a question, or a deeper heading.
    if clean.hasPrefix("?") || clean.hasPrefix("#") { clean = "_" + clean.dropFirst() }
    return told(name, clean.isEmpty ? "_" : clean, &losses)
  }

  /// For entities, their parts and roles.
  static func entity(_ name: String, _ losses: inout Losses) -> String {
    told(name, entity(name), &losses)
  }

  /// For phrase lists, whose names must also end in a letter of ASCII, a digit or one of a few signs.
  static func phraseList(_ name: String, _ losses: inout Losses) -> String {
    var clean = entity(name)
    let last = clean.utf8.last ?? 0
    let isLetter = (0x41...0x5A).contains(last & 0xDF)
    if !isLetter && !(0x30...0x39).contains(last) && !"_.#^".utf8.contains(last) { clean += "_" }
    return told(name, clean, &losses)
  }

  private static func entity(_ name: String) -> String {
    var clean = String(
      name.oneLine.unicodeScalars.map { scalar in
        let isLetter = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        return isLetter || "_.-+/#~^ ".unicodeScalars.contains(scalar) ? Character(scalar) : "_"
      }
    )
    if let first = clean.first, !first.isLetter, !first.isNumber { clean = "_" + clean.dropFirst() }
    if typeWords.contains(clean.lowercased()) { clean += "_" }
    return clean.isEmpty ? "_" : clean
  }

  private static func told(_ old: String, _ new: String, _ losses: inout Losses) -> String {
    if old != new {
      losses.report("the name '\(old.oneLine)' becomes '\(new)', which .lu can hold")
    }
    return new
  }
}
