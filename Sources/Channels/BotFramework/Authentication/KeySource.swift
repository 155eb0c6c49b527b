internal import Crypto
package import HTTP
internal import Ground

/// Where an issuer publishes its keys: OpenID Connect Discovery 1.0 §4, and nothing that leads anywhere else.
package struct KeySource: Sendable, Hashable {
  /// The address of the metadata.
  package let metadata: WebAddress
  /// What the metadata may call its issuer.
  package let issuers: [String]

  /// Metadata is never larger, in bytes; Microsoft's have about 2,000.
  private static let mostMetadataBytes = 64 << 10

  /// Nil where the address cannot be read, or is neither `https` nor this machine itself.
  package init?(metadata: String, issuers: [String]) {
    guard let address = WebAddress(metadata),
      address.origin.scheme == .https || address.origin.host.isLoopback
    else { return nil }
    self.metadata = address
    self.issuers = issuers
  }

  /// Asks for the metadata, and then for the keys.
  func fetch(by transport: any Transport) async throws(KeyFault) -> KeySet {
    let body = try await get(metadata, atMost: Self.mostMetadataBytes, by: transport)
    let address = try keysAddress(in: body)
    let keys = try await get(address, atMost: KeySet.mostBytes, by: transport)
    guard let set = KeySet(parsing: keys) else { throw .keys }
    return set
  }

  /// The address of the keys; on the same origin, so that metadata cannot send us anywhere.
  private func keysAddress(in body: [UInt8]) throws(KeyFault) -> WebAddress {
    // What is no JSON is no metadata; why, only its maker could care about.
    guard let members = try? JSON(parsing: body, maximumDepth: 8),
      let issuer = members["issuer"]?.string, let keys = members["jwks_uri"]?.string
    else { throw .metadata }
    guard issuers.contains(where: { $0.utf8.elementsEqual(issuer.utf8) }) else { throw .issuer }
    guard let address = WebAddress(keys), address.origin == metadata.origin else { throw .address }
    return address
  }

  private func get(
    _ address: WebAddress,
    atMost bytes: Int,
    by transport: any Transport
  ) async throws(KeyFault) -> [UInt8] {
    // Teams waits 15 seconds for its answer; two of these must fit.
    let limits = Limits(connecting: .seconds(3), total: .seconds(5), bodyBytes: bytes)
    let response: Response
    do {
      response = try await transport.send(Request(.get, address), limits: limits)
    } catch {
      throw .transport(error)
    }
    guard response.status == .ok else { throw .status(response.status) }
    guard response.body.count <= bytes else { throw .transport(.tooLarge(limit: bytes)) }
    return response.body
  }
}

/// Why an issuer's keys could not be had.
package enum KeyFault: Error, Sendable, Hashable, CustomStringConvertible {
  /// There was no answer.
  case transport(TransportError)
  /// The answer was another than 200.
  case status(Status)
  /// The metadata is no JSON, or says nothing of issuer or keys.
  case metadata
  /// The metadata is another issuer's.
  case issuer
  /// The metadata has the keys elsewhere than beside itself.
  case address
  /// The keys are none, or none that can be used.
  case keys

  package var description: String {
    switch self {
    case .transport(let error): "the keys of the issuer could not be had: \(error)"
    case .status(let status): "the keys of the issuer could not be had: status \(status)"
    case .metadata: "the issuer's metadata cannot be read: check its address"
    case .issuer: "the metadata is another issuer's: check its address and the cloud"
    case .address: "the metadata has the keys on another host; that is refused"
    case .keys: "the issuer published no RSA key that can be used"
    }
  }
}
