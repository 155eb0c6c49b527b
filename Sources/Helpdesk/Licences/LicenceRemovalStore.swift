package import Foundation
internal import Ground
package import Storage
internal import WorkingTime

/// The ledger of licences that are taken: nothing is taken that is not in it before.
///
/// All functions take part in the caller's transaction.
package enum LicenceRemovalStore {
  /// The layout of this store's tables; only ever added to.
  package static let layout = Layout(
    "licenceRemoval",
    Migration(
      """
      CREATE TABLE licenceRemoval (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        key TEXT NOT NULL,
        user TEXT NOT NULL,
        person TEXT,
        municipality TEXT,
        product TEXT NOT NULL,
        sku TEXT NOT NULL,
        disabledPlans TEXT NOT NULL,
        groupId TEXT,
        groupName TEXT,
        given INTEGER,
        øre INTEGER,
        decision TEXT NOT NULL,
        decidedBy TEXT,
        campaign INTEGER,
        execution TEXT,
        status TEXT NOT NULL,
        because TEXT,
        day INTEGER NOT NULL,
        planned INTEGER NOT NULL,
        sent INTEGER,
        ended INTEGER,
        undone INTEGER,
        undoneBy TEXT
      ) STRICT
      """,
      // Nobody takes, or gives back, what somebody else is at.
      """
      CREATE UNIQUE INDEX openLicenceRemoval ON licenceRemoval (user, sku, ifnull(groupId, ''))
      WHERE status IN ('planned', 'undoing')
      """,
      "CREATE INDEX licenceRemovalOfTask ON licenceRemoval (key)",
      "CREATE INDEX licenceRemovalOfUser ON licenceRemoval (user)",
      "CREATE INDEX licenceRemovalOfPerson ON licenceRemoval (person) WHERE person IS NOT NULL",
      "CREATE INDEX licenceRemovalOfCampaign ON licenceRemoval (campaign) WHERE campaign IS NOT NULL",
      "CREATE INDEX licenceRemovalOfDay ON licenceRemoval (day)"
    )
  )

  /// Writes down what is to be taken; all of it, or, where something is under way about any of it, nothing.
  ///
  /// - Returns: the same with their numbers; nil where nothing was written.
  package static func plan(
    _ removals: [LicenceRemoval],
    in connection: Connection
  ) throws(DatabaseError) -> [LicenceRemoval]? {
    for removal in removals where try isOpen(removal, in: connection) { return nil }
    var planned: [LicenceRemoval] = []
    for removal in removals {
      try insert(removal, in: connection)
      var stored = removal
      stored.number = connection.lastRow
      planned.append(stored)
    }
    return planned
  }

  /// Notes that Graph said that it did it.
  package static func markSent(
    _ number: Int,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) {
    try connection.run(
      "UPDATE licenceRemoval SET sent = ? WHERE number = ? AND status = 'planned'",
      .integer(time.milliseconds),
      .integer(number)
    )
  }

  /// Notes how a removal that was planned ended.
  ///
  /// - Parameter because: a code; nil where it was done.
  package static func end(
    _ number: Int,
    as status: LicenceRemoval.Status,
    because: String? = nil,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) {
    try connection.run(
      """
      UPDATE licenceRemoval SET status = ?, because = ?, ended = ?
      WHERE number = ? AND status = 'planned'
      """,
      .text(status.rawValue),
      SQLValue(because),
      .integer(time.milliseconds),
      .integer(number)
    )
  }

  /// Writes down that a removal is to be undone.
  ///
  /// - Returns: whether it can be: it was done, and nothing else is under way about it.
  package static func beginUndoing(
    _ removal: LicenceRemoval,
    by user: String,
    in connection: Connection
  ) throws(DatabaseError) -> Bool {
    guard try !isOpen(removal, in: connection) else { return false }
    let changed = try connection.run(
      """
      UPDATE licenceRemoval SET status = 'undoing', undoneBy = ?, because = NULL
      WHERE number = ? AND status = 'done'
      """,
      .text(user),
      .integer(removal.number)
    )
    return changed > 0
  }

  /// Notes that it is undone.
  ///
  /// - Parameter because: a code for what was found instead; nil where Rakel gave it back.
  package static func endUndoing(
    _ number: Int,
    because: String? = nil,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) {
    try connection.run(
      """
      UPDATE licenceRemoval SET status = 'undone', because = ?, undone = ?
      WHERE number = ? AND status = 'undoing'
      """,
      SQLValue(because),
      .integer(time.milliseconds),
      .integer(number)
    )
  }

  /// Notes that it could not be undone, and why: it is still taken.
  package static func refuseUndoing(
    _ number: Int,
    because: String,
    in connection: Connection
  ) throws(DatabaseError) {
    try connection.run(
      """
      UPDATE licenceRemoval SET status = 'done', because = ?, undoneBy = NULL
      WHERE number = ? AND status = 'undoing'
      """,
      .text(because),
      .integer(number)
    )
  }

  /// Whether something is under way about the same licence of the same person.
  private static func isOpen(
    _ removal: LicenceRemoval,
    in connection: Connection
  ) throws(DatabaseError) -> Bool {
    try !connection.rows(
      """
      SELECT 1 FROM licenceRemoval WHERE user = ? AND sku = ? AND ifnull(groupId, '') = ?
        AND status IN ('planned', 'undoing') AND number <> ?
      """,
      .text(removal.user),
      .text(removal.sku),
      .text(removal.group?.id ?? ""),
      .integer(removal.number)
    ) { (_) in true }.isEmpty
  }

  private static func insert(
    _ removal: LicenceRemoval,
    in connection: Connection
  ) throws(DatabaseError) {
    try connection.run(
      """
      INSERT INTO licenceRemoval (key, user, person, municipality, product, sku, disabledPlans,
        groupId, groupName, given, øre, decision, decidedBy, campaign, execution, status, day,
        planned)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'planned', ?, ?)
      """,
      .text(removal.key),
      .text(removal.user),
      SQLValue(removal.person),
      SQLValue(removal.municipality),
      .text(removal.product),
      .text(removal.sku),
      .json(.array(removal.disabledPlans.map(JSON.string))),
      SQLValue(removal.group?.id),
      SQLValue(removal.group?.name),
      SQLValue(removal.given?.milliseconds),
      SQLValue(removal.øre),
      .text(removal.decision.rawValue),
      SQLValue(removal.decidedBy),
      SQLValue(removal.campaign),
      SQLValue(removal.execution),
      .integer(OsloClock.reading(removal.planned).day.number),
      .integer(removal.planned.milliseconds)
    )
  }
}
