internal import Ground
internal import HTTP

/// The address of a request, put together from `url`, `path` and `query`.
///
/// What a flow puts in from its input is what somebody wrote, so it is never able to lead elsewhere than the author meant.
struct HTTPTarget {
  private let url: String
  private let path: JSONObject
  private let query: JSONObject

  init(_ parameters: JSONObject) throws(HTTPRefusal) {
    guard let url = parameters["url"]?.string else { throw .badRequest("'url' must be a text") }
    self.url = url
    path = try Self.object("path", parameters["path"])
    query = try Self.object("query", parameters["query"])
  }

  func address() throws(HTTPRefusal) -> WebAddress {
    let text = try withQuery(withPath())
    guard let address = WebAddress(text) else {
      throw .badRequest("'url' is no address as https://host/path; encode what is not ASCII")
    }
    let climbs = address.pathSegments.contains { segment in
      let plain = segment.lowercased().replacing("%2e", with: ".")
      return plain == "." || plain == ".."
    }
    guard !climbs else { throw .badRequest("'url' has a part '.' or '..' in its path") }
    return address
  }

  private func withPath() throws(HTTPRefusal) -> String {
    guard path.count > 0 else { return url }
    // Before the third slash is the host, which no value may choose.
    let slashes = url.indices.filter { url[$0] == "/" }
    guard slashes.count >= 3 else { throw .badRequest("'url' has no path to put 'path' into") }
    let host = url[..<slashes[2]]
    var rest = String(url[slashes[2]...])
    for (name, value) in path {
      guard let text = Self.text(value), !text.isEmpty else {
        throw .badRequest("'path.\(name)' must be a text or a number, and not empty")
      }
      guard rest.contains("{\(name)}") else { throw .badRequest("'url' has no '{\(name)}'") }
      rest = rest.replacing("{\(name)}", with: text.percentEncoded)
    }
    return host + rest
  }

  private func withQuery(_ url: String) throws(HTTPRefusal) -> String {
    var pairs: [String] = []
    for (name, value) in query where value != .null {
      for item in value.array ?? [value] {
        guard let text = Self.text(item) else {
          throw .badRequest(
            "'query.\(name)' must be a text, a number, true, false or a list of them"
          )
        }
        pairs.append("\(name.percentEncoded)=\(text.percentEncoded)")
      }
    }
    guard !pairs.isEmpty else { return url }
    guard !url.contains("#") else {
      throw .badRequest("'url' has a '#', after which nothing is sent")
    }
    return url + (url.contains("?") ? "&" : "?") + pairs.joined(separator: "&")
  }

  private static func object(_ name: String, _ json: JSON?) throws(HTTPRefusal) -> JSONObject {
    guard let json, json != .null else { return JSONObject() }
    guard let object = json.object else { throw .badRequest("'\(name)' must be an object") }
    return object
  }

  private static func text(_ json: JSON) -> String? {
    switch json {
    case .string(let text): text
    case .integer, .double, .bool: json.text
    case .null, .array, .object: nil
    }
  }
}
