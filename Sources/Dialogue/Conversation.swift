package import Norwegian
package import Understanding

/// What Rakel remembers of a conversation between two messages.
package struct Conversation: Sendable, Hashable {
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
  /// What has been told of the open questions of flows, where not all of it has.
  package var fillings: [Filling] = []
  /// How the last question was answered: what a correction may be about.
  package var answered: Filling?
  /// The question that was put again last.
  package var put: Put?
  /// The newest question when one was answered while others waited: they are put again when nothing newer is asked.
  package var owed: Int?
  /// What the user was asked to let go of.
  package var stopping: Stopping?
  /// The flow that was started last.
  package var started: Started?

  package init() {}

  /// The language to answer in: the message's where it is sure, else the one last heard, else Bokmål.
  package func language(after reading: Reading) -> Language {
    reading.language ?? language.flatMap(Language.init) ?? .nb
  }

  /// A message and what it was taken for.
  package struct Exchange: Sendable, Hashable {
    /// What the user wrote, secrets masked.
    package var text: String
    package var candidate: Candidate

    package init(text: String, candidate: Candidate) {
      self.text = text
      self.candidate = candidate
    }
  }

  /// A numbered choice and what it stands for; nil for "none of these".
  package struct Option: Sendable, Hashable {
    package var title: String
    package var candidate: Candidate?

    package init(title: String, candidate: Candidate?) {
      self.title = title
      self.candidate = candidate
    }
  }

  /// A flow's question that was put again, which the next message answers.
  package struct Put: Sendable, Hashable {
    /// The question's number.
    package var question: Int
    /// The number of the newest question then: a newer one comes first.
    package var newest: Int
  }

  /// An execution that the user was asked whether to stop.
  package struct Stopping: Sendable, Hashable {
    package var execution: String
    /// What it is about, in words.
    package var title: String
    /// What is wanted instead; nil where nothing is.
    package var instead: Exchange?
  }

  /// A flow that was started here.
  package struct Started: Sendable, Hashable {
    package var flow: String
    package var execution: String
    /// Whether the message that started it has been read for what its first card asks.
    package var isRead = false
  }
}
