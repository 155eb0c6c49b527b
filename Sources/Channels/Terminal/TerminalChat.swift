package import Dialogue
internal import Foundation
package import Ground
internal import Storage

/// The terminal as a channel: one person, who may speak as any user of the directory to try Rakel out.
package struct TerminalChat: Sendable {
  private let greeting: String
  private let turn: @Sendable () async throws -> Turn
  private let directory: Directory
  private let store: ConversationStore
  private let clock: any TimeSource
  private let keyboard: Keyboard
  private let screen: Screen

  /// Makes a chat over two file descriptors; other than a terminal's they get no greeting and no prompt.
  ///
  /// - Parameter turn: gives the turn, which may still be in the making while the first message is typed.
  package init(
    greeting: String,
    turn: @escaping @Sendable () async throws -> Turn,
    directory: Directory,
    store: ConversationStore,
    clock: any TimeSource = SystemTime(),
    input: Int32 = 0,
    output: Int32 = 1
  ) {
    self.greeting = greeting
    self.turn = turn
    self.directory = directory
    self.store = store
    self.clock = clock
    keyboard = Keyboard(input)
    screen = Screen(output)
  }

  /// Talks until there are no more lines; a turn is kept before its replies are shown.
  package func run(as id: String) async throws {
    var user = directory.user(id)
    var explanation: [String] = []
    if keyboard.isInteractive { screen.show(greeting) }
    while let line = await keyboard.line(prompt: "\(user.id)> ") {
      if line.allSatisfy(\.isWhitespace) { continue }
      switch ChatCommand(line) {
      case .quit: return
      case .help: screen.show(try await turn().help)
      case .why:
        let nothing = try await turn().nothingToExplain
        screen.show(plain: explanation.isEmpty ? [nothing] : explanation)
      case .speakAs(let name):
        guard directory.knows(name) else {
          screen.show(plain: ["\(name)? \(directory.ids.joined(separator: ", "))"])
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
    // Each user has a conversation of their own, so that `/as` does not mix them up.
    let id = "terminal:\(user.id)"
    let now = clock.now()
    let outcome = turn.take(line, from: user, in: try await store.conversation(id), at: now)
    try await store.commit(outcome, of: id, at: now)
    for reply in outcome.replies { screen.show(reply) }
    screen.show(plain: [""])
    return turn.explain(outcome)
  }

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
