package import HTTP

/// Microsoft Graph did not do what was asked; nothing of what was sent or answered is told, but Microsoft's codes.
package enum GraphError: Error, Sendable, Hashable {
  /// No token is to be had.
  case credentials(GrantFault)
  /// The application may not; one of these permissions is missing.
  case forbidden(GraphResource.Name, missing: [GraphPermission])
  /// The tenant has no Entra ID P1, which sign-ins need.
  case notPremium
  /// Refused for another reason, by Microsoft's code where there is one.
  case refused(GraphResource.Name, Status, code: String)
  /// Microsoft could not be reached, or asked to be left in peace, for as long as was waited.
  case unavailable(Trouble)
  /// What came back cannot be used.
  case unreadable(Strangeness)
  /// A change was asked of a client that may only read: nothing was sent.
  case readOnly(GraphResource.Name)
  /// The way broke off after a change was sent: whether it was made must be read again.
  case unclear(GraphResource.Name)

  /// Why there is no token.
  package enum GrantFault: Sendable, Hashable {
    /// The secret, or the certificate with its key, cannot be read.
    case noProof
    /// Entra's own number (`AADSTS…`); 0 where it says none.
    case refused(Status, entraCode: Int)
    case unreadable
    /// A fresh token was refused by Graph too.
    case notTaken
  }

  /// What kept Microsoft from answering.
  package enum Trouble: Sendable, Hashable {
    case transport(TransportError)
    case status(Status)
  }

  /// What is strange in an answer.
  package enum Strangeness: Sendable, Hashable {
    /// No JSON, or not of the form that is documented.
    case form(GraphResource.Name)
    /// The address of the next page leads elsewhere.
    case foreignPage
    /// A page came again, or they do not end.
    case endless
    /// What was asked for cannot be written as an address.
    case address
  }

  /// Whether what was asked for is not there.
  package var isNotFound: Bool {
    if case .refused(_, .notFound, _) = self { true } else { false }
  }

  /// Whether a stored cursor is no good any more, so that all has to be read from the start.
  package var isExpiredCursor: Bool {
    guard case .refused(_, let status, let code) = self else { return false }
    return status.code == 410 || code == "Directory_ExpiredPageToken"
      || code == "SyncStateNotFound" || code.hasPrefix("resync")
  }
}
