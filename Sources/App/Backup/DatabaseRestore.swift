internal import Foundation
internal import Storage

/// A backup put in the place of the database, while nobody runs on it.
struct DatabaseRestore {
  let backup: String
  let folder: ContentFolder

  /// Checks the backup, brings a copy of it up to date, and exchanges it for the database.
  ///
  /// - Returns: where the database that was there is now; nil where there was none.
  func run() throws -> String? {
    guard FileManager.default.isReadableFile(atPath: backup) else {
      throw UsageError("cannot read '\(backup)'")
    }
    try FileManager.default.createDirectory(at: folder.state, withIntermediateDirectories: true)
    guard let lock = FileLock(path: folder.lockPath) else { throw RestoreFault.inUse }
    defer { withExtendedLifetime(lock) {} }
    let file = try NewFile(path: folder.databasePath)
    do {
      try prepare(file.draft)
      let kept = try setAside()
      try file.appear()
      return kept
    } catch {
      file.discard()
      throw error
    }
  }

  /// Makes a copy on which a server can run; the backup itself is only read.
  private func prepare(_ draft: String) throws {
    try Data(contentsOf: URL(filePath: backup), options: .alwaysMapped)
      .write(to: URL(filePath: draft))
    do {
      let copy = try Connection(path: draft)
      try copy.check()
      guard try copy.hasLayouts() else { throw RestoreFault.foreign(path: backup) }
      try copy.migrate(Tables.all)
      try copy.foldLog()
    } catch let error as DatabaseError where error.isDamage {
      throw RestoreFault.damaged(path: backup, error.message)
    }
    try adoptOwner(draft)
  }

  /// Whoever restores as root leaves a file that the server can use.
  private func adoptOwner(_ draft: String) throws {
    guard geteuid() == 0 else { return }
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.state.path)
    guard let owner = (attributes[.ownerAccountID] as? NSNumber)?.uint32Value,
      let group = (attributes[.groupOwnerAccountID] as? NSNumber)?.uint32Value
    else { return }
    guard unsafe chown(draft, owner, group) == 0 else { throw FileFault("give away", draft) }
  }

  /// Keeps the database that is there under another name, log and all.
  private func setAside() throws -> String? {
    let files = FileManager.default
    let path = folder.databasePath
    guard files.fileExists(atPath: path) else { return nil }
    // With its log in it, it is one file, and no log is left for the new one. A damaged one keeps its own.
    do throws(DatabaseError) {
      let old = try Connection(path: path)
      old.setLogIsKept(true)
      try old.foldLog()
    } catch {
      guard error.isDamage else { throw RestoreFault.inUse }
    }
    var kept = "\(path).before-restore"
    var number = 1
    while files.fileExists(atPath: kept) {
      number += 1
      kept = "\(path).before-restore-\(number)"
    }
    for suffix in ["-wal", "-shm"] where files.fileExists(atPath: path + suffix) {
      try files.moveItem(atPath: path + suffix, toPath: kept + suffix)
    }
    // It keeps its old name too, until the new one takes it: at no moment is there no database.
    try files.linkItem(atPath: path, toPath: kept)
    return kept
  }
}

/// Why a backup was not restored.
enum RestoreFault: Error, CustomStringConvertible {
  case inUse
  case foreign(path: String)
  case damaged(path: String, String)

  var description: String {
    switch self {
    case .inUse: "a Rakel runs on this database; stop it first (systemctl stop rakel)"
    case .foreign(let path): "'\(path)' is no backup of Rakel's"
    case .damaged(let path, let words):
      "'\(path)' is damaged (\(words)), and nothing was changed; take another backup"
    }
  }
}
