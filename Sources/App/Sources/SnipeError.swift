internal import HTTP

/// Snipe-IT could not be read; nothing that it answered is told.
enum SnipeError: Error, Sendable, Hashable, CustomStringConvertible {
  case noToken
  case unauthorised
  case refused(Status)
  case unavailable(Status)
  case unreached(TransportError)
  /// No JSON, or not of the form that is documented.
  case unreadable
  /// Assets were removed while it was read.
  case changed

  var description: String {
    switch self {
    case .noToken: "there is no key for Snipe-IT; set snipeit.tokenFile"
    case .unauthorised:
      "Snipe-IT does not take the key: make a new one for a user who may view assets"
    case .refused(let status):
      "Snipe-IT refuses (\(status)): check snipeit.url, and what the key's user may view"
    case .unavailable(let status): "Snipe-IT is too busy (\(status)): try later"
    case .unreached(let error): "Snipe-IT: \(error)"
    case .unreadable: "Snipe-IT's answer is not of the documented form: check snipeit.url"
    case .changed:
      "assets were removed from Snipe-IT while it was read, so nothing was taken: try again"
    }
  }
}
