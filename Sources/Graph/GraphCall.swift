internal import Foundation
internal import Ground
internal import HTTP

/// One request to Graph, without its token, and what an answer to it means.
struct GraphCall {
  let method: Method
  let address: WebAddress
  let resource: GraphResource
  let body: JSON?
  /// Whether it changes nothing, whatever its method.
  let isReading: Bool

  /// What came of one try.
  enum Outcome {
    case done(Response)
    case failed(GraphError)
    /// Another try may do better, after what Microsoft asks for.
    case again(GraphError, hint: Duration?, isThrottled: Bool)
  }

  init(
    _ method: Method,
    _ address: WebAddress,
    of resource: GraphResource,
    body: JSON? = nil,
    isReading: Bool? = nil
  ) {
    self.method = method
    self.address = address
    self.resource = resource
    self.body = body
    self.isReading = isReading ?? (method == .get)
  }

  func request(with token: Secret) throws(GraphError) -> Request {
    var request = Request(method, address, body: body.map { Array($0.text.utf8) } ?? [])
    do throws(HeaderFault) {
      try request.headers.add("Bearer \(token.reveal())", for: .authorisation)
      try request.headers.add("application/json", for: .accept)
      if body != nil { try request.headers.add("application/json", for: .contentType) }
      if resource.isAdvanced, let name = HeaderName("ConsistencyLevel") {
        try request.headers.add("eventual", for: name)
      }
    } catch {
      throw .unreadable(.address)
    }
    return request
  }

  /// What it means that there was no answer: a reading can be done again, a change may have been made.
  func outcome(of error: TransportError) -> Outcome {
    switch error {
    case .unresolved, .unconnected:
      .again(.unavailable(.transport(error)), hint: nil, isThrottled: false)
    case .untrusted, .tooLarge: .failed(.unavailable(.transport(error)))
    case .cancelled:
      .failed(isReading ? .unavailable(.transport(error)) : .unclear(resource.name))
    case .timedOut, .broken:
      isReading
        ? .again(.unavailable(.transport(error)), hint: nil, isThrottled: false)
        : .failed(.unclear(resource.name))
    }
  }

  /// What an answer means; `roles` only help to say what is missing.
  func outcome(of response: Response, roles: Set<String>?, now: Date) -> Outcome {
    let status = response.status
    if status.isSuccess { return .done(response) }
    let hint = response.headers[.retryAfter].flatMap { RetryAfter.wait($0, now: now) }
    switch status.code {
    case 429:
      return .again(.unavailable(.status(status)), hint: hint, isThrottled: true)
    case 500, 502, 503, 504:
      guard isReading else { return .failed(.unclear(resource.name)) }
      return .again(.unavailable(.status(status)), hint: hint, isThrottled: hint != nil)
    default: break
    }
    let error = response.json(maximumDepth: 32)?["error"]
    return .failed(
      refusal(
        status,
        code: error?["code"]?.string ?? "",
        message: error?["message"]?.string ?? "",
        roles: roles
      )
    )
  }

  /// - Parameter message: never told; permissions that it names are looked for in it.
  func refusal(
    _ status: Status,
    code: String,
    message: String,
    roles: Set<String>?
  ) -> GraphError {
    if code.contains("NonPremiumTenant") { return .notPremium }
    guard status == .forbidden else {
      return .refused(resource.name, status, code: Self.plain(code))
    }
    let named = resource.needs.filter { message.contains($0.rawValue) }
    if named.count < resource.needs.count, !named.isEmpty {
      return .forbidden(resource.name, missing: named)
    }
    let absent = resource.needs.filter { need in roles.map { !need.isGranted(by: $0) } ?? true }
    return .forbidden(resource.name, missing: absent.isEmpty ? resource.needs : absent)
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
