package import Ground
package import HTTP

/// Whom flows may reach outside, and with which secrets: what `settings.json` says under `outside`.
///
/// ```json
/// "outside": {
///   "hosts": ["api.example.no", "sak.example.no:8443", "127.0.0.1:8080"],
///   "secrets": { "sak": { "environment": "SAK_TOKEN", "hosts": ["sak.example.no:8443"] } }
/// }
/// ```
///
/// A host is a name, with its port where that is not the scheme's own. It is reached by `https` alone, this machine also
/// by `http`. Other literal addresses are not taken: a certificate proves a name. A secret lies in a variable of the
/// environment or in a file (`"file": "/run/secrets/sak"`), never in the settings, and goes to the hosts named with it
/// alone.
package struct OutsideSettings: Sendable {
  /// Who may be reached.
  package private(set) var origins: Set<Origin> = []
  /// The secrets, by name.
  package private(set) var secrets: [String: SecretSource] = [:]

  /// Reaches nobody.
  package init() {}

  /// Reads the settings; nil, where there are none, reaches nobody.
  package init(_ json: JSON?) throws(OutsideFault) {
    guard let json else { return }
    guard let object = json.object else { throw OutsideFault([], "must be an object") }
    for (key, value) in object {
      switch key {
      case "hosts": origins = try Self.origins(value, path: [key])
      case "secrets": break
      default: throw OutsideFault([key], "is unknown; known are hosts, secrets")
      }
    }
    guard let named = object["secrets"] else { return }
    guard let named = named.object else {
      throw OutsideFault(["secrets"], "must be an object: name → where the secret lies")
    }
    for (name, value) in named {
      let source = try SecretSource(value, path: ["secrets", name])
      guard source.origins.isSubset(of: origins) else {
        throw OutsideFault(["secrets", name, "hosts"], "names a host that is not among 'hosts'")
      }
      secrets[name] = source
    }
  }

  /// Reads a list of hosts.
  static func origins(_ json: JSON, path: [String]) throws(OutsideFault) -> Set<Origin> {
    guard let items = json.array else { throw OutsideFault(path, "must be a list of hosts") }
    var origins: Set<Origin> = []
    for item in items {
      guard let text = item.string else { throw OutsideFault(path, "must be a list of hosts") }
      origins.formUnion(try Self.origins(of: text, path: path))
    }
    return origins
  }

  private static func origins(
    of text: String,
    path: [String]
  ) throws(OutsideFault) -> [Origin] {
    // The readers of addresses know what a host is; here it must be all that there is.
    let isBare = !text.contains { "/?#".contains($0) }
    guard isBare, let secure = WebAddress("https://\(text)"),
      let open = WebAddress("http://\(text)")
    else {
      throw OutsideFault(path, "'\(text)' must be a host, or host:port, without anything else")
    }
    let host = secure.origin.host
    if host.isLoopback { return [secure.origin, open.origin] }
    guard !host.isLiteral else {
      throw OutsideFault(path, "'\(text)' must be the name of a host, not its address")
    }
    return [secure.origin]
  }
}

/// The settings of what lies outside cannot be used: where, and why.
package struct OutsideFault: Error, Sendable, Hashable {
  /// The keys on the way, from inside `outside`.
  package var path: [String]
  /// What is wrong, in words that go on after the path.
  package var message: String

  init(_ path: [String], _ message: String) {
    self.path = path
    self.message = message
  }
}
