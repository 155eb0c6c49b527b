internal import Ground
internal import HTTP

// What it means that Graph does not give what was asked for.
extension GraphResource {
  /// Whether another try may do better; nil where it may not.
  func again(_ status: Status, hint: Duration?, isReading: Bool) -> GraphCall.Outcome? {
    switch status.code {
    case 429: .again(.unavailable(.status(status)), hint: hint, isThrottled: true)
    case 500, 502, 503, 504:
      isReading
        ? .again(.unavailable(.status(status)), hint: hint, isThrottled: hint != nil)
        : .failed(.unclear(name))
    default: nil
    }
  }

  /// Why Graph refuses; its message is never told, but permissions that it names are looked for in it.
  func refusal(_ status: Status, _ body: JSON?, roles: Set<String>?) -> GraphError {
    let code = body?["error"]?["code"]?.string ?? ""
    let message = body?["error"]?["message"]?.string ?? ""
    if code.contains("NonPremiumTenant") { return .notPremium }
    guard status == .forbidden else {
      return .refused(name, status, code: Self.plain(code))
    }
    let named = needs.filter { message.contains($0.rawValue) }
    if named.count < needs.count, !named.isEmpty {
      return .forbidden(name, missing: named)
    }
    let absent = needs.filter { need in roles.map { !need.isGranted(by: $0) } ?? true }
    return .forbidden(name, missing: absent.isEmpty ? needs : absent)
  }

  /// Only what looks like a code is told on.
  private static func plain(_ code: String) -> String {
    let isPlain =
      code.utf8.count <= 80
      && code.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
          || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
      }
    return isPlain ? code : ""
  }
}
