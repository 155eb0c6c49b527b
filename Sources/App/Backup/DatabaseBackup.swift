internal import Foundation
internal import Storage

/// A copy of the database in one file, made while others use it.
enum DatabaseBackup {
  /// Writes the database as it is now to `path`, for the owner alone, and looks the copy through.
  ///
  /// - Parameter force: whether a file that is there may be replaced.
  /// - Returns: the bytes of the copy.
  static func write(_ database: String, to path: String, force: Bool) throws -> Int {
    guard FileManager.default.fileExists(atPath: database) else {
      throw DatabaseFault.missing(path: database)
    }
    guard force || !FileManager.default.fileExists(atPath: path) else {
      throw UsageError("'\(path)' is there already; say --force to replace it")
    }
    let file = try NewFile(path: path)
    do {
      try copy(database, to: file.draft)
      try file.appear()
    } catch {
      file.discard()
      throw error
    }
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return (attributes[.size] as? NSNumber)?.intValue ?? 0
  }

  private static func copy(_ database: String, to draft: String) throws {
    do throws(DatabaseError) {
      let source = try Connection(path: database)
      // The log is the server's own business.
      source.setLogIsKept(true)
      let copy = try Connection(path: draft)
      try source.backup(to: copy)
      try copy.check()
    } catch {
      throw error.isDamage ? DatabaseFault.damaged(path: database, error.message) : error
    }
  }
}
