internal import Foundation
internal import Ground
package import People
package import Storage

/// What becomes of those who were read.
extension PersonStore {
  /// Some of those who were read and have not been judged; in no order.
  package static func unjudged(
    _ limit: Int,
    in connection: Connection
  ) throws(DatabaseError) -> [Account] {
    try connection.rows(
      "SELECT entra, facts FROM personStaged WHERE isJudged = 0 AND isRemoved = 0 LIMIT ?",
      .integer(limit)
    ) { (row) throws(DatabaseError) in
      let facts = try row.json(1)
      return EntraID(row.text(0)).map { Account($0, kept: facts) }
    }.compactMap(\.self)
  }

  /// Notes what rules say of somebody who was read.
  package static func note(
    _ judgement: PersonRules.Judgement,
    on account: Account,
    _ rules: PersonRules,
    _ groups: PersonRules.Memberships,
    in connection: Connection
  ) throws(DatabaseError) {
    let signIn = account.words[.userPrincipalName]?.lowercased()
    let mayHaveLeader =
      rules.asksForLeaders && judgement.role.mayUseRakel && judgement.absence != .left
    try connection.run(
      """
      UPDATE personStaged SET isJudged = 1, wish = ?2, name = ?3, signIn = ?4, role = ?5,
        municipality = ?6, unit = ?7, absence = ?8, leaves = ?9, groups = ?10,
        isLed = iif(?11, isLed, 1), leader = iif(?11, leader, NULL)
      WHERE entra = ?1
      """,
      .text(account.entra.description),
      SQLValue(rules.wishedID(of: account)),
      .text(account.words[.displayName] ?? signIn ?? account.entra.description),
      SQLValue(signIn),
      .text(judgement.role.rawValue),
      SQLValue(judgement.municipality),
      SQLValue(judgement.unit),
      SQLValue(judgement.absence?.text),
      SQLValue(account.leaves?.milliseconds),
      .integer(Int(Int64(bitPattern: groups))),
      .integer(mayHaveLeader ? 1 : 0)
    )
  }

  /// Some of those whose leader is to be asked for; in no order.
  package static func unled(
    _ limit: Int,
    in connection: Connection
  ) throws(DatabaseError) -> [EntraID] {
    try connection.rows(
      "SELECT entra FROM personStaged WHERE isLed = 0 AND isRemoved = 0 LIMIT ?",
      .integer(limit)
    ) { (row) in EntraID(row.text(0)) }.compactMap(\.self)
  }

  /// Notes who leads somebody; nil where nobody does.
  package static func note(
    leader: EntraID?,
    of entra: EntraID,
    in connection: Connection
  ) throws(DatabaseError) {
    try connection.run(
      """
      UPDATE personStaged
      SET isLed = 1, leader = iif(?1 IN (SELECT entra FROM personErased), NULL, ?1)
      WHERE entra = ?2
      """,
      SQLValue(leader?.description),
      .text(entra.description)
    )
  }
}

extension PersonRules {
  /// The id that somebody would have if it were free; nil where what the tenant calls them is no id.
  ///
  /// It must not look like anything that Rakel makes up itself, and must be typed easily.
  func wishedID(of account: Account) -> String? {
    guard let word = account.words[idWord] else { return nil }
    let id = word.prefix { $0 != "@" }.municipalityKeyed
    let isPlain = id.unicodeScalars.allSatisfy { scalar in
      scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
        || "._-+".unicodeScalars.contains(scalar)
    }
    guard isPlain, (1...64).contains(id.utf8.count), id.first?.isLetter == true,
      !id.hasPrefix("removed-"), id != "rakel"
    else { return nil }
    return id
  }
}

extension Substring {
  fileprivate var municipalityKeyed: String { String(self).municipalityKey }
}
