internal import Norwegian

/// A message with its secrets masked, made before anything is stored, logged or understood.
///
/// Masked are national identity numbers, bank account numbers, payment cards and passwords that somebody wrote.
/// When in doubt an eleven-digit number that may be an identity number goes; telephone, case, organisation and
/// IMEI numbers stay, for a helpdesk needs them. A secret spelled in letters, split over two messages, or put
/// in no recognisable words («bruk Sommer» for a password) is not found.
package struct Redaction: Sendable, Hashable {
  /// What was masked.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Norwegian fødselsnummer, D-number, H-number and their synthetic test forms, whatever the checksum.
    case nationalIdentity
    /// A Norwegian account number, alone or within an IBAN.
    case bankAccount
    /// A payment card: 13 to 19 digits, a known first digit and a valid Luhn checksum.
    case paymentCard
    /// A password, a PIN or a one-time code.
    case password
  }

  /// One secret; it never holds the secret itself.
  package struct Finding: Sendable, Hashable {
    package var kind: Kind
    /// Where the secret stood in the original, in UTF-16 code units.
    package var range: Range<Int>
  }

  /// The message with every secret replaced by ``mask``.
  package var text: String
  /// What was masked, from left to right; empty for a message without secrets.
  package var findings: [Finding]

  /// What stands in for a secret; always of one length, so that it says nothing of the secret's.
  package static let mask = "•••••••"

  /// Masks the secrets of a message.
  ///
  /// Any text may come; time and memory are linear in its length.
  package init(_ original: String) {
    let bytes = [UInt8](original.utf8)
    var secrets = SecretNumbers.find(in: original)
    secrets += Passwords.find(in: bytes)
    secrets = Self.united(secrets)
    guard !secrets.isEmpty else {
      text = original
      findings = []
      return
    }
    let offsets = UTF16Offsets(original)
    var masked: [UInt8] = []
    masked.reserveCapacity(bytes.count)
    var cursor = 0
    for secret in secrets {
      masked += bytes[cursor..<secret.range.lowerBound]
      masked += Array(Self.mask.utf8)
      cursor = secret.range.upperBound
    }
    masked += bytes[cursor...]
    text = String(decoding: masked, as: UTF8.self)
    findings = secrets.map { Finding(kind: $0.kind, range: offsets.range(utf8: $0.range)) }
  }

  /// The secrets in order, those that overlap as one, which has the kind of the longer.
  private static func united(_ secrets: [Secret]) -> [Secret] {
    var result: [Secret] = []
    for secret in secrets.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      guard let last = result.last, secret.range.lowerBound < last.range.upperBound else {
        result.append(secret)
        continue
      }
      let kind = secret.range.count > last.range.count ? secret.kind : last.kind
      let end = max(last.range.upperBound, secret.range.upperBound)
      result[result.count - 1] = Secret(kind: kind, range: last.range.lowerBound..<end)
    }
    return result
  }
}

/// A secret with its place in UTF-8 bytes.
struct Secret {
  var kind: Redaction.Kind
  var range: Range<Int>
}
