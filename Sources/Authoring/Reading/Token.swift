/// A stretch of text outside of lines' own little languages.
struct Token {
  enum Kind {
    /// Blanks; line feeds are no token.
    case blank
    /// `> …`
    case comment
    /// `> !# …`
    case modelInfo
    /// `> !# @qna.pair.source = …`
    case sourceInfo
    /// `# ?` and the rest of the line.
    case question
    /// `#` and the rest of the line.
    case heading
    /// `-`, `*` or `+` and the rest of the line.
    case item
    /// `$` and the rest of the line.
    case legacyEntity
    /// `@` and the rest of the line.
    case entity
    /// `[text](path)` or `[text][name]`.
    case link
    /// `[name]: path` to the end of the line.
    case linkDefinition
    /// `**Filters:**`
    case filters
    /// `**Prompts:**`
    case prompts
    /// `<a …</a>`
    case identifier
    /// From one ```` ``` ```` to the next.
    case fence
    /// Code units that start nothing.
    case stray
    /// The end of the text.
    case end
  }

  var kind: Kind
  /// What it covers.
  var range: Range<Int>
  /// Where what follows its mark starts: the name of a heading, the text of an item.
  var body: Int
}
