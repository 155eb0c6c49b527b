internal import Ground

/// `rakel restore FILE`: a backup in place of the database.
enum RestoreCommand: Command {
  static let name = "restore"
  static let usage = "FILE [--content DIR] [--state DIR]"
  static let summary = "puts a backup in the place of the database, while no server runs"

  static func run(_ arguments: consuming Arguments) async throws -> Int32 {
    let folder = try ContentFolder(&arguments)
    let files = arguments.operands()
    try arguments.finish()
    guard let file = files.first, files.count == 1 else { throw UsageError("one file is wanted") }
    let kept = try DatabaseRestore(backup: file, folder: folder).run()
    Output.complain("'\(folder.databasePath)' is now as in '\(file)'")
    if let kept { Output.complain("what was there before is in '\(kept)'") }
    return 0
  }
}
