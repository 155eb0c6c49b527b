/// Finds out whom a request comes from, with proxies in between.
///
/// Anybody can send `X-Forwarded-For`. So it is believed only where the connection comes from a trusted proxy, and from
/// the right, as far as the proxies there are trusted: the first that is not is the client.
struct Forwarding: Sendable {
  var trusted: [AddressRange]

  func trusts(_ address: NetworkAddress) -> Bool { trusted.contains { $0.contains(address) } }

  /// The client of a request that came over a connection from `address`.
  func peer(of headers: Headers, over address: NetworkAddress, isSecure: Bool) -> Peer {
    guard trusts(address) else { return Peer(address: address.description, isSecure: isSecure) }
    var client = address
    let hops = headers.values(of: .forwardedFor).flatMap { $0.split(separator: ",") }
    for hop in hops.reversed() {
      guard trusts(client), let next = Self.address(hop) else { break }
      client = next
    }
    let scheme = headers.values(of: .forwardedProtocol).last?.split(separator: ",").last
    let isSecure = scheme.map { Self.trimmed($0).lowercased() == "https" } ?? isSecure
    return Peer(address: client.description, isSecure: isSecure)
  }

  /// An address as proxies write it, some with a port: `192.0.2.7`, `192.0.2.7:4711`, `[2001:db8::7]:4711`.
  private static func address(_ hop: Substring) -> NetworkAddress? {
    let hop = trimmed(hop)
    if let address = NetworkAddress(String(hop)) { return address }
    if hop.hasPrefix("["), let end = hop.firstIndex(of: "]") {
      return NetworkAddress(String(hop[..<end].dropFirst()))
    }
    let parts = hop.split(separator: ":", omittingEmptySubsequences: false)
    return parts.count == 2 ? NetworkAddress(String(parts[0])) : nil
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var rest = text.drop { $0 == " " || $0 == "\t" }
    while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
    return rest
  }
}
