package import Dialogue
internal import Foundation
package import Ground
package import People
package import Storage

/// The terminal as a channel: one person, who may speak as any user of the directory to try Rakel out.
package struct TerminalChat: Sendable {
  private let greeting: String
  private let turn: @Sendable () async throws -> Turn
  private let directory: Directory
  private let store: ConversationStore
  private let flows: Flows
  private let clock: any TimeSource
  private let keyboard: Keyboard
  private let screen: Screen

  /// Makes a chat over two file descriptors; other than a terminal's they get no greeting and no prompt.
  ///
  /// - Parameters:
  ///   - turn: gives the turn, which may still be in the making while the first message is typed.
  ///   - store: over a database with ``ConversationStore/layouts``.
  package init(
    greeting: String,
    turn: @escaping @Sendable () async throws -> Turn,
    directory: Directory,
    store: ConversationStore,
    flows: Flows = Flows(),
    clock: any TimeSource = SystemTime(),
    input: Int32 = 0,
    output: Int32 = 1
  ) {
    self.greeting = greeting
    self.turn = turn
    self.directory = directory
    self.store = store
    self.flows = flows
    self.clock = clock
    keyboard = Keyboard(input)
    screen = Screen(output)
  }

  /// What the chat needs of the flows.
  package struct Flows: Sendable {
    /// Starts, answers and stops them.
    package var runner: any FlowRunner
    /// Runs them until nothing is due.
    package var settle: @Sendable () async throws -> Void
    /// Writes what else belongs to a turn, in its transaction: an audit of what was refused.
    package var note: @Sendable (Turn.Outcome, Connection) throws(DatabaseError) -> Void

    /// No flows, unless told otherwise.
    package init(
      runner: any FlowRunner = NoFlows(),
      settle: @escaping @Sendable () async throws -> Void = {},
      note: @escaping @Sendable (Turn.Outcome, Connection) throws(DatabaseError) -> Void = { _, _ in
      }
    ) {
      self.runner = runner
      self.settle = settle
      self.note = note
    }
  }

  /// Talks until there are no more lines; a turn is kept before its replies are shown.
  ///
  /// What has come for the user meanwhile, from a timer or from somebody else, is shown before the next prompt.
  package func run(as id: String) async throws {
    var user = directory.user(id)
    var explanation: [String] = []
    if keyboard.isInteractive { screen.show(greeting) }
    while true {
      if try await deliver(to: user) {
        try await goOn(with: user)
        screen.show(plain: [""])
      }
      guard let line = await keyboard.line(prompt: "\(user.id)> ") else { break }
      if line.allSatisfy(\.isWhitespace) { continue }
      switch ChatCommand(line) {
      case .quit: return
      case .help: screen.show(try await turn().help)
      case .why:
        let nothing = try await turn().nothingToExplain
        screen.show(plain: explanation.isEmpty ? [nothing] : explanation)
      case .speakAs(let name):
        guard directory.knows(name) else {
          screen.show(plain: ["\(name)? \(directory.samples(50).joined(separator: ", "))"])
          continue
        }
        user = directory.user(name)
        screen.show(plain: [summary(of: user)])
      case .unknown(let word): screen.show(plain: ["\(word)? /help"])
      case nil: explanation = try await answer(line, from: user)
      }
    }
    if keyboard.isInteractive { screen.show(plain: [""]) }
  }

  /// Takes one turn and gives the words that explain it.
  private func answer(_ line: String, from user: User) async throws -> [String] {
    let turn = try await turn()
    let id = Self.conversation(of: user)
    let now = clock.now()
    let (conversation, pending) = try await store.situation(
      of: id,
      with: user.id,
      through: flows.runner
    )
    let outcome = turn.take(line, from: user, in: conversation, pending: pending, at: now)
    let note = flows.note
    try await store.commit(outcome, of: id, through: flows.runner, at: now) {
      (connection) throws(DatabaseError) in try note(outcome, connection)
    }
    _ = try await deliver(to: user)
    try await goOn(with: user)
    screen.show(plain: [""])
    return turn.explain(outcome)
  }

  /// Says what there is to say of the open questions, now that the flows have come to rest.
  private func goOn(with user: User) async throws {
    let id = Self.conversation(of: user)
    let now = clock.now()
    let (conversation, pending) = try await store.situation(
      of: id,
      with: user.id,
      through: flows.runner
    )
    let outcome = try await turn().goOn(with: user, in: conversation, pending: pending, at: now)
    guard let outcome else { return }
    try await store.commit(outcome, of: id, through: flows.runner, at: now)
    _ = try await deliver(to: user)
  }

  /// Lets the flows run, and shows what there is for `user`; false where there is nothing.
  private func deliver(to user: User) async throws -> Bool {
    try await flows.settle()
    var isAnything = false
    // A hundred at a time; what one shows is marked before the next are fetched.
    while try await store.hasUndelivered(to: user.id) {
      let conversation = try await store.conversation(Self.conversation(of: user))
      let skip = try await turn().skip(in: conversation)
      let deliveries = try await store.undelivered(to: user.id, skip: skip)
      for delivery in deliveries where !delivery.isRepeated { screen.show(delivery.message) }
      try await store.markDelivered(deliveries, at: clock.now())
      isAnything = true
    }
    return isAnything
  }

  /// Each user has a conversation of their own, so that `/as` does not mix them up.
  private static func conversation(of user: User) -> String { "terminal:\(user.id)" }

  private func summary(of user: User) -> String {
    [user.name, user.role.rawValue, user.municipality ?? ""].filter { !$0.isEmpty }.joined(
      separator: ", "
    )
  }
}

/// What a line that begins with a slash asks the chat to do.
enum ChatCommand: Equatable {
  case help, why, quit
  case speakAs(String)
  case unknown(String)

  init?(_ line: String) {
    let words = line.split(whereSeparator: \.isWhitespace)
    guard let word = words.first, word.hasPrefix("/") else { return nil }
    switch (word.lowercased(), words.count) {
    case ("/help", 1), ("/hjelp", 1): self = .help
    case ("/why", 1), ("/hvorfor", 1), ("/kvifor", 1): self = .why
    case ("/quit", 1), ("/exit", 1), ("/slutt", 1): self = .quit
    case ("/as", 2), ("/som", 2): self = .speakAs(String(words[1]))
    default: self = .unknown(String(word))
    }
  }
}
