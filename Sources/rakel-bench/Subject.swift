internal import Dialogue
internal import Foundation
internal import Ground
internal import Norwegian
internal import People
internal import Storage
internal import Understanding

/// Something whose time matters: what a user waits for, or what happens for every message.
struct Subject {
  let name: String
  /// How many operations one run makes.
  let operations: Int
  let run: () -> Void

  /// All of them, on the content of the folder in which the bench runs.
  static func all() throws -> [Subject] {
    let content = Content.load(".").content
    let cache = ModelCache(folder: URL(filePath: ".rakel/models"))
    let learned = try cache.learned(from: content).learned
    let reader = Reader(content, learned)
    let turn = Turn(reader: reader, content: content)
    let user = User(id: "bench", name: "Bench", role: .employee, municipality: "fjordviken")
    let now = Date(timeIntervalSince1970: 1_780_000_000)
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "rakel-bench-\(getpid()).sqlite"
    )
    let database = try Connection(path: folder.path)
    try database.migrate([ConversationStore.layout])
    return [
      Subject(name: "tokenise", operations: messages.count) {
        for message in messages { _ = Tokeniser.tokens(in: message) }
      },
      Subject(name: "guess language", operations: messages.count) {
        for message in messages { _ = LanguageGuess.of(Tokeniser.tokens(in: message)) }
      },
      Subject(name: "mask secrets", operations: messages.count) {
        for message in messages { _ = Redaction(message) }
      },
      Subject(name: "read", operations: messages.count) {
        for message in messages { _ = reader.read(message, at: now) }
      },
      Subject(name: "turn", operations: messages.count) {
        for message in messages { _ = turn.take(message, from: user, in: Conversation(), at: now) }
      },
      Subject(name: "load content", operations: 1) { _ = Content.load(".") },
      Subject(name: "make reader", operations: 1) { _ = Reader(content, learned) },
      Subject(name: "commit", operations: 1) {
        // A failing commit would be measured as a fast one.
        do {
          try database.transaction { (connection) throws(DatabaseError) in
            try connection.run(
              "INSERT INTO conversation (id, state, updated) VALUES ('a', '{}', 0) ON CONFLICT DO UPDATE SET updated = 1"
            )
          }
        } catch { preconditionFailure("\(error)") }
      },
    ]
  }

  private static let messages = [
    "eg hugsar ikkje passordet mitt", "skriveren i 2. etasje virker ikke",
    "hvor finner jeg lønnsslippen?",
    "my screen stays black when I dock the laptop",
    "Hei! får ikke kobla til vpn hjemmefra, og har møte kl 10",
    "korleis deler eg ei mappe i onedrive med nokon utanfor kommunen",
    "hvordan blir været i morgen",
    "teams lyden hakker og kameraet er sort, er nede på møterom 3 i rådhuset",
  ]
}
