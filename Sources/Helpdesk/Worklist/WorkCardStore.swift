internal import Foundation
package import Storage

/// A card that shows somebody a work item.
package struct WorkCard: Sendable, Hashable {
  package var item: Int
  /// The outbox's number of the message that shows it.
  package var message: Int
  /// Who sees it.
  package var user: String
  /// `nb`, `nn` or `en`.
  package var language: String
  /// The number of the question whose buttons it has.
  package var question: Int?

  package init(item: Int, message: Int, user: String, language: String, question: Int?) {
    self.item = item
    self.message = message
    self.user = user
    self.language = language
    self.question = question
  }
}

/// Who sees which item on which card, and which cards no longer show it as it is.
///
/// Whatever changes an item, be it a flow, a click or a command, makes its cards stale: the database itself sees to
/// that, so that no way of changing one can forget it. All functions take part in the caller's transaction.
package enum WorkCardStore {
  /// The layout of this store's table, which needs ``WorklistStore/layout`` before it; only ever added to.
  package static let layout = Layout(
    "workCard",
    Migration(
      """
      CREATE TABLE workCard (
        message INTEGER PRIMARY KEY,
        item INTEGER NOT NULL,
        user TEXT NOT NULL,
        language TEXT NOT NULL,
        question INTEGER,
        isStale INTEGER NOT NULL DEFAULT 0
      ) STRICT
      """,
      "CREATE INDEX workCardOfItem ON workCard (item)",
      "CREATE INDEX workCardThatIsStale ON workCard (item, message) WHERE isStale = 1",
      """
      CREATE TRIGGER workItemIsShownElsewhere AFTER UPDATE OF changed ON workItem BEGIN
        UPDATE workCard SET isStale = 1 WHERE item = new.number;
      END
      """,
      """
      CREATE TRIGGER workItemIsShownNoMore AFTER DELETE ON workItem BEGIN
        DELETE FROM workCard WHERE item = old.number;
      END
      """
    )
  )

  /// Notes that a card shows its item as it is now.
  package static func add(_ card: WorkCard, in connection: Connection) throws(DatabaseError) {
    try connection.run(
      """
      INSERT OR REPLACE INTO workCard (message, item, user, language, question)
      VALUES (?, ?, ?, ?, ?)
      """,
      .integer(card.message),
      .integer(card.item),
      .text(card.user),
      .text(card.language),
      SQLValue(card.question)
    )
  }

  /// Gives the cards that no longer show their item as it is, and takes them to be brought up to date.
  package static func takeStale(in connection: Connection) throws(DatabaseError) -> [WorkCard] {
    let cards = try connection.rows(
      """
      SELECT item, message, user, language, question FROM workCard
      WHERE isStale = 1 ORDER BY item, message
      """
    ) { (row) in
      WorkCard(
        item: row.integer(0),
        message: row.integer(1),
        user: row.text(2),
        language: row.text(3),
        question: row.optionalInteger(4)
      )
    }
    if !cards.isEmpty { try connection.run("UPDATE workCard SET isStale = 0 WHERE isStale = 1") }
    return cards
  }

  /// Forgets a card whose message is there no more.
  package static func remove(
    ofMessage message: Int,
    in connection: Connection
  ) throws(DatabaseError) {
    try connection.run("DELETE FROM workCard WHERE message = ?", .integer(message))
  }

  /// Forgets the cards that somebody saw.
  package static func removeAll(
    of user: String,
    in connection: Connection
  ) throws(DatabaseError) {
    try connection.run("DELETE FROM workCard WHERE user = ?", .text(user))
  }
}
