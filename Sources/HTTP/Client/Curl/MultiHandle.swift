internal import CCurl

/// libcurl's handle of many transfers.
///
/// Safe: the pointer is its own. Unchecked: only ``wake()`` is called from other threads than the loop's, and it does not
/// touch the pointer.
@safe
final class MultiHandle: @unchecked Sendable {
  let pointer: UnsafeMutableRawPointer
  private let sockets = SocketWatch()

  init() {
    precondition(Self.isReady, "libcurl could not be started")
    guard let pointer = unsafe curl_multi_init() else {
      preconditionFailure("libcurl had no memory for a handle")
    }
    unsafe self.pointer = pointer
    // Unretained: it lives as long as this, and is not called after `close`.
    let status = unsafe rakel_curl_multi_watch(
      pointer,
      MultiHandle.watchSocket,
      MultiHandle.setTimer,
      Unmanaged.passUnretained(sockets).toOpaque()
    )
    precondition(status == CURLM_OK, "libcurl cannot be waited for")
  }

  /// Closes the connections; the handle is not to be used afterwards.
  func close() { unsafe curl_multi_cleanup(pointer) }

  /// Ends the wait of the loop's thread.
  func wake() { sockets.ring() }

  /// Waits until something can be moved on, or somebody wakes it, and moves that on.
  func step() {
    var running: Int32 = 0
    for event in sockets.wait() {
      unsafe curl_multi_socket_action(pointer, event.socket, event.bits, &running)
    }
    guard sockets.takeTimer() else { return }
    unsafe curl_multi_socket_action(pointer, CURL_SOCKET_TIMEOUT, 0, &running)
  }

  private static let watchSocket: curl_socket_callback = { _, socket, what, context, _ in
    guard let context = unsafe context else { return 0 }
    unsafe Unmanaged<SocketWatch>.fromOpaque(context).takeUnretainedValue()
      .watch(socket, for: what)
    return 0
  }

  private static let setTimer: curl_multi_timer_callback = { _, milliseconds, context in
    guard let context = unsafe context else { return 0 }
    unsafe Unmanaged<SocketWatch>.fromOpaque(context).takeUnretainedValue()
      .setTimer(milliseconds)
    return 0
  }

  /// Once for the process.
  private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
}
