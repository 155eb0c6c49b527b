package import struct Foundation.Date
package import HTTP
internal import Telemetry

/// The bot has no token for now, and will ask for one again.
package struct TokenOutage: Error, Sendable, Hashable, CustomStringConvertible {
  /// When it is worth trying again.
  package let until: Date
  package let fault: Fault

  /// Why there is none.
  package enum Fault: Error, Sendable, Hashable {
    /// No secret is set, or it cannot be read.
    case noSecret
    /// The endpoint could not be reached.
    case transport(TransportError)
    /// The endpoint will not give one: the secret is wrong (7000215) or has expired (7000222), the application is unknown
    /// there (700016); zero where it gave no number of Entra's.
    case refused(Status, entraCode: Int)
    /// What came is no token.
    case unreadable
  }

  package var description: String {
    switch fault {
    case .noSecret: "the bot has no secret: set bot.appSecret"
    case .transport(let error): "no token: \(error)"
    case .refused(let status, 0): "no token: the endpoint answered \(status)"
    case .refused(_, let code):
      "no token: AADSTS\(code); check bot.appId, bot.appSecret, bot.tenantId"
    case .unreadable: "no token: the endpoint's answer cannot be read; check bot.tokenEndpoint"
    }
  }
}

extension TokenOutage.Fault {
  /// For metrics and logs.
  var word: Word {
    switch self {
    case .noSecret: "no-secret"
    case .transport: "unreachable"
    case .refused: "refused"
    case .unreadable: "unreadable"
    }
  }
}
