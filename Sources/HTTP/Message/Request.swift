/// A request, to be sent or just come in (RFC 9110 §3.4).
package struct Request: Sendable, Hashable {
  package var method: Method
  package var address: WebAddress
  package var headers: Headers
  package var body: [UInt8]

  package init(
    _ method: Method,
    _ address: WebAddress,
    headers: Headers = Headers(),
    body: [UInt8] = []
  ) {
    self.method = method
    self.address = address
    self.headers = headers
    self.body = body
  }
}
