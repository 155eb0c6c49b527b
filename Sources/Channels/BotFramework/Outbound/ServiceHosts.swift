package import HTTP

/// The hosts to which the bot's token may go; an activity may name any, and who gets the token can be the bot.
package struct ServiceHosts: Sendable, Hashable {
  private let entries: [Entry]
  /// Whether `http` on this machine itself will do, as the Emulator has it.
  private let allowsHTTPOnLoopback: Bool

  private struct Entry: Hashable {
    var host: Host
    /// Nil for that of `https`.
    var port: Int?
  }

  /// Nil where an entry is neither a host of two names at least, nor this machine, nor one of them with a port.
  ///
  /// - Parameter hosts: `example.com` stands for its subdomains, too; `example.com:8443` allows that port only.
  package init?(_ hosts: [String], allowsHTTPOnLoopback: Bool = false) {
    var entries: [Entry] = []
    for text in hosts {
      guard let entry = Self.entry(text) else { return nil }
      entries.append(entry)
    }
    self.entries = entries
    self.allowsHTTPOnLoopback = allowsHTTPOnLoopback
  }

  /// The address of a connector, if it may be trusted with the token; nil otherwise.
  package func address(of serviceURL: String) -> WebAddress? {
    guard let address = WebAddress(serviceURL), allows(address.origin),
      !address.target.utf8.contains(UInt8(ascii: "?")),
      !address.pathSegments.contains(where: Self.leadsUp)
    else { return nil }
    return address
  }

  private func allows(_ origin: Origin) -> Bool {
    if origin.scheme == .http { return allowsHTTPOnLoopback && origin.host.isLoopback }
    return entries.contains { entry in
      origin.port == entry.port ?? Origin.Scheme.https.defaultPort
        && Self.is(origin.host, entry.host)
    }
  }

  private static func `is`(_ host: Host, _ allowed: Host) -> Bool {
    if host == allowed { return true }
    return !host.isLiteral && !allowed.isLiteral
      && host.description.hasSuffix(".\(allowed.description)")
  }

  /// `.` and `..`, however they are written.
  private static func leadsUp(_ segment: Substring) -> Bool {
    // Longer than both of them escaped is neither.
    (1...6).contains(segment.utf8.count)
      && [".", ".."].contains(segment.lowercased().replacing("%2e", with: "."))
  }

  private static func entry(_ text: String) -> Entry? {
    let tail = text.lastIndex(of: "]") ?? text.startIndex
    let colon = text[tail...].firstIndex(of: ":")
    guard let host = Host(text[..<(colon ?? text.endIndex)]),
      host.isLoopback || host.description.contains(".") || host.isLiteral
    else { return nil }
    guard let colon else { return Entry(host: host, port: nil) }
    let digits = text[text.index(after: colon)...]
    guard let port = Int(digits), (1...65_535).contains(port), String(port) == digits else {
      return nil
    }
    return Entry(host: host, port: port)
  }
}
