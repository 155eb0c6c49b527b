package import Flows
internal import Foundation
package import Ground
package import HTTP
internal import Storage

/// `rakel:http.get`, `post`, `put`, `patch` and `delete`: any interface that speaks HTTP.
///
/// | parameter | is |
/// | --- | --- |
/// | `url` | an `https` address on one of the hosts of ``OutsideSettings``; `{name}` in it stands for a value of `path` |
/// | `path` | what to put in place of `{name}`: texts or numbers, encoded so that they stay one part of the path |
/// | `query` | what to add after `?`: name → text, number, truth value, or a list of them; encoded as well |
/// | `headers` | name → text, or `{"secret": "name", "prefix": "Bearer "}` for a secret of the settings |
/// | `body` | JSON; or a text that goes as it is, where `Content-Type` is there and is not JSON |
/// | `expect` | the statuses that are no failure; without it 200 to 299 |
///
/// It gives `{"status", "headers", "body"}`: the names of headers in lower case, `Set-Cookie` left out, the body as JSON
/// where its type and its text are JSON, else as text, and null where it is empty. Redirects are not followed.
///
/// ## Failures
///
/// | error | means |
/// | --- | --- |
/// | `Http.BadRequest` | the parameters are wrong; nothing was sent |
/// | `Http.NotAllowed` | the settings do not allow the host or the secret; nothing was sent |
/// | `Http.Unreachable` | the host has no address, or took no connection; nothing was sent |
/// | `Http.Untrusted` | the host did not prove who it is; nothing was sent |
/// | `Http.TimedOut` | the time was up; it may have been done |
/// | `Http.Broken` | the connection was lost, or the answer was not HTTP; it may have been done |
/// | `Http.TooLarge` | the answer is larger than 256 KiB; it has been done |
/// | `Http.400` … `Http.499` | the answer has that status, and `expect` does not name it |
/// | `Http.5xx` | the same for a status from 500 on |
/// | `Http.3xx`, `Http.2xx` | the same for a redirect, and for a success other than the expected |
///
/// `Cause` says method, host and status; never a path, a header or a body. Where the answer is 429 or 503 and says when to
/// come back (`Retry-After`), the request is sent again then, unless that is more than an hour after the state was
/// entered; else it fails like any other, and `Retry` may say what to do.
///
/// ## At least once
///
/// A request is sent again when Rakel was stopped before the answer was on disk, when a state is tried again, and when a
/// connection breaks as it is used again: the other side may see it several times, and Rakel cannot know whether a lost
/// one was carried out. So every request carries `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header), a quoted
/// text: the same for every attempt of one visit of the state and after every crash, another for the next visit. An
/// interface that keeps the keys does a thing once and gives the first answer again, possibly also where that was a
/// failure. With one that does not, `get`, `put` and `delete` are safe to repeat where it keeps to RFC 9110 §9.2.2; a
/// `post` or `patch` is done twice if it comes twice, and the flow had better look with `get` before it tries again.
package struct HTTPConnector: RemoteConnector {
  package let name = "http"
  package let verbs = [
    Verb("get", required: ["url"], optional: ["path", "query", "headers", "expect"]),
    Verb("post", required: ["url"], optional: ["path", "query", "headers", "body", "expect"]),
    Verb("put", required: ["url"], optional: ["path", "query", "headers", "body", "expect"]),
    Verb("patch", required: ["url"], optional: ["path", "query", "headers", "body", "expect"]),
    Verb("delete", required: ["url"], optional: ["path", "query", "headers", "body", "expect"]),
  ]

  private let settings: OutsideSettings
  private let secrets: [String: Secret]
  private let transport: any Transport
  private let limits: Limits

  /// How long after a state was entered a server may still put it off.
  private static let patience = 3_600_000

  /// - Parameters:
  ///   - secrets: what ``OutsideSettings/fetchSecrets(environment:)`` gave; one that is missing is not allowed.
  ///   - limits: what one exchange may cost; answers are kept in the execution, so they are to be small.
  package init(
    _ settings: OutsideSettings,
    secrets: [String: Secret],
    transport: any Transport,
    limits: Limits = Limits(bodyBytes: 256 << 10)
  ) {
    self.settings = settings
    self.secrets = secrets
    self.transport = transport
    self.limits = limits
  }

  /// Sends the request and says what came of it; see the table of failures.
  package func perform(_ request: TaskRequest) async -> TaskOutcome {
    let call: HTTPCall
    do throws(HTTPRefusal) {
      guard let verb = verbs.first(where: { $0.name == request.verb }) else {
        throw .badRequest("there is no 'http.\(request.verb)'")
      }
      call = try HTTPCall(request, of: verb, settings: settings, secrets: secrets)
    } catch { return error.outcome }
    do throws(TransportError) {
      let response = try await transport.send(call.request, limits: limits)
      return outcome(of: response, to: call, request)
    } catch { return Self.outcome(of: error, in: call) }
  }

  private func outcome(
    of response: Response,
    to call: HTTPCall,
    _ request: TaskRequest
  ) -> TaskOutcome {
    let status = response.status
    guard !call.expects(status) else { return .done(Self.result(response)) }
    if status == .tooManyRequests || status == .unavailable,
      let pause = Self.pause(response, now: request.now),
      pause + request.now.milliseconds <= request.entered.milliseconds + Self.patience
    {
      return .again(after: pause)
    }
    let name = (400...499).contains(status.code) ? "\(status)" : "\(status.code / 100)xx"
    return .failed(error: "Http.\(name)", cause: "\(call.title) answered \(status)")
  }

  /// Milliseconds until the server wants to be asked again; nil where it does not say.
  private static func pause(_ response: Response, now: Date) -> Int? {
    guard let wait = response.headers[.retryAfter].flatMap({ RetryAfter.wait($0, now: now) }) else {
      return nil
    }
    // At once would be a loop.
    return max(Int(wait / .milliseconds(1)), 1_000)
  }

  private static func result(_ response: Response) -> JSON {
    var headers = JSONObject()
    for name in response.headers.fields.map(\.name) where name != .setCookie {
      let values = response.headers.values(of: name)
      headers[name.description] = .string(values.joined(separator: ", "))
    }
    let text = JSON.string(String(decoding: response.body, as: UTF8.self))
    return [
      "status": .integer(response.status.code), "headers": .object(headers),
      "body": response.body.isEmpty ? .null : response.json() ?? text,
    ]
  }

  private static func outcome(of error: TransportError, in call: HTTPCall) -> TaskOutcome {
    let name: String
    switch error {
    case .unresolved, .unconnected: name = "Unreachable"
    case .timedOut: name = "TimedOut"
    case .untrusted: name = "Untrusted"
    case .tooLarge: name = "TooLarge"
    case .broken: name = "Broken"
    // Rakel is being stopped: that is no failure of the flow, which asks again with the same key.
    case .cancelled: return .again(after: 1_000)
    }
    return .failed(error: "Http.\(name)", cause: "\(call.title): \(error)")
  }
}
