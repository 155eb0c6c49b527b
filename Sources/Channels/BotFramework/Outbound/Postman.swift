package import Foundation
package import Ground
package import Messaging
package import Storage
package import Telemetry

/// Delivers the outbox over the Bot Framework: in each place one message after the other, and no place waits for another.
///
/// A message is marked as delivered after the channel has said so, and before the next is sent in its place. When the
/// process is killed between the two, the message is sent again, which the protocol cannot tell apart; nothing else is
/// lost or said twice. What is to be tried again stands in the outbox with its time, so a new process goes on where this
/// one stopped.
package actor Postman {
  /// Puts it on somebody's list that a user cannot be reached; in the transaction in which that becomes known.
  package typealias Unreachable =
    @Sendable (_ user: String, _ reason: GivenUp, _ connection: Connection) throws(DatabaseError) ->
    Void
  /// Gives a message its last words, such as the choices of the question that it asks; nil for what cannot be read.
  package typealias Finish =
    @Sendable (_ letter: Letter, _ connection: Connection) throws(DatabaseError) -> OutgoingMessage?

  let database: Database
  let client: ConnectorClient
  let clock: any TimeSource
  let log: Log
  let metrics: Metrics
  let settings: PostmanSettings
  let finish: Finish
  let unreachable: Unreachable

  nonisolated let mailbox = Mailbox()
  /// The places where something is on its way, or next.
  var lanes: [String: Lane] = [:]
  /// Those of them that wait for a sending to end, first come first served.
  var ready: ArraySlice<String> = []
  var waits = Waits()
  var held = HeldNumbers()
  var paces: [String: Pace] = [:]
  var tenantPaces: [String: Pace] = [:]
  /// The moment that a tenant's pace gives to a place that waits for it.
  var admissions: [String: Int] = [:]
  /// How many lanes are being worked on.
  var running = 0
  /// The places whose last sending got no answer, and those of them that are being worked on.
  var silent: Set<String> = []
  private var runningSilent: Set<String> = []
  var isStopping = false
  var generator: SeededGenerator
  private var isRecovered = false
  /// Whether ``run()`` is there to be woken.
  private var isListening = false
  private var idlers: [CheckedContinuation<Void, Never>] = []
  private var alarm: (moment: Int, task: Task<Void, Never>)?
  private var latest = Int.min
  private var tidied = Int.min

  /// How many users' messages one reading takes out of the outbox.
  private static let usersAtOnce = 64
  /// How many messages of one place are in memory.
  static let lettersAtOnce = 8

  /// - Parameters:
  ///   - finish: Takes part in the reading of the outbox, for each message; leaves it as it is unless told otherwise.
  ///   - unreachable: Called once per user and day.
  package init(
    database: Database,
    client: ConnectorClient,
    clock: any TimeSource,
    log: Log = .none,
    metrics: Metrics = Metrics(),
    settings: PostmanSettings = PostmanSettings(),
    seed: UInt64 = .random(in: 0...UInt64.max),
    finish: @escaping Finish = { (letter, _) in letter.message },
    unreachable: @escaping Unreachable
  ) {
    self.database = database
    self.client = client
    self.clock = clock
    self.log = log
    self.metrics = metrics
    self.settings = settings
    self.finish = finish
    self.unreachable = unreachable
    generator = SeededGenerator(seed: seed)
  }

  /// Says that something has been committed for a user; it is looked at soon, once for many callers.
  package nonisolated func notify(user: String) { mailbox.add(user) }

  /// Says that something may have been committed for anybody, as flows do that go on by themselves.
  package nonisolated func notifyAll() { mailbox.addAll() }

  /// Delivers until the task is cancelled; then what is on its way arrives and is marked.
  ///
  /// It begins with all that the outbox holds. To be called once.
  package func run() async {
    let wakes = mailbox.wakes()
    isListening = true
    mailbox.wake()
    for await _ in wakes {
      await pass()
      setAlarm()
    }
    (isStopping, isListening) = (true, false)
    alarm?.task.cancel()
    await rest()
  }

  /// Delivers what can be delivered now, and gives the time when there is more to do; nil for never.
  ///
  /// For tests and for commands; not beside ``run()``.
  @discardableResult
  package func settle() async -> Date? {
    repeat {
      await pass()
      await rest()
    } while !mailbox.isEmpty
    return waits.next.map(Date.init(milliseconds:))
  }

  /// The time now, in milliseconds since 1970.
  func moment() -> Int {
    let now = clock.now().milliseconds
    if now + 1_000 < latest {
      // Moments of a clock that has been set back are in a future that may be far away.
      (paces, tenantPaces, admissions, tidied) = ([:], [:], [:], now)
      waits.hasten(to: now)
    }
    latest = now
    if now >= tidied + 60_000 { tidy(now) }
    return now
  }

  /// Takes out of the outbox what can be taken on, and sets to work.
  private func pass() async {
    for user in waits.takeDue(at: moment()) { mailbox.add(user) }
    guard !held.isReading else { return }
    if mailbox.takeAll() { isRecovered = false }
    if !isRecovered { isRecovered = await recover() }
    while ready.count < settings.sendingsAtOnce {
      let users = mailbox.take(Self.usersAtOnce)
      guard !users.isEmpty else { break }
      await read(for: users)
      start()
    }
  }

  /// Sets to work on the lanes that are ready, as many as may be at once.
  func start() {
    while running < settings.sendingsAtOnce, !isStopping, let place = takeReady() {
      running += 1
      if silent.contains(place) { runningSilent.insert(place) }
      // Tasks of their own: what is on its way when this one is cancelled is to arrive and be marked.
      Task { await carry(place) }
    }
  }

  /// The next lane; those that got no answer share a quarter of what may be on its way at once, so that a connector that
  /// hangs holds up nobody else.
  private func takeReady() -> String? {
    let isFull = runningSilent.count >= max(1, settings.sendingsAtOnce / 4)
    guard let next = ready.firstIndex(where: { !isFull || !silent.contains($0) }) else {
      return nil
    }
    return ready.remove(at: next)
  }

  /// Takes note that a lane is done with for now.
  func noteEnd(of place: String) {
    running -= 1
    runningSilent.remove(place)
    start()
    if !mailbox.isEmpty { mailbox.wake() }
    setAlarm()
    guard running == 0 else { return }
    for idler in idlers { idler.resume() }
    idlers = []
  }

  /// Waits until nothing is on its way.
  private func rest() async {
    guard running > 0 else { return }
    await withCheckedContinuation { idlers.append($0) }
  }

  /// Wakes this up when the next wait is over; at least once a minute, lest a clock that is set makes it oversleep.
  private func setAlarm() {
    guard isListening, let next = waits.next, next < alarm?.moment ?? Int.max else { return }
    alarm?.task.cancel()
    let now = moment()
    let wait = min(max(next - now, 1), 60_000)
    let task = Task {
      // A cancelled alarm wakes nobody.
      guard (try? await Task.sleep(for: .milliseconds(wait))) != nil else { return }
      self.ring()
    }
    alarm = (now + wait, task)
  }

  private func ring() {
    alarm = nil
    mailbox.wake()
  }

  private func tidy(_ now: Int) {
    tidied = now
    paces = paces.filter { !$0.value.isForgotten(at: now) }
    tenantPaces = tenantPaces.filter { !$0.value.isForgotten(at: now) }
    admissions = admissions.filter { $0.value > now - 60_000 }
  }
}
