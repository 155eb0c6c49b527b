/// How a request went (RFC 9110 §15): a number from 100 to 599.
package struct Status: Sendable, Hashable, CustomStringConvertible {
  package let code: Int

  /// Nil where the number is outside 100 to 599.
  package init?(_ code: Int) {
    guard (100...599).contains(code) else { return nil }
    self.code = code
  }

  private init(known: Int) { code = known }

  package static let ok = Status(known: 200)
  package static let created = Status(known: 201)
  package static let accepted = Status(known: 202)
  package static let noContent = Status(known: 204)
  package static let badRequest = Status(known: 400)
  package static let unauthorised = Status(known: 401)
  package static let forbidden = Status(known: 403)
  package static let notFound = Status(known: 404)
  package static let methodNotAllowed = Status(known: 405)
  package static let requestTimeout = Status(known: 408)
  package static let contentTooLarge = Status(known: 413)
  package static let targetTooLong = Status(known: 414)
  package static let unsupportedMediaType = Status(known: 415)
  package static let expectationFailed = Status(known: 417)
  package static let tooManyRequests = Status(known: 429)
  /// RFC 6585 §5.
  package static let headerFieldsTooLarge = Status(known: 431)
  package static let internalError = Status(known: 500)
  package static let notImplemented = Status(known: 501)
  package static let unavailable = Status(known: 503)
  package static let versionNotSupported = Status(known: 505)

  /// Whether it went as asked: 200 to 299.
  package var isSuccess: Bool { (200...299).contains(code) }

  package var description: String { String(code) }
}
