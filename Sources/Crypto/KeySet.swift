internal import Ground

/// The keys that an issuer publishes (JSON Web Key Set, RFC 7517), as far as they can be used: RSA keys for signatures.
///
/// Others are passed over, whatever they are, so that one new kind of key breaks nothing.
package struct KeySet: Sendable {
  /// One of them.
  package struct Key: Sendable {
    /// The name by which tokens refer to it (`kid`).
    package let id: String
    package let key: RSAPublicKey
    /// For whom it may sign where it says so (`issuer`, Microsoft Entra); `{tenantid}` stands for any tenant.
    package let issuer: String?
    /// The channels it may vouch for (`endorsements`, Bot Framework).
    package let endorsements: [String]
  }

  private let keys: [String: Key]

  /// No set is larger, in bytes; Microsoft's have about 30,000.
  package static let mostBytes = 512 << 10
  /// How many keys are looked at.
  private static let mostKeys = 256
  private static let maximumDepth = 8

  /// Reads a set; nil where it is none, or where no key of it can be used.
  package init?(parsing bytes: [UInt8]) {
    // Why it is none matters to nobody: the set is asked for again.
    guard bytes.count <= Self.mostBytes,
      let set = try? JSONObject(strictly: bytes, maximumDepth: Self.maximumDepth, else: .payload),
      let entries = set["keys"]?.array
    else { return nil }
    // Of two keys with one name the first counts, as with other readers.
    keys = Dictionary(
      entries.prefix(Self.mostKeys).compactMap(Self.key).map { ($0.id, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    guard !keys.isEmpty else { return nil }
  }

  /// The key of that name.
  package subscript(id: String) -> Key? { keys[id] }

  /// How many there are, at least one.
  package var count: Int { keys.count }

  private static func key(_ entry: JSON) -> Key? {
    guard entry["kty"] == "RSA", entry["use"].map({ $0 == "sig" }) ?? true,
      entry["alg"].map({ $0 == "RS256" }) ?? true, let id = entry["kid"]?.string, !id.isEmpty,
      let modulus = entry["n"]?.string.flatMap(Base64.url.decode),
      let exponent = entry["e"]?.string.flatMap(Base64.url.decode),
      // A weak key is no key.
      let key = try? RSAPublicKey(modulus: modulus, exponent: exponent)
    else { return nil }
    return Key(
      id: id,
      key: key,
      issuer: entry["issuer"]?.string,
      endorsements: entry["endorsements"]?.array?.compactMap(\.string) ?? []
    )
  }
}
