internal import Ground

/// Why a text is not rewritten.
package struct FormatError: Error, Hashable, CustomStringConvertible {
  /// The reason, in one sentence.
  package var description: String
}

extension AuthoredText {
  /// The text in the modern form, comments kept, one item a line.
  ///
  /// Formatting the result again gives the same, and it means what this text means: both are checked here, and
  /// what would change is left in its older spelling.
  package func formatted() throws(FormatError) -> String {
    if let fault = diagnostics.first(where: { $0.severity == .error }) {
      throw FormatError(description: "it cannot be read: \(fault)")
    }
    if diagnostics.contains(where: { $0.code == "lu.invalid-utf8" }) {
      throw FormatError(description: "it holds bytes that are not UTF-8, which would be lost")
    }
    let roles = Set(lu.entities.flatMap(\.roles))
    for convertsEntities in [true, false] {
      let modern = document.modernised(roles: roles, convertsEntities: convertsEntities)
      let text = DocumentWriter.text(of: modern)
      let again = AuthoredText.parse(text)
      guard again.isValid, again.lu == lu, again.qna == qna, again.comments == comments else {
        continue
      }
      let twice = again.document.modernised(roles: roles, convertsEntities: convertsEntities)
      if DocumentWriter.text(of: twice) == text { return text }
    }
    throw FormatError(description: "it says something that the modern form cannot say as well")
  }

  /// All comments, in order.
  var comments: [String] { document.allComments.map(\.text) }
}

extension Document {
  var allComments: [Comment] {
    sections.flatMap { section -> [Comment] in
      switch section.content {
      case .intent(let intent): section.comments + intent.items.flatMap(\.comments)
      case .entity(let entity): section.comments + entity.items.flatMap(\.comments)
      case .legacyEntity(let entity): section.comments + entity.items.flatMap(\.comments)
      case .pair(let pair):
        section.comments + pair.alternates.flatMap(\.comments) + pair.filterComments
          + pair.filters.flatMap(\.comments) + pair.answerComments + pair.promptComments
          + pair.prompts.flatMap(\.comments)
      case .info, .link, .linkDefinition: section.comments
      }
    } + closingComments
  }
}
