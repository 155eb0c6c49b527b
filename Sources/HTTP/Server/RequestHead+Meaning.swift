extension RequestHead {
  /// How the end of the body is found.
  enum BodyEnd: Sendable, Hashable {
    /// After so many bytes.
    case bytes(Int)
    /// After the last chunk (RFC 9112 §7.1).
    case lastChunk
  }

  /// Where the body ends (RFC 9112 §6.3), where there is one way only to say so.
  func bodyEnd(atMost limit: Int) throws(RequestFault) -> BodyEnd {
    let lengths = headers.values(of: .contentLength)
    let encodings = headers.values(of: .transferEncoding)
    if !encodings.isEmpty {
      // HTTP/1.0 does not know it (RFC 9112 §6.1).
      guard version == .http11, encodings.count == 1, encodings[0].lowercased() == "chunked" else {
        throw .encoding
      }
      guard lengths.isEmpty else { throw .length }
      return .lastChunk
    }
    guard let length = lengths.first else { return .bytes(0) }
    guard lengths.count == 1, length.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      !length.isEmpty
    else { throw .length }
    // More digits than fit are too many bytes.
    guard let bytes = Int(length), bytes <= limit else { throw .bodyTooLarge }
    return .bytes(bytes)
  }

  /// Makes sure that nothing is expected but what everybody does (RFC 9110 §10.1.1).
  func checkExpectation() throws(RequestFault) {
    let expectations = headers.values(of: .expect)
    guard expectations.allSatisfy({ $0.lowercased() == "100-continue" }), expectations.count <= 1
    else { throw .expectation }
  }

  /// What is asked for (RFC 9112 §3.3): the target, on the host that `Host` names.
  ///
  /// - Parameters:
  ///   - target: In origin-form or absolute-form; the others (`*`, `host:port`) are no faults of the client, but there is
  ///     nothing here that they could mean.
  ///   - fallback: Where HTTP/1.0 may do without `Host`.
  ///   - known: The origin of the request before on the same connection, and the `Host` that it was read from.
  func address(
    target: String,
    scheme: Origin.Scheme,
    fallback: Origin,
    known: inout (host: String, origin: Origin)?
  ) throws(RequestFault) -> WebAddress {
    let hosts = headers.values(of: .host)
    guard hosts.count == 1 || (hosts.isEmpty && version == .http10) else { throw .host }
    var origin = fallback
    if let host = hosts.first {
      if let known, known.host == host, known.origin.scheme == scheme {
        origin = known.origin
      } else {
        guard let named = Self.origin(scheme, host) else { throw .host }
        origin = named
        known = (host, named)
      }
    }
    if target.utf8.first == UInt8(ascii: "/") {
      guard let address = WebAddress(origin, target: target) else { throw .target }
      return address
    }
    // Proxies are sent the whole address. `Host` says the same (RFC 9112 §3.2.2), or somebody plays a trick.
    guard !target.utf8.contains(UInt8(ascii: "#")), let address = WebAddress(target),
      hosts.isEmpty || address.origin.host == origin.host
    else { throw .target }
    return address
  }

  private static func origin(_ scheme: Origin.Scheme, _ host: String) -> Origin? {
    // What ends a host in an address must not stand in it here.
    guard host.utf8.allSatisfy({ $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") }),
      !host.utf8.contains(UInt8(ascii: "#"))
    else { return nil }
    return WebAddress("\(scheme.rawValue)://\(host)")?.origin
  }
}
