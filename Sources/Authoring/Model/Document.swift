/// One authored text as it is written: its sections in their order, with the comments before each.
///
/// The two formats have one grammar, so a document may hold sections of both. What it means is ``LUFile`` and
/// ``QNAFile``.
package struct Document: Sendable, Hashable {
  package var sections: [Section]
  /// The comments after the last section.
  package var closingComments: [Comment]

  package init(sections: [Section] = [], closingComments: [Comment] = []) {
    self.sections = sections
    self.closingComments = closingComments
  }

  /// A line that starts with `>`.
  package struct Comment: Sendable, Hashable {
    /// What follows the `>`, blanks at the end left out.
    package var text: String
    /// Whether a blank line follows, which parts it from what comes next.
    package var endsParagraph: Bool

    package init(_ text: String, endsParagraph: Bool = false) {
      self.text = text
      self.endsParagraph = endsParagraph
    }
  }

  /// A part of the text and the comments before it.
  package struct Section: Sendable, Hashable {
    package var comments: [Comment]
    package var content: Content
    package var place: Place
    /// Where the reference parser says that it starts: with the blanks before it, unless they end something.
    var start: Place

    package init(comments: [Comment] = [], _ content: Content, place: Place = Place()) {
      self.comments = comments
      self.content = content
      self.place = place
      start = place
    }
  }

  /// What a section is.
  package enum Content: Sendable, Hashable {
    case info(ModelInfo)
    case link(Import)
    /// `[name]: path`, for links that are written `[text][name]`.
    case linkDefinition(name: String, path: String)
    case intent(WrittenIntent)
    case entity(WrittenEntity)
    case legacyEntity(WrittenLegacyEntity)
    case pair(WrittenPair)
  }
}

/// `# Name` and its examples.
package struct WrittenIntent: Sendable, Hashable {
  package var name: String
  /// 1 for `#`, 2 for `##`.
  package var level: Int
  package var items: [WrittenItem]

  package init(name: String, level: Int = 1, items: [WrittenItem] = []) {
    self.name = name
    self.level = level
    self.items = items
  }
}

/// `- text` in the body of an intent, an entity or a question.
package struct WrittenItem: Sendable, Hashable {
  package var comments: [Document.Comment]
  /// What follows the mark, trimmed.
  package var text: String
  /// How far the mark is indented, in code units, where that is done by blanks of one kind only.
  var indentation: Indentation
  package var place: Place
  var start: Place

  /// The white space before an item's mark.
  enum Indentation: Sendable, Hashable {
    case spaces(Int)
    case tabs(Int)
    case mixed
  }

  package init(comments: [Document.Comment] = [], _ text: String, place: Place = Place()) {
    self.comments = comments
    self.text = text
    self.place = place
    indentation = .spaces(0)
    start = place
  }
}

/// `@ type name hasRoles … usesFeatures … = …` and its items.
package struct WrittenEntity: Sendable, Hashable {
  /// In lower case; nil where another line says it.
  package var type: String?
  package var name: String
  /// Whether `(interchangeable)` follows the name.
  package var isInterchangeable = false
  package var roles: [String] = []
  package var features: [String] = []
  /// Whether roles are named at all.
  var hasRoles = false
  /// The parts between brackets.
  package var parts: [String]?
  /// What starts with a slash, both slashes included.
  package var expression: String?
  package var items: [WrittenItem] = []
  /// Whether it was made of a `$` line.
  var wasLegacy = false

  package init(type: String?, name: String) {
    self.type = type
    self.name = name
  }
}

/// `$name : type` and its items: the older spelling.
package struct WrittenLegacyEntity: Sendable, Hashable {
  package var name: String
  package var type: String
  package var items: [WrittenItem] = []

  package init(name: String, type: String) {
    self.name = name
    self.type = type
  }
}

/// A question, its alternates and its answer.
package struct WrittenPair: Sendable, Hashable {
  package var source: String?
  package var id: String?
  package var question: String
  package var alternates: [WrittenItem] = []
  package var filters: [WrittenItem] = []
  package var answer: String
  package var prompts: [WrittenItem] = []
  /// Comments before the filters' mark, the answer and the prompts' mark.
  package var filterComments: [Document.Comment] = []
  package var answerComments: [Document.Comment] = []
  package var promptComments: [Document.Comment] = []
  package var answerPlace = Place()

  package init(question: String, answer: String) {
    self.question = question
    self.answer = answer
  }
}
