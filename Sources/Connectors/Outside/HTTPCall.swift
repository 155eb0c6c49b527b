internal import Flows
internal import Ground
internal import HTTP

/// What a task asks for, as a request that may be sent.
struct HTTPCall {
  private(set) var request: Request
  private let expected: Set<Int>?

  init(
    _ task: TaskRequest,
    of verb: Verb,
    settings: OutsideSettings,
    secrets: [String: Secret]
  ) throws(HTTPRefusal) {
    guard let parameters = task.parameters.object else {
      throw .badRequest("the parameters must be an object")
    }
    let known = verb.required + verb.optional
    for (key, _) in parameters where !known.contains(key) {
      throw .badRequest("\"\(key)\" is unknown; known are \(known.joined(separator: ", "))")
    }
    guard let method = Method(verb.name.uppercased()) else {
      throw .badRequest("there is no 'http.\(verb.name)'")
    }
    let address = try HTTPTarget(parameters).address()
    try Self.check(address.origin, against: settings)
    request = Request(method, address)
    expected = try Self.expected(parameters["expect"])
    let writer = HTTPHeaderWriter(origin: address.origin, settings: settings, secrets: secrets)
    try writer.write(parameters["headers"], to: &request.headers)
    try setBody(parameters["body"])
    try setKey(task.key)
  }

  /// Method and host, for causes: paths may say whom it is about.
  var title: String { "\(request.method) \(request.address.origin)" }

  /// Whether a status is none of the failures.
  func expects(_ status: Status) -> Bool { expected?.contains(status.code) ?? status.isSuccess }

  private static func check(
    _ origin: Origin,
    against settings: OutsideSettings
  ) throws(HTTPRefusal) {
    guard !settings.origins.contains(origin) else { return }
    guard origin.scheme == .https || origin.host.isLoopback else {
      throw .notAllowed("\(origin) is not https, which everything but this machine must be")
    }
    throw .notAllowed("\(origin) is not among the hosts under 'outside' in settings.json")
  }

  private static func expected(_ json: JSON?) throws(HTTPRefusal) -> Set<Int>? {
    guard let json, json != .null else { return nil }
    let statuses = (json.array ?? []).compactMap(\.int).filter { (200...599).contains($0) }
    guard !statuses.isEmpty, statuses.count == json.array?.count else {
      throw .badRequest("'expect' must be a list of statuses from 200 to 599")
    }
    return Set(statuses)
  }

  private mutating func setBody(_ json: JSON?) throws(HTTPRefusal) {
    guard let json, json != .null else { return }
    if let type = request.headers[.contentType] {
      guard MediaType(type)?.isJSON != true else {
        request.body = json.utf8
        return
      }
      guard let text = json.string else {
        throw .badRequest("'body' must be a text where 'Content-Type' is not JSON")
      }
      request.body = Array(text.utf8)
    } else {
      try set(.contentType, "application/json")
      request.body = json.utf8
    }
  }

  /// The key as a quoted text (RFC 8941 §3.3.3): what such a text cannot hold is encoded.
  private mutating func setKey(_ key: String) throws(HTTPRefusal) {
    let parts = key.split(separator: "/", omittingEmptySubsequences: false)
    let safe = parts.map { String($0).percentEncoded }.joined(separator: "/")
    try set(.idempotencyKey, "\"\(safe)\"")
  }

  private mutating func set(_ name: HeaderName, _ value: String) throws(HTTPRefusal) {
    do throws(HeaderFault) { try request.headers.set(value, for: name) } catch {
      throw .badRequest("\(error)")
    }
  }
}
