package import Ground
package import Storage

/// What the inventory has of one person.
extension FleetStore {
  /// The machines of whoever signs in with that name, in order of their serial numbers, and which sources say so.
  package static func export(
    ofUser signIn: String,
    in connection: Connection
  ) throws(DatabaseError) -> [JSON] {
    try connection.rows(
      """
      SELECT serial, name, model, lastSeen, (SELECT json_group_array(source) FROM deviceReport
        WHERE deviceReport.serial = device.serial AND deviceReport.user = ?1)
      FROM device WHERE user = ?1
        OR serial IN (SELECT serial FROM deviceReport WHERE user = ?1) ORDER BY serial
      """,
      .text(signIn)
    ) { (row) throws(DatabaseError) in
      [
        "serial": .string(row.text(0)), "name": JSON(row.optionalText(1)),
        "model": JSON(row.optionalText(2)),
        "lastSeen": JSON(row.optionalDate(3)?.rfc3339), "sources": try row.json(4),
      ]
    }
  }

  /// Takes the person out of the machines that were theirs; a source that still names them brings them back.
  package static func forget(
    user signIn: String,
    in connection: Connection
  ) throws(DatabaseError) {
    for table in ["device", "deviceReport"] {
      try connection.run("UPDATE \(table) SET user = NULL WHERE user = ?", .text(signIn))
    }
  }
}
