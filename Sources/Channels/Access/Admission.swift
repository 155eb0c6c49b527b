internal import Dialogue
package import People
package import Telemetry

/// Whether somebody may write to Rakel.
package enum Admission: Sendable, Hashable {
  /// They may, as that user of the directory.
  case user(User)
  case refused(Refusal)
}

/// Why somebody may not write to Rakel.
package enum Refusal: Sendable, Hashable {
  /// They come out of another tenant, or the channel does not say which.
  case tenant
  /// The directory does not know the account; its object id in Microsoft Entra, where the channel vouches for one.
  case unknown(EntraID?)
  /// The account is a pupil's, by the id in the directory.
  case pupil(String)
  /// Somebody who may has written too much; whether they have not been told within the last minute.
  case tooMany(User, isNews: Bool)

  /// The reason in logs, metrics and the audit.
  package var reason: Word {
    switch self {
    case .tenant: "tenant"
    case .unknown: "unknown"
    case .pupil: "pupil"
    case .tooMany: "too-many"
    }
  }
}
