internal import Foundation

/// The one writer of the SQLite file, on a thread of its own.
///
/// An fsync may take milliseconds; on the cooperative pool it would hold one of few threads, so the actor runs
/// on its own (HOUSE: "Database: its own thread").
package actor Database {
  private let thread: DatabaseThread
  private let connection: Connection

  /// Runs this actor's work on its thread.
  package nonisolated var unownedExecutor: UnownedSerialExecutor {
    unsafe thread.asUnownedSerialExecutor()
  }

  /// Opens the file at `path` and brings its tables up to date; see ``Connection/init(path:)``.
  ///
  /// - Parameter isChecked: whether to look through the whole file first, see ``Connection/check()``. Without it damage
  ///   shows when what is damaged is read. Where damage is found, the file and its log are left as they are.
  package init(
    path: String,
    layouts: [Layout],
    isChecked: Bool = false
  ) throws(DatabaseError) {
    thread = DatabaseThread()
    connection = try Connection(path: path)
    connection.setLogIsKept(true)
    if isChecked { try connection.check() }
    try connection.migrate(layouts)
    connection.setLogIsKept(false)
  }

  /// Reads outside a transaction.
  package func read<Value: Sendable>(
    _ body: @Sendable (Connection) throws(DatabaseError) -> Value
  ) throws(DatabaseError) -> Value {
    try body(connection)
  }

  /// Runs `body` in one transaction; see ``Connection/transaction(_:)``.
  @discardableResult
  package func write<Value: Sendable>(
    _ body: @Sendable (Connection) throws(DatabaseError) -> Value
  ) throws(DatabaseError) -> Value {
    try connection.transaction(body)
  }
}

/// A serial executor over one dispatch queue (`DispatchSerialQueue` is missing on Linux).
private final class DatabaseThread: SerialExecutor {
  private let queue = DispatchQueue(label: "rakel.database")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let executor = unsafe asUnownedSerialExecutor()
    queue.async { unsafe job.runSynchronously(on: executor) }
  }
}
