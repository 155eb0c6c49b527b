package import Ground

/// What an author's text is checked for before it is used: everything that a reader overlooks.
///
/// Every rule is a property of its own file that only looks at the content. What makes Rakel wrong or mute is an
/// error, what makes it worse a warning.
package struct ContentCheck: Sendable {
  /// What the program around the content has, against which its names are held.
  package struct Surroundings: Sendable {
    /// The ids of the phrases that Rakel says on its own account.
    package var phrases: Set<String>
    /// The roles that users may have.
    package var roles: Set<String>
    /// The names of the flows, which serve the intents of the same name.
    package var flows: Set<String>

    package init(phrases: Set<String> = [], roles: Set<String> = [], flows: Set<String> = []) {
      self.phrases = phrases
      self.roles = roles
      self.flows = flows
    }
  }

  let content: Content
  let authored: Content.Authored
  let surroundings: Surroundings
  let loaded: Content.Loaded

  package init(_ loaded: Content.Loaded, in surroundings: Surroundings) {
    self.loaded = loaded
    self.surroundings = surroundings
    content = loaded.content
    authored = loaded.authored
  }

  /// Whether everything could be read.
  ///
  /// Where it could not, a part is missing, and what only seems to lead nowhere is not reported.
  package var isComplete: Bool { loaded.isValid }

  /// Everything that was found, by file, line and column.
  package var diagnostics: [Diagnostic] {
    var found = readingFaults + RegexEntities(content.entities).diagnostics
    found += duplicates + nearDuplicates + balance + filters + limits + emptyAnswers
    if isComplete { found += links + replies + phrases + languages + settings }
    return found.sorted {
      ($0.file, $0.line, $0.column, $0.code, $0.message)
        < ($1.file, $1.line, $1.column, $1.code, $1.message)
    }
  }
}
