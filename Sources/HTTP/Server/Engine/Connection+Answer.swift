internal import CMicrohttpd

extension Connection {
  /// Sends the response; false where there is no memory for it.
  ///
  /// libmicrohttpd adds `Date` and `Content-Length`, and leaves out the body where there must be none.
  func queue(_ response: Response, closes: Bool) -> Bool {
    // 1xx is no answer that could end an call.
    let code = response.status.code < 200 ? Status.internalError.code : response.status.code
    let made = unsafe response.body.withUnsafeBytes { bytes in
      // It copies, and does not change them; the type is of times before `const`.
      unsafe MHD_create_response_from_buffer(
        bytes.count,
        UnsafeMutableRawPointer(mutating: bytes.baseAddress),
        .RESPMEM_MUST_COPY
      )
    }
    guard let made = unsafe made else { return false }
    defer { unsafe MHD_destroy_response(made) }
    for field in response.headers.fields where !field.name.isFraming {
      guard unsafe MHD_add_response_header(made, field.name.description, field.value) == .YES else {
        return false
      }
    }
    unsafe MHD_add_response_header(made, "x-content-type-options", "nosniff")
    if response.headers[.cacheControl] == nil {
      unsafe MHD_add_response_header(made, "cache-control", "no-store")
    }
    if closes { unsafe MHD_add_response_header(made, "connection", "close") }
    return unsafe MHD_queue_response(pointer, UInt32(code), made) == .YES
  }
}
