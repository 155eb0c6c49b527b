internal import Ground
internal import HTTP

/// Puts the headers that a flow gives into a request, secrets in their places.
struct HTTPHeaderWriter {
  let origin: Origin
  let settings: OutsideSettings
  let secrets: [String: Secret]

  func write(_ json: JSON?, to headers: inout Headers) throws(HTTPRefusal) {
    guard let json, json != .null else { return }
    guard let object = json.object else { throw .badRequest("'headers' must be an object") }
    for (key, value) in object where value != .null {
      guard let name = HeaderName(key) else {
        throw .badRequest("a name in 'headers' is none: use letters, digits and hyphens")
      }
      guard !name.isFraming, name != .idempotencyKey else {
        throw .badRequest("header '\(name)' is for Rakel to set")
      }
      let text = try text(of: value, for: name)
      do throws(HeaderFault) { try headers.set(text, for: name) } catch {
        throw .badRequest("\(error)")
      }
    }
  }

  private func text(of json: JSON, for header: HeaderName) throws(HTTPRefusal) -> String {
    switch json {
    case .string(let text): return text
    case .integer, .double, .bool: return json.text
    case .object(let object): return try secret(object, for: header)
    case .null, .array:
      throw .badRequest("header '\(header)' must be a text or {\"secret\": name}")
    }
  }

  private func secret(
    _ object: JSONObject,
    for header: HeaderName
  ) throws(HTTPRefusal) -> String {
    guard let name = object["secret"]?.string,
      object.allSatisfy({ ["secret", "prefix"].contains($0.key) && $0.value.string != nil })
    else {
      throw .badRequest("header '\(header)' must be a text or {\"secret\": name, \"prefix\": text}")
    }
    guard let source = settings.secrets[name], let secret = secrets[name] else {
      throw .notAllowed("secret '\(name)' is not among those under 'outside' in settings.json")
    }
    guard source.origins.contains(origin) else {
      throw .notAllowed("secret '\(name)' is not for \(origin)")
    }
    return (object["prefix"]?.string ?? "") + secret.reveal()
  }
}
