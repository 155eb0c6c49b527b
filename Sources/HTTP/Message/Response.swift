package import Ground

/// A response, come in or to be sent (RFC 9110 §3.4).
package struct Response: Sendable, Hashable {
  package var status: Status
  package var headers: Headers
  package var body: [UInt8]

  package init(_ status: Status, headers: Headers = Headers(), body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// The body as JSON; nil where its type is another, or where it is not JSON or nests deeper than `maximumDepth`.
  package func json(maximumDepth: Int = 128) -> JSON? {
    guard let type = headers[.contentType].flatMap(MediaType.init), type.isJSON else { return nil }
    // What claims to be JSON and is not is text.
    return try? JSON(parsing: body, maximumDepth: maximumDepth)
  }
}
