internal import Dialogue
internal import Foundation
internal import Helpdesk
internal import People
internal import Storage

extension ContentFolder {
  /// The file that all stores share.
  var databasePath: String { state.appending(path: "rakel.sqlite").path }

  /// The file whose lock says that a process runs flows on the database.
  var lockPath: String { state.appending(path: "rakel.lock").path }

  /// Opens the database and brings its tables up to date.
  ///
  /// - Parameters:
  ///   - making: whether to make one where there is none; a command that only reads says so instead.
  ///   - isChecked: whether to look through all of it for damage first, as one does that will run for long.
  func database(making: Bool, isChecked: Bool = false) throws -> Database {
    guard making || FileManager.default.fileExists(atPath: databasePath) else {
      throw DatabaseFault.missing(path: databasePath)
    }
    try FileManager.default.createDirectory(at: state, withIntermediateDirectories: true)
    do {
      return try Database(path: databasePath, layouts: Tables.all, isChecked: isChecked)
    } catch {
      throw error.isDamage ? DatabaseFault.damaged(path: databasePath, error.message) : error
    }
  }

  /// Who is who: by `users.tsv`, and by the last sync of the tenant's people, with which the file may be missing.
  func directory() throws -> Directory {
    let tenant = try tenant()
    let file = URL(filePath: path, directoryHint: .isDirectory).appending(path: "users.tsv")
    if tenant.count > 0, !FileManager.default.fileExists(atPath: file.path) {
      return Directory().with(tenant)
    }
    return try writtenDirectory().with(tenant)
  }

  /// The tenant's people, as the last sync left them.
  private func tenant() throws -> PeopleTable {
    guard FileManager.default.fileExists(atPath: databasePath) else { return PeopleTable() }
    do throws(DatabaseError) {
      return try PersonStore.table(in: Connection(path: databasePath))
    } catch {
      throw error.isDamage ? DatabaseFault.damaged(path: databasePath, error.message) : error
    }
  }

  /// Who is who by `users.tsv` alone.
  func writtenDirectory() throws -> Directory {
    let file = URL(filePath: path, directoryHint: .isDirectory).appending(path: "users.tsv")
    let data: Data
    do { data = try Data(contentsOf: file) } catch {
      throw UsageError(
        "no users.tsv in '\(path)'; write one: \(Directory.form)"
      )
    }
    return try Directory(parsing: String(decoding: data, as: UTF8.self), file: "users.tsv")
  }
}

/// The database cannot be used, and was left as it is.
enum DatabaseFault: Error, CustomStringConvertible {
  case missing(path: String)
  case damaged(path: String, String)

  var description: String {
    switch self {
    case .missing(let path): "there is no database '\(path)'; is --state right?"
    case .damaged(let path, let words):
      "the database '\(path)' is damaged (\(words)) and was left as it is; restore a backup,"
        + " or move it away to begin anew"
    }
  }
}
