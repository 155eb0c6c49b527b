package import Norwegian
package import Understanding

/// What Rakel remembers of a conversation between two messages.
package struct Conversation: Sendable, Hashable, Codable {
  /// The language the user was last heard in, `nb`, `nn` or `en`; nil before the first sure one.
  package var language: String?
  /// The last thing that was decided on.
  package var last: Exchange?
  /// What the user wrote that led to the open question.
  package var asked: String?
  /// What the user was asked to choose from; empty where nothing is open.
  package var open: [Option] = []
  /// What was offered besides the last answer, and may be chosen or left.
  package var offered: [Option] = []

  package init() {}

  /// The language to answer in: the message's where it is sure, else the one last heard, else Bokmål.
  package func language(after reading: Reading) -> Language {
    reading.language ?? language.flatMap(Language.init) ?? .nb
  }

  /// A message and what it was taken for.
  package struct Exchange: Sendable, Hashable, Codable {
    /// What the user wrote, secrets masked.
    package var text: String
    package var candidate: Candidate

    package init(text: String, candidate: Candidate) {
      self.text = text
      self.candidate = candidate
    }
  }

  /// A numbered choice and what it stands for; nil for "none of these".
  package struct Option: Sendable, Hashable, Codable {
    package var title: String
    package var candidate: Candidate?

    package init(title: String, candidate: Candidate?) {
      self.title = title
      self.candidate = candidate
    }
  }
}
