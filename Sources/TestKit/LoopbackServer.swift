internal import Foundation
internal import Synchronization

/// A server on this machine's own address that does with each connection exactly what a test says, well-behaved or not.
///
/// A connection has a thread of its own, so a test may block there.
package final class LoopbackServer: Sendable {
  /// Where it listens, on 127.0.0.1.
  package let port: Int
  private let listener: Int32
  private let accepted = Atomic<Int>(0)

  /// How many connections there have been.
  package var connections: Int { accepted.load(ordering: .relaxed) }

  /// Serves every connection with `serve`, and closes it when that returns.
  package init(_ serve: @escaping @Sendable (LoopbackConnection) -> Void) throws {
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listener = listener
    let bound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        unsafe bind(listener, address, size) == 0 && listen(listener, 128) == 0
          && getsockname(listener, address, &size) == 0
      }
    }
    port = Int(UInt16(bigEndian: address.sin_port))
    guard bound else { throw CocoaError(.featureUnsupported) }
    Thread { [weak self] in
      while true {
        let descriptor = accept(listener, nil, nil)
        guard descriptor >= 0 else { break }
        self?.accepted.add(1, ordering: .relaxed)
        Thread { serve(LoopbackConnection(descriptor)) }.start()
      }
      close(listener)
    }.start()
  }

  /// Answers every request of every connection.
  package convenience init(
    answering answer: @escaping @Sendable (LoopbackRequest) -> String
  ) throws {
    try self.init { connection in
      while let request = connection.request(), connection.write(answer(request)) {}
    }
  }

  deinit { shutdown(listener, Int32(SHUT_RDWR)) }
}

/// One request as it came.
package struct LoopbackRequest: Sendable {
  /// The request line and the header lines.
  package let head: [String]
  package let body: String

  /// The value of a header, by its name in any case.
  package func header(_ name: String) -> String? {
    let prefix = name.lowercased() + ":"
    let line = head.dropFirst().first { $0.lowercased().hasPrefix(prefix) }
    return line?.dropFirst(prefix.count).trimmingCharacters(in: .whitespaces)
  }
}

/// One connection to a ``LoopbackServer``, for one thread.
package final class LoopbackConnection {
  private let descriptor: Int32
  private var buffer: [UInt8] = []

  init(_ descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  /// Reads a request, its body by its `Content-Length`; nil where the other side has closed.
  package func request() -> LoopbackRequest? {
    let blank = Array("\r\n\r\n".utf8)
    while true {
      if let end = buffer.firstRange(of: blank) {
        let head = String(decoding: buffer[..<end.lowerBound], as: UTF8.self)
          .components(separatedBy: "\r\n")
        buffer.removeFirst(end.upperBound)
        let length = LoopbackRequest(head: head, body: "").header("content-length")
        let body = take(length.flatMap { Int($0) } ?? 0)
        return body.map { LoopbackRequest(head: head, body: $0) }
      }
      guard fill() else { return nil }
    }
  }

  /// Writes it; false where the other side has closed.
  @discardableResult
  package func write(_ text: String) -> Bool { write(Array(text.utf8)) }

  /// Writes it; false where the other side has closed.
  @discardableResult
  package func write(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { bytes in
        unsafe send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      rest.removeFirst(count)
    }
    return true
  }

  /// Waits until the other side closes, whatever it still sends.
  package func waitForEnd() { while fill() { buffer = [] } }

  private func take(_ count: Int) -> String? {
    while buffer.count < count { guard fill() else { return nil } }
    defer { buffer.removeFirst(count) }
    return String(decoding: buffer[..<count], as: UTF8.self)
  }

  private func fill() -> Bool {
    var bytes = [UInt8](repeating: 0, count: 16 << 10)
    let count = unsafe recv(descriptor, &bytes, bytes.count, 0)
    guard count > 0 else { return false }
    buffer += bytes[..<count]
    return true
  }
}
