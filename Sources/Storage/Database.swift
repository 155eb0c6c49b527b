internal import Foundation
internal import Synchronization

/// The one SQLite file of a process: one connection that writes, on a thread of its own, one that reads, on another, and
/// one for a glance, on whatever thread wants it.
///
/// An fsync may take milliseconds; on the cooperative pool it would hold one of few threads, and with one connection it
/// would hold every reader. What several callers write at the same time shares one fsync.
package actor Database {
  private let thread: DatabaseThread
  private let connection: Connection
  private nonisolated let path: String
  /// Nil where nothing reaches a disk, so that nothing waits for it.
  private let reading: ReadingDatabase?
  private nonisolated let glancing: Mutex<Connection>?
  /// The transaction that is open, and takes in whatever is written until the thread has nothing else to do.
  private var group: CommitGroup?
  private nonisolated let followers = Mutex(Followers())

  /// What is written when somebody else writes.
  private struct Followers {
    var waiting: [@Sendable (isolated Database, CommitGroup) -> Void] = []
    /// Whether it is written soon even where nobody else does.
    var isAlarmSet = false

    mutating func takeAll() -> [@Sendable (isolated Database, CommitGroup) -> Void] {
      defer { waiting = [] }
      return waiting
    }
  }

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
    thread = DatabaseThread("rakel.database")
    self.path = path
    connection = try Connection(path: path)
    connection.setLogIsKept(true)
    if isChecked { try connection.check() }
    try connection.migrate(layouts)
    connection.setLogIsKept(false)
    reading = path == ":memory:" ? nil : try ReadingDatabase(path: path)
    glancing = path == ":memory:" ? nil : Mutex(try Connection(reading: path))
  }

  /// Reads what has been committed, all of it as it was at one moment.
  package nonisolated func read<Value: Sendable>(
    _ body: @Sendable (Connection) throws(DatabaseError) -> Value
  ) async throws(DatabaseError) -> Value {
    guard let reading else { return try await readHere(body) }
    return try await reading.read(body)
  }

  /// Reads a few rows as ``read(_:)`` does, but on the caller's thread: to change threads twice takes longer than they do.
  package nonisolated func glance<Value: Sendable>(
    _ body: @Sendable (Connection) throws(DatabaseError) -> Value
  ) async throws(DatabaseError) -> Value {
    // Whoever finds somebody there does not stand and wait.
    let found = glancing?.withLockIfAvailable { (connection) -> Result<Value, DatabaseError> in
      do throws(DatabaseError) { return .success(try connection.snapshot(body)) } catch {
        return .failure(error)
      }
    }
    guard let found else { return try await read(body) }
    return try found.get()
  }

  private func readHere<Value: Sendable>(
    _ body: @Sendable (Connection) throws(DatabaseError) -> Value
  ) throws(DatabaseError) -> Value {
    try body(connection)
  }

  /// Runs `body` in one transaction: all of it is kept and has reached the disk, or, where it throws, none is kept.
  ///
  /// What others write at the same time may be part of the transaction, in savepoints of its own: their faults undo
  /// nothing here, but where the disk fails it fails for all of them.
  @discardableResult
  package func write<Value: Sendable>(
    _ body: @Sendable (Connection) throws(DatabaseError) -> Value
  ) async throws(DatabaseError) -> Value {
    guard reading != nil else { return try connection.transaction(body) }
    if let group {
      let value = try part(body, of: group)
      try await group.end().get()
      return value
    }
    try connection.begin()
    let value: Value
    // No savepoint: nobody has joined yet who would be spared, and what changes half the file keeps no copy of it.
    do throws(DatabaseError) { value = try body(connection) } catch {
      connection.rollBack()
      throw error
    }
    let group = CommitGroup()
    self.group = group
    // Whoever is in line already writes into the same transaction.
    await thread.passLine()
    for follower in followers.withLock({ $0.takeAll() }) { follower(self, group) }
    try finish(group)
    return value
  }

  /// Runs `body` as ``write(_:)`` does and gives what came of it, but keeps nothing.
  package func rehearse<Value: Sendable>(
    _ body: @Sendable (Connection) throws(DatabaseError) -> Value
  ) async throws(DatabaseError) -> Value {
    // A transaction of its own: what others write is to be kept.
    while let group { _ = await group.end() }
    try connection.begin()
    defer { connection.rollBack() }
    return try body(connection)
  }

  /// Writes as ``write(_:)`` does, but waits up to 20 ms for somebody else's commit to share.
  ///
  /// For what nobody waits for: no thread is woken for it alone.
  @discardableResult
  package nonisolated func writeSoon<Value: Sendable>(
    _ body: @escaping @Sendable (Connection) throws(DatabaseError) -> Value
  ) async throws(DatabaseError) -> Value {
    guard reading != nil else { return try await write(body) }
    let outcome: Result<Value, DatabaseError> = await withCheckedContinuation { continuation in
      follow { (database, group) in
        let value: Result<Value, DatabaseError>
        do throws(DatabaseError) { value = .success(try database.part(body, of: group)) } catch {
          value = .failure(error)
        }
        group.atEnd { end in continuation.resume(returning: end.flatMap { value }) }
      }
    }
    return try outcome.get()
  }

  private static let patience = Duration.milliseconds(20)

  private nonisolated func follow(
    _ work: @escaping @Sendable (isolated Database, CommitGroup) -> Void
  ) {
    let isAlarmSet = followers.withLock { followers in
      followers.waiting.append(work)
      defer { followers.isAlarmSet = true }
      return followers.isAlarmSet
    }
    guard !isAlarmSet else { return }
    Task {
      try? await Task.sleep(for: Self.patience)
      await self.writeFollowers()
    }
  }

  /// Writes what waits where nobody writes who takes it along.
  private func writeFollowers() async {
    let isNeeded = followers.withLock { followers in
      followers.isAlarmSet = false
      return !followers.waiting.isEmpty
    }
    guard isNeeded, group == nil else { return }
    do throws(DatabaseError) { try await write { _ in } } catch {
      // Those who were not even begun are told, too.
      let group = CommitGroup()
      group.fault = error
      for follower in followers.withLock({ $0.takeAll() }) { follower(self, group) }
      group.resume(with: .failure(error))
    }
  }

  private func part<Value>(
    _ body: (Connection) throws(DatabaseError) -> Value,
    of group: CommitGroup
  ) throws(DatabaseError) -> Value {
    if let fault = group.fault { throw fault }
    do throws(DatabaseError) { return try connection.savepoint(body) } catch {
      // A full disk ends the whole transaction, and with it what others wrote.
      if !connection.isInTransaction { group.fault = error }
      throw error
    }
  }

  /// Looks through the whole file for damage, see ``Connection/check()``; nobody waits for it but the caller.
  package nonisolated func check() async throws(DatabaseError) {
    guard reading != nil else { return }
    try await ReadingDatabase(path: path, label: "rakel.database.aside").check()
  }

  /// Writes the log into the file and empties it, so that what was deleted is in neither; false where somebody who reads
  /// or writes just now keeps it from that.
  package nonisolated func emptyLog() async throws(DatabaseError) -> Bool {
    guard reading != nil else { return true }
    return try await ReadingDatabase(path: path, label: "rakel.database.aside").emptyLog()
  }

  private func finish(_ group: CommitGroup) throws(DatabaseError) {
    self.group = nil
    do throws(DatabaseError) {
      if let fault = group.fault { throw fault }
      try connection.commit()
      group.resume(with: .success(()))
    } catch {
      group.resume(with: .failure(error))
      throw error
    }
  }
}

/// What shares one commit; used from the database's thread only.
private final class CommitGroup {
  private var waiting: [(Result<Void, DatabaseError>) -> Void] = []
  /// Why nothing of it can be kept; nil while it can.
  var fault: DatabaseError?

  /// Waits until all of it has been kept, or none.
  func end(isolation: isolated (any Actor)? = #isolation) async -> Result<Void, DatabaseError> {
    await withCheckedContinuation { continuation in
      atEnd { continuation.resume(returning: $0) }
    }
  }

  /// Has `work` done when all of it has been kept, or none.
  func atEnd(_ work: @escaping (Result<Void, DatabaseError>) -> Void) { waiting.append(work) }

  func resume(with result: Result<Void, DatabaseError>) {
    for work in waiting { work(result) }
    waiting = []
  }
}

/// A connection that reads, on a thread of its own: what takes long has one aside from that of everybody.
private actor ReadingDatabase {
  private let thread: DatabaseThread
  private let connection: Connection

  nonisolated var unownedExecutor: UnownedSerialExecutor {
    unsafe thread.asUnownedSerialExecutor()
  }

  init(path: String, label: String = "rakel.database.reading") throws(DatabaseError) {
    thread = DatabaseThread(label)
    connection = try Connection(reading: path)
  }

  func check() throws(DatabaseError) { try connection.check() }

  func emptyLog() throws(DatabaseError) -> Bool { try connection.emptyLog() }

  func read<Value: Sendable>(
    _ body: @Sendable (Connection) throws(DatabaseError) -> Value
  ) throws(DatabaseError) -> Value {
    try connection.snapshot(body)
  }
}

/// A serial executor over one dispatch queue (`DispatchSerialQueue` is missing on Linux).
private final class DatabaseThread: SerialExecutor {
  private let queue: DispatchQueue

  init(_ label: String) { queue = DispatchQueue(label: label) }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let executor = unsafe asUnownedSerialExecutor()
    queue.async { unsafe job.runSynchronously(on: executor) }
  }

  /// Lets everything that is in line now go first.
  func passLine() async {
    await withCheckedContinuation { continuation in queue.async { continuation.resume() } }
  }
}
