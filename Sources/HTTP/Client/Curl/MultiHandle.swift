internal import CCurl

/// libcurl's handle of many transfers.
///
/// Safe: the pointer is its own. Unchecked: of its functions only `curl_multi_wakeup` may be called from any thread (curl_multi_wakeup(3)), and it is
/// the only one that others than the loop's thread call.
@safe
final class MultiHandle: @unchecked Sendable {
  let pointer: UnsafeMutableRawPointer

  init() {
    precondition(Self.isReady, "libcurl could not be started")
    guard let pointer = unsafe curl_multi_init() else {
      preconditionFailure("libcurl had no memory for a handle")
    }
    unsafe self.pointer = pointer
  }

  /// Closes the connections; the handle is not to be used afterwards.
  func close() { unsafe curl_multi_cleanup(pointer) }

  /// Ends the wait of the loop's thread.
  func wake() { unsafe curl_multi_wakeup(pointer) }

  /// Once for the process.
  private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
}
