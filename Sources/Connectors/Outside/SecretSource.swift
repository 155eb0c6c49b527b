internal import Foundation
package import Ground
package import HTTP

/// Where a secret lies, and whom it may be sent to.
package struct SecretSource: Sendable {
  /// Outside of everything that is kept with the flows.
  package enum Place: Sendable, Hashable {
    /// The variable of the environment with that name.
    case environment(String)
    /// The file at that path; line ends at its end do not count.
    case file(String)
  }

  package let place: Place
  package let origins: Set<Origin>
  private let path: [String]

  init(_ json: JSON, path: [String]) throws(OutsideFault) {
    guard let object = json.object else {
      throw OutsideFault(path, "must say where the secret lies: 'environment' or 'file'")
    }
    let known = ["environment", "file", "hosts"]
    for (key, _) in object where !known.contains(key) {
      throw OutsideFault(path + [key], "is unknown; known are \(known.joined(separator: ", "))")
    }
    switch (object["environment"]?.string, object["file"]?.string) {
    case (let name?, nil): place = .environment(name)
    case (nil, let file?): place = .file(file)
    default: throw OutsideFault(path, "must have either 'environment' or 'file', a text")
    }
    guard let hosts = object["hosts"] else {
      throw OutsideFault(path, "must say which 'hosts' the secret is for")
    }
    origins = try OutsideSettings.origins(hosts, path: path + ["hosts"])
    self.path = path
  }

  /// Fetches the secret.
  ///
  /// - Throws: where it is not there, is empty, or could not be the value of a header.
  package func secret(environment: [String: String]) throws(OutsideFault) -> Secret {
    let text: String?
    let name: String
    switch place {
    case .environment(let variable):
      name = "the variable \(variable)"
      text = environment[variable]
    case .file(let file):
      name = "the file \(file)"
      // Why it cannot be read does not change what is to be done.
      text = (try? String(contentsOfFile: file, encoding: .utf8)).map { text in
        String(text.reversed().drop { $0.isNewline }.reversed())
      }
    }
    guard let text, !text.isEmpty else {
      throw OutsideFault(path, "is not there: \(name) is missing or empty")
    }
    var headers = Headers()
    do { try headers.add(text, for: .authorisation) } catch {
      throw OutsideFault(path, "cannot be sent: \(name) holds a control character")
    }
    return Secret(text)
  }
}

extension OutsideSettings {
  /// Fetches every secret; see ``SecretSource/secret(environment:)``.
  package func fetchSecrets(
    environment: [String: String]
  ) throws(OutsideFault) -> [String: Secret] {
    var fetched: [String: Secret] = [:]
    for (name, source) in secrets { fetched[name] = try source.secret(environment: environment) }
    return fetched
  }
}
