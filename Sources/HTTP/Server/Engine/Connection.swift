internal import CMicrohttpd

/// A connection as libmicrohttpd has it.
///
/// Safe: it lives from its first callback until its last, and while it is suspended; nobody asks it anything at other
/// times.
@safe
struct Connection: Sendable {
  // All that other threads do is to resume it, which libmicrohttpd allows.
  nonisolated(unsafe) let pointer: OpaquePointer

  init(_ pointer: OpaquePointer) { unsafe self.pointer = pointer }

  /// The head, from the method to the empty line, as libmicrohttpd has left it in its buffer.
  ///
  /// Nil where there is none yet.
  /// - Parameter method: where libmicrohttpd says the method is, which is where it has read the head.
  func head(from method: UnsafePointer<CChar>) -> [UInt8]? {
    guard let info = unsafe rakel_mhd_info(pointer, .CONNECTION_INFO_REQUEST_HEADER_SIZE) else {
      return nil
    }
    return unsafe Array(UnsafeRawBufferPointer(start: method, count: info.pointee.header_size))
  }

  /// How many header fields libmicrohttpd has found.
  var fieldCount: Int {
    unsafe Int(MHD_get_connection_values(pointer, .HEADER_KIND, nil, nil))
  }

  func suspend() { unsafe MHD_suspend_connection(pointer) }

  func resume() { unsafe MHD_resume_connection(pointer) }
}
