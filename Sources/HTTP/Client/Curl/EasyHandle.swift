internal import CCurl

/// libcurl's handle of one transfer.
///
/// Safe: the pointers are its own, and are freed once, when nobody holds it.
@safe
final class EasyHandle {
  private let pointer: UnsafeMutableRawPointer
  /// The header lines, which libcurl reads while it sends.
  private var lines: UnsafeMutablePointer<curl_slist>?

  init() {
    guard let pointer = unsafe curl_easy_init() else {
      preconditionFailure("libcurl had no memory for a handle")
    }
    unsafe self.pointer = pointer
    unsafe lines = nil
  }

  deinit {
    unsafe curl_easy_cleanup(pointer)
    unsafe curl_slist_free_all(lines)
  }

  /// Whether each setting was taken; false where one was not.
  private(set) var isSound = true

  func set(_ option: CURLoption, _ value: Int) {
    note(unsafe rakel_curl_set_long(pointer, option, value))
  }

  func set(_ option: CURLoption, _ text: String) {
    note(unsafe rakel_curl_set_bytes(pointer, option, text))
  }

  /// Lets libcurl do as if the text had never been set.
  func unset(_ option: CURLoption) {
    note(unsafe rakel_curl_set_bytes(pointer, option, nil))
  }

  /// Sends these bytes, which are copied.
  func set(body: [UInt8]) {
    note(unsafe rakel_curl_set_size(pointer, CURLOPT_POSTFIELDSIZE_LARGE, body.count))
    unsafe body.withUnsafeBytes { bytes in
      // An empty body has no address, and nil would mean that it is to be read from somewhere.
      if let address = bytes.baseAddress {
        note(unsafe rakel_curl_set_bytes(pointer, CURLOPT_COPYPOSTFIELDS, address))
      } else {
        note(unsafe rakel_curl_set_bytes(pointer, CURLOPT_COPYPOSTFIELDS, ""))
      }
    }
  }

  func set(headerLines: [String]) {
    for line in headerLines {
      guard let longer = unsafe curl_slist_append(lines, line) else {
        isSound = false
        return
      }
      unsafe lines = longer
    }
    note(unsafe rakel_curl_set_list(pointer, lines))
  }

  /// Gives what comes to the functions, each with `context`.
  func set(
    body: @escaping rakel_curl_sink,
    header: @escaping rakel_curl_sink,
    context: UnsafeMutableRawPointer
  ) {
    note(unsafe rakel_curl_set_sink(pointer, CURLOPT_WRITEFUNCTION, body))
    note(unsafe rakel_curl_set_sink(pointer, CURLOPT_HEADERFUNCTION, header))
    note(unsafe rakel_curl_set_pointer(pointer, CURLOPT_WRITEDATA, context))
    note(unsafe rakel_curl_set_pointer(pointer, CURLOPT_HEADERDATA, context))
  }

  /// Marks the handle with the number of its exchange.
  func set(number: Int) {
    note(
      unsafe rakel_curl_set_pointer(
        pointer,
        CURLOPT_PRIVATE,
        UnsafeMutableRawPointer(bitPattern: number)
      )
    )
  }

  /// The number that a handle was marked with.
  static func number(of handle: UnsafeMutableRawPointer?) -> Int? {
    var number: UnsafeMutableRawPointer?
    guard unsafe rakel_curl_get_pointer(handle, CURLINFO_PRIVATE, &number) == CURLE_OK else {
      return nil
    }
    return unsafe number.map { Int(bitPattern: $0) }
  }

  /// The status of the response that came last.
  var status: Int {
    var status = 0
    unsafe rakel_curl_get_long(pointer, CURLINFO_RESPONSE_CODE, &status)
    return status
  }

  func attach(to multi: UnsafeMutableRawPointer) -> Bool {
    isSound && (unsafe curl_multi_add_handle(multi, pointer)) == CURLM_OK
  }

  func detach(from multi: UnsafeMutableRawPointer) {
    unsafe curl_multi_remove_handle(multi, pointer)
  }

  /// Forgets every setting, and what was sent.
  func clear() {
    unsafe curl_easy_reset(pointer)
    unsafe curl_slist_free_all(lines)
    unsafe lines = nil
    isSound = true
  }

  private func note(_ code: CURLcode) { if code != CURLE_OK { isSound = false } }
}
