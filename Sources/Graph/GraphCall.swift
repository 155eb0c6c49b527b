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
    var request = Request(method, address, body: body?.utf8 ?? [])
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
    if response.status.isSuccess { return .done(response) }
    let hint = response.headers[.retryAfter].flatMap { RetryAfter.wait($0, now: now) }
    return resource.again(response.status, hint: hint, isReading: isReading)
      ?? .failed(resource.refusal(response.status, response.json(maximumDepth: 32), roles: roles))
  }
}
