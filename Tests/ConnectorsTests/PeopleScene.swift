import Cards
import Connectors
import Flows
import Foundation
import Ground
import Messaging
import Storage

/// A database with the tables of messages and questions, and tasks that ask and tell.
final class PeopleScene {
  let connection: Connection
  static let now = Date(timeIntervalSince1970: 1_772_000_000)

  init() throws {
    connection = try Connection(path: ":memory:")
    try connection.migrate([OutboxStore.layout, QuestionStore.layout])
  }

  /// What comes of a task that the flow `BestillePC` does for Kari.
  func perform(
    _ connector: some LocalConnector,
    _ verb: String,
    _ parameters: JSON,
    token: String? = "t1",
    user: String? = "kari",
    input: JSON = ["user": ["id": "kari"]]
  ) throws -> TaskOutcome {
    try connector.perform(
      TaskRequest(
        verb: verb,
        parameters: parameters,
        token: token,
        key: "k",
        execution: "e1",
        flow: "BestillePC",
        state: "Ask",
        user: user,
        input: input,
        entered: Self.now,
        now: Self.now
      ),
      in: connection
    )
  }

  func messages(to user: String = "kari") throws -> [OutgoingMessage] {
    try OutboxStore.undelivered(to: user, in: connection).map(\.message)
  }

  func questions(to user: String = "kari") throws -> [Question] {
    try QuestionStore.openQuestions(of: user, in: connection).map(\.question)
  }

  /// The cards that ship.
  static let shipped = CardCatalogue(flows: folder.path)
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "flows")

  /// The sample data of a card that ships; none where it reads none.
  static func samples(of card: String) throws -> [JSON] {
    let file = folder.appending(path: "samples/\(card).json")
    guard FileManager.default.fileExists(atPath: file.path) else { return [[:]] }
    let json = try JSON(parsing: try String(contentsOf: file, encoding: .utf8))
    return json.array ?? [json]
  }
}
