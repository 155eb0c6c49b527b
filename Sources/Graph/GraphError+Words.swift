extension GraphError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .credentials(let fault): "no token for Microsoft Graph: \(fault)"
    case .forbidden(let name, let missing):
      "Microsoft Graph does not let the application at '\(name)': grant it "
        + (missing.isEmpty
          ? "the permission that docs/5-campaigns.md names for it"
          : missing.map(\.rawValue).joined(separator: " and "))
        + " as an application permission, with admin consent"
    case .notPremium:
      "the tenant has no Microsoft Entra ID P1, and so does not tell when people signed in:"
        + " nobody can be called inactive"
    case .refused(let name, let status, let code):
      "Microsoft Graph refuses '\(name)': \(status)\(code.isEmpty ? "" : " \(code)")"
    case .unavailable(.transport(let error)): "Microsoft Graph: \(error)"
    case .unavailable(.status(let status)):
      "Microsoft Graph asked to be left in peace for longer than was waited (\(status)): try later"
    case .unreadable(let strangeness): "Microsoft Graph: \(strangeness)"
    case .readOnly(let name): "'\(name)' would change something, and this client may only read"
    case .unclear(let name):
      "'\(name)' broke off, and may have been carried out: read again before another try"
    }
  }
}

extension GraphError.GrantFault: CustomStringConvertible {
  package var description: String {
    switch self {
    case .noProof: "the secret, or the certificate with its key, cannot be read"
    case .unreadable: "the answer is none that Entra gives"
    case .notTaken: "Graph refuses a fresh one; check that the cloud is the tenant's"
    case .refused(let status, let code): "Entra refuses (\(status)): \(Self.cause(code))"
    }
  }

  /// Microsoft, “Microsoft Entra authentication and authorization error codes”.
  private static func cause(_ code: Int) -> String {
    let cause =
      switch code {
      case 90_002: "there is no such tenant"
      case 700_016: "the tenant has no such application"
      case 7_000_215: "the secret is wrong; its value is wanted, not its id"
      case 7_000_222: "the secret has expired; make a new one"
      case 700_027: "the certificate is not the application's, or has expired"
      case 7_000_112: "the application is switched off in the tenant"
      case 53_003: "conditional access forbids it"
      case 0: "it says no reason"
      default: "look its number up"
      }
    return code == 0 ? cause : "\(cause) (AADSTS\(code))"
  }
}

extension GraphError.Strangeness: CustomStringConvertible {
  package var description: String {
    switch self {
    case .form(let name): "the answer to '\(name)' is not of the documented form"
    case .foreignPage: "the next page is said to be at another address, which gets no token"
    case .endless: "the pages do not come to an end"
    case .address: "what was asked for cannot be written as an address"
    }
  }
}
