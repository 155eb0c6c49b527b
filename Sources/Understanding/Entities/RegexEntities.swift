internal import Authoring
internal import Ground

/// Finds what the regular expressions of regex entities match.
struct RegexEntities {
  private var patterns: [(entity: String, pattern: RegexPattern)] = []
  /// The expressions that do not compile.
  private(set) var diagnostics: [Diagnostic] = []

  init(_ entities: [Entity]) {
    for entity in entities {
      guard case .regex(let expression) = entity.kind, !expression.isEmpty else { continue }
      do {
        patterns.append((entity.name, try RegexPattern(expression)))
      } catch {
        diagnostics.append(
          Diagnostic(
            .error,
            "entity.regex",
            file: entity.place.file,
            line: entity.place.line,
            column: entity.place.column,
            "the expression of '\(entity.name)' does not compile: \(error.message)",
            hint: "look at byte \(error.offset + 1) of the expression"
          )
        )
      }
    }
  }

  func find(in text: EntityText) -> [EntityCandidate] {
    patterns.flatMap { entity, pattern in
      pattern.matches(in: text.bytes).map { range in
        EntityCandidate(
          entity: entity,
          range: range,
          value: .text(text.string(range)),
          confidence: 1,
          rank: .regex
        )
      }
    }
  }
}
