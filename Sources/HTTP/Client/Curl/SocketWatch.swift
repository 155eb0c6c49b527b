internal import CCurl
internal import Foundation

/// What libcurl waits for, waited for by epoll: its sockets, its one timer (curl_multi_socket_action(3)), and a bell.
///
/// To move one transfer on costs the same however many there are, where curl_multi_perform(3) looks at all of them.
///
/// Safe: the descriptors are its own. Unchecked: only ``ring()`` is called from other threads than the loop's, and it
/// writes to a descriptor that stays open as long as this.
@safe
final class SocketWatch: @unchecked Sendable {
  /// A socket on which something has happened, and what, in libcurl's bits.
  struct Event {
    var socket: Int32
    var bits: Int32
  }

  private let poll: Int32
  private let bell: Int32
  private var watched: Set<Int32> = []
  /// When libcurl wants to be called though nothing has happened; nil for never.
  private var due: ContinuousClock.Instant?

  /// The longest wait, in milliseconds; who is rung for is woken.
  private static let longest = 60_000
  private static let mostEvents = 64

  init() {
    poll = epoll_create1(Int32(EPOLL_CLOEXEC))
    bell = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
    precondition(poll >= 0 && bell >= 0, "there are no descriptors left for HTTP")
    control(EPOLL_CTL_ADD, bell, EPOLLIN.rawValue)
  }

  deinit {
    close(poll)
    close(bell)
  }

  /// Ends the wait of the loop's thread.
  func ring() {
    var one: UInt64 = 1
    // Full only where it has been rung for and nobody has come yet.
    _ = unsafe write(bell, &one, 8)
  }

  /// Waits until something has happened, the timer is due, or somebody rings.
  func wait() -> [Event] {
    let room = unsafe epoll_event(events: 0, data: epoll_data_t(u64: 0))
    return unsafe withUnsafeTemporaryAllocation(of: epoll_event.self, capacity: Self.mostEvents) {
      events in
      unsafe events.initialize(repeating: room)
      let count = unsafe epoll_wait(
        poll,
        events.baseAddress,
        Int32(Self.mostEvents),
        Int32(milliseconds)
      )
      return unsafe events.prefix(max(0, Int(count))).compactMap { unsafe event($0) }
    }
  }

  /// Whether the timer is due; it is then over.
  func takeTimer() -> Bool {
    guard let due, due <= .now else { return false }
    self.due = nil
    return true
  }

  /// Looks out for what libcurl wants of a socket (`CURL_POLL_IN` and the others).
  func watch(_ socket: Int32, for what: Int32) {
    guard what != CURL_POLL_REMOVE else {
      if watched.remove(socket) != nil { control(EPOLL_CTL_DEL, socket, 0) }
      return
    }
    let bits =
      (what & CURL_POLL_IN != 0 ? EPOLLIN.rawValue : 0)
      | (what & CURL_POLL_OUT != 0 ? EPOLLOUT.rawValue : 0)
    control(watched.insert(socket).inserted ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, socket, bits)
  }

  /// Sets the timer; less than 0 for none.
  func setTimer(_ milliseconds: Int) {
    due = milliseconds < 0 ? nil : .now + .milliseconds(milliseconds)
  }

  private var milliseconds: Int {
    guard let due else { return Self.longest }
    let left = (due - .now) / .milliseconds(1)
    return left <= 0 ? 0 : min(Int(left.rounded(.up)), Self.longest)
  }

  private func event(_ event: epoll_event) -> Event? {
    let socket = unsafe event.data.fd
    guard socket != bell else {
      var count: UInt64 = 0
      _ = unsafe read(bell, &count, 8)
      return nil
    }
    var bits: Int32 = 0
    if unsafe event.events & EPOLLIN.rawValue != 0 { bits |= CURL_CSELECT_IN }
    if unsafe event.events & EPOLLOUT.rawValue != 0 { bits |= CURL_CSELECT_OUT }
    if unsafe event.events & (EPOLLERR.rawValue | EPOLLHUP.rawValue) != 0 {
      bits |= CURL_CSELECT_ERR
    }
    return Event(socket: socket, bits: bits)
  }

  private func control(_ operation: Int32, _ socket: Int32, _ bits: UInt32) {
    var event = unsafe epoll_event(events: bits, data: epoll_data_t(fd: socket))
    // A socket that is closed already is watched no more.
    _ = unsafe epoll_ctl(poll, operation, socket, &event)
  }
}
