internal import Ground

/// `rakel backup FILE`: a copy of the database, whatever runs on it.
enum BackupCommand: Command {
  static let name = "backup"
  static let usage = "FILE [--content DIR] [--state DIR] [--force]"
  static let summary = "copies the database to one file, while the server runs, and checks it"

  static func run(_ arguments: consuming Arguments) async throws -> Int32 {
    let folder = try ContentFolder(&arguments)
    let force = arguments.flag("force")
    let files = arguments.operands()
    try arguments.finish()
    guard let file = files.first, files.count == 1 else { throw UsageError("one file is wanted") }
    let bytes = try DatabaseBackup.write(folder.databasePath, to: file, force: force)
    Output.complain("\(file): \(bytes) bytes, checked")
    return 0
  }
}
