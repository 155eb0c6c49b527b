package import Storage

extension LicenceFindingStore {
  /// The Graph id of somebody whom the last finished scan found, by what they sign in with; nil where it did not.
  package static func id(
    ofSignIn name: String,
    in connection: Connection
  ) throws(DatabaseError) -> String? {
    try connection.rows(
      """
      SELECT id FROM licenceFinding
      WHERE signIn = ? AND scan = (SELECT max(scan) FROM licenceFindings)
      """,
      .text(name.lowercased())
    ) { (row) in row.text(0) }.first
  }
}
