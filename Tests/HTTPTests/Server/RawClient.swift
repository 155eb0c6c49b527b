import Foundation
import Synchronization

/// A client that sends exactly the bytes it is given, well-formed or not.
///
/// What waits does so on a thread of its own: the few that tests run on are needed for the answers.
final class RawClient: Sendable {
  private let descriptor: Int32
  private let buffer = Mutex<[UInt8]>([])

  /// What came back: the status, the header lines in lower case, the body.
  struct Answer: Sendable {
    var status: Int
    var headers: [String]
    var body: String

    func header(_ name: String) -> String? {
      let line = headers.first { $0.hasPrefix(name + ":") }
      return line?.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces)
    }
  }

  /// - Parameter source: the address to come from; nil for the system's choice.
  init(port: Int, address: String = "127.0.0.1", source: String? = nil) throws {
    descriptor = socket(
      address.contains(":") ? AF_INET6 : AF_INET,
      Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue),
      0
    )
    // Nothing here takes so long; a test that waits for what never comes fails.
    var limit = timeval(tv_sec: 10, tv_usec: 0)
    unsafe setsockopt(
      descriptor,
      SOL_SOCKET,
      SO_RCVTIMEO,
      &limit,
      UInt32(MemoryLayout<timeval>.size)
    )
    let isBound = source.map { unsafe Self.call(bind, descriptor, $0, port: 0) } ?? true
    guard isBound, unsafe Self.call(connect, descriptor, address, port: port) else {
      throw CocoaError(.fileReadUnknown)
    }
  }

  deinit { close(descriptor) }

  private static func call(
    _ function: (Int32, UnsafePointer<sockaddr>, UInt32) -> Int32,
    _ descriptor: Int32,
    _ address: String,
    port: Int
  ) -> Bool {
    var bytes = [UInt8](repeating: 0, count: address.contains(":") ? 28 : 16)
    bytes[0] = UInt8(address.contains(":") ? AF_INET6 : AF_INET)
    bytes[2] = UInt8(port >> 8)
    bytes[3] = UInt8(port & 0xFF)
    var host = [UInt8](repeating: 0, count: 16)
    guard unsafe inet_pton(Int32(bytes[0]), address, &host) == 1 else { return false }
    if address.contains(":") {
      bytes.replaceSubrange(8..<24, with: host)
    } else {
      bytes.replaceSubrange(4..<8, with: host.prefix(4))
    }
    return unsafe bytes.withUnsafeBytes { bytes in
      guard let start = unsafe bytes.bindMemory(to: sockaddr.self).baseAddress else { return false }
      return unsafe function(descriptor, start, UInt32(bytes.count)) == 0
    }
  }

  /// Sends what fits; false where the other side has closed.
  @discardableResult
  func send(_ text: String) -> Bool { send(Array(text.utf8)) }

  @discardableResult
  func send(_ bytes: [UInt8]) -> Bool {
    unsafe Foundation.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
  }

  /// Sends no more, but still reads.
  func endSending() { shutdown(descriptor, Int32(SHUT_WR)) }

  /// Closes as one that has died does.
  func abandon() { shutdown(descriptor, Int32(SHUT_RDWR)) }

  /// Waits for an answer; nil where the other side closes before it is whole.
  ///
  /// - Parameter hasBody: false for an answer to HEAD.
  func answer(hasBody: Bool = true) async -> Answer? {
    await Self.waiting {
      while true {
        if let answer = self.take(hasBody: hasBody) { return answer }
        guard self.fill() else { return nil }
      }
    }
  }

  /// Waits for the other side to close; what it has said before, nil where it does not close.
  func rest() async -> String? {
    await Self.waiting {
      while self.fill() {}
      let hasEnded = errno != EAGAIN && errno != EWOULDBLOCK
      return hasEnded ? self.buffer.withLock { String(decoding: $0, as: UTF8.self) } : nil
    }
  }

  private func take(hasBody: Bool) -> Answer? {
    buffer.withLock { buffer in
      guard let end = buffer.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
      let head = String(decoding: buffer[..<end.lowerBound], as: UTF8.self)
      let lines = head.components(separatedBy: "\r\n")
      let status = lines[0].split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
      var answer = Answer(
        status: status,
        headers: lines.dropFirst().map { $0.lowercased() },
        body: ""
      )
      let length = hasBody ? answer.header("content-length").flatMap { Int($0) } ?? 0 : 0
      guard buffer.count - end.upperBound >= length else { return nil }
      answer.body = String(
        decoding: buffer[end.upperBound..<(end.upperBound + length)],
        as: UTF8.self
      )
      buffer.removeFirst(end.upperBound + length)
      return answer
    }
  }

  private func fill() -> Bool {
    var bytes = [UInt8](repeating: 0, count: 16 << 10)
    errno = 0
    let count = unsafe recv(descriptor, &bytes, bytes.count, 0)
    guard count > 0 else { return false }
    buffer.withLock { $0 += bytes[..<count] }
    return true
  }

  static func waiting<Value: Sendable>(
    _ body: @escaping @Sendable () -> Value
  ) async -> Value {
    await withCheckedContinuation { continuation in
      Thread { continuation.resume(returning: body()) }.start()
    }
  }
}
