import Foundation
import HTTP

/// A server for one test, and what clients of it send.
struct Served {
  let server: Server

  init(
    _ change: (inout ServerSettings) -> Void = { _ in },
    by handler: any Handler = Echo(),
    observation: Observation = Observation()
  ) throws {
    var settings = ServerSettings()
    change(&settings)
    server = try Server(settings, handler: handler, observation: observation)
  }

  func client(from source: String? = nil) throws -> RawClient {
    try RawClient(port: server.port, source: source)
  }

  /// A flawless request with these header lines besides `Host`.
  static func request(_ line: String, _ headers: [String] = [], body: String = "") -> String {
    (["\(line) HTTP/1.1", "Host: rakel.example.no"] + headers).joined(separator: "\r\n")
      + "\r\n\r\n" + body
  }

  static func post(_ body: String, to path: String = "/") -> String {
    request("POST \(path)", ["Content-Length: \(body.utf8.count)"], body: body)
  }
}

/// Answers with what it has been sent.
struct Echo: Handler {
  func respond(to request: Request, from peer: Peer) async -> Response {
    let text = "\(request.method) \(request.address)|"
    return Response(.ok, body: Array(text.utf8) + request.body)
  }
}

/// Answers as the test says.
struct Answering: Handler {
  let answer: @Sendable (Request, Peer) async -> Response

  init(_ answer: @escaping @Sendable (Request, Peer) async -> Response) { self.answer = answer }

  func respond(to request: Request, from peer: Peer) async -> Response {
    await answer(request, peer)
  }
}
