internal import Foundation

/// A text for libmicrohttpd that stays where it is as long as somebody holds it.
///
/// Safe: the bytes are its own, are never changed, and are freed once.
@safe
final class PEM: Sendable {
  nonisolated(unsafe) let pointer: UnsafeMutablePointer<CChar>

  /// What is spoken: TLS 1.2 and 1.3 (RFC 9325 §3.1.1).
  static let priorities = PEM(text: "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2")

  /// Reads a file.
  convenience init(_ path: String) throws(ServerError) {
    guard let data = FileManager.default.contents(atPath: path), data.count < 1 << 20 else {
      throw .file(path)
    }
    self.init(text: String(decoding: data, as: UTF8.self))
  }

  private init(text: String) {
    let bytes = text.utf8CString
    unsafe pointer = .allocate(capacity: bytes.count)
    unsafe bytes.withUnsafeBufferPointer { bytes in
      if let start = bytes.baseAddress {
        unsafe pointer.initialize(from: start, count: bytes.count)
      }
    }
  }

  deinit { unsafe pointer.deallocate() }
}
