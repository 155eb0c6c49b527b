/// What the `.qna` half of one authored text says, or of several merged ones.
package struct QNAFile: Sendable, Hashable {
  /// The knowledge base's name (`> !# @kb.name = x`); empty where none is given.
  package var name: String
  /// Other texts that belong to this one; empty once they are resolved.
  package var imports: [Import]
  package var pairs: [QNAPair]
  /// Groups of words that mean the same in questions.
  package var alterations: [Alterations]

  package init(
    name: String = "",
    imports: [Import] = [],
    pairs: [QNAPair] = [],
    alterations: [Alterations] = []
  ) {
    self.name = name
    self.imports = imports
    self.pairs = pairs
    self.alterations = alterations
  }
}

/// An answer and the questions it answers.
package struct QNAPair: Sendable, Hashable {
  /// The name prompts refer to, as in `<a id = "pc-henting"></a>`; nil where the text gives none.
  ///
  /// Several pairs may share an id when they differ in their filters: they are variants of one answer.
  package var id: String?
  /// Where the pair comes from; ``editorial`` unless the text says otherwise.
  package var source: String
  /// The question and its alternates; the first may be empty.
  package var questions: [Question]
  /// Links that pull alternates from elsewhere; empty once they are resolved.
  package var references: [Reference]
  package var answer: Answer
  /// Where the answer holds: key and value pairs, as in `- kommune = bergen`.
  package var filters: [Filter]
  /// What may be asked next, in order of display.
  package var prompts: [Prompt]
  /// Whether it is reached only through another pair's prompt.
  package var isContextOnly: Bool
  package var place: Place

  /// The source of a pair that names none.
  package static let editorial = "custom editorial"

  package init(
    id: String? = nil,
    source: String = QNAPair.editorial,
    questions: [Question],
    references: [Reference] = [],
    answer: Answer,
    filters: [Filter] = [],
    prompts: [Prompt] = [],
    isContextOnly: Bool = false,
    place: Place = Place()
  ) {
    self.id = id
    self.source = source
    self.questions = questions
    self.references = references
    self.answer = answer
    self.filters = filters
    self.prompts = prompts
    self.isContextOnly = isContextOnly
    self.place = place
  }
}

/// A way to ask.
package struct Question: Sendable, Hashable {
  package var text: String
  package var place: Place

  package init(text: String, place: Place = Place()) {
    self.text = text
    self.place = place
  }
}

/// What is answered: Markdown, as written between the fences.
package struct Answer: Sendable, Hashable {
  package var text: String
  package var place: Place

  package init(text: String, place: Place = Place()) {
    self.text = text
    self.place = place
  }
}

/// A condition on where an answer holds: `- key = value`.
package struct Filter: Sendable, Hashable {
  package var key: String
  package var value: String
  package var place: Place

  package init(key: String, value: String, place: Place = Place()) {
    self.key = key
    self.value = value
    self.place = place
  }
}

/// An offer of what to ask next: `- [display](#target)`.
package struct Prompt: Sendable, Hashable {
  /// What the user sees.
  package var display: String
  /// The id, or the question with `-` for blanks, of the pair that it leads to.
  package var target: String
  /// Whether the target is to be reached in this way only (`` `context-only` ``).
  package var isContextOnly: Bool
  package var place: Place

  package init(
    display: String,
    target: String,
    isContextOnly: Bool = false,
    place: Place = Place()
  ) {
    self.display = display
    self.target = target
    self.isContextOnly = isContextOnly
    self.place = place
  }
}

/// Words that mean the same in questions.
package struct Alterations: Sendable, Hashable {
  /// All of them; the first is the name the group is written under.
  package var words: [String]
  package var place: Place

  package init(words: [String], place: Place = Place()) {
    self.words = words
    self.place = place
  }
}
