internal import Foundation

/// A socket that takes connections.
final class Listener: Sendable {
  /// Where it listens; the system's choice where 0 was asked for.
  let port: Int
  let descriptor: Int32

  /// - Parameter host: An address in figures, also in brackets, or `localhost`. `::` takes both versions.
  init(host: String, port: Int) throws(ServerError) {
    let text = host == "localhost" ? "127.0.0.1" : host.trimmingCharacters(in: ["[", "]"])
    guard (0...65_535).contains(port), let address = NetworkAddress(text) else {
      throw .address(host)
    }
    let bytes = Self.socketAddress(address, port: port)
    let family = address.isVersion4 ? AF_INET : AF_INET6
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    let descriptor = socket(family, kind, 0)
    guard descriptor >= 0, Self.listen(descriptor, at: bytes, isVersion4: address.isVersion4) else {
      let code = errno
      if descriptor >= 0 { close(descriptor) }
      throw .listening(host: host, port: port, code: code)
    }
    self.descriptor = descriptor
    self.port = Self.port(of: descriptor)
  }

  deinit { close(descriptor) }

  /// Takes no more connections, and drops those that nobody has taken yet.
  func end() { shutdown(descriptor, Int32(SHUT_RDWR)) }

  private static func listen(_ descriptor: Int32, at address: [UInt8], isVersion4: Bool) -> Bool {
    set(descriptor, SOL_SOCKET, SO_REUSEADDR, 1)
    // `::` is for version 4, too; every other address of version 6 is for itself.
    if !isVersion4 { set(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, 0) }
    return unsafe address.withUnsafeBytes { bytes in
      guard let start = unsafe bytes.bindMemory(to: sockaddr.self).baseAddress else { return false }
      return unsafe bind(descriptor, start, socklen_t(bytes.count)) == 0
        && Foundation.listen(descriptor, 1_024) == 0
    }
  }

  private static func set(_ descriptor: Int32, _ level: Int32, _ option: Int32, _ value: Int32) {
    var value = value
    unsafe setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
  }

  /// The bytes of a `sockaddr_in` or `sockaddr_in6`.
  private static func socketAddress(_ address: NetworkAddress, port: Int) -> [UInt8] {
    let portBytes = [UInt8(port >> 8), UInt8(port & 0xFF)]
    if address.isVersion4 {
      return [UInt8(AF_INET), 0] + portBytes + address.bytes.suffix(4)
        + Array(repeating: 0, count: 8)
    }
    return [UInt8(AF_INET6), 0] + portBytes + [0, 0, 0, 0] + address.bytes + [0, 0, 0, 0]
  }

  private static func port(of descriptor: Int32) -> Int {
    var address = sockaddr_storage()
    var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
    return unsafe withUnsafeMutableBytes(of: &address) { bytes in
      guard let start = unsafe bytes.bindMemory(to: sockaddr.self).baseAddress,
        unsafe getsockname(descriptor, start, &size) == 0
      else { return 0 }
      // The port is in the same place in both families.
      return unsafe Int(bytes[2]) << 8 | Int(bytes[3])
    }
  }
}
