/// Who answers what.
package struct Route: Sendable {
  package var method: Method
  /// Compared as it is written: nothing is unescaped, and `/a/` is not `/a`.
  package var path: String
  package var handler: any Handler

  package init(_ method: Method, _ path: String, _ handler: any Handler) {
    self.method = method
    self.path = path
    self.handler = handler
  }
}
