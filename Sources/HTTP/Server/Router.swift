internal import Telemetry

/// Gives each request to the handler of its method and path.
///
/// HEAD is for whoever answers GET (RFC 9110 §9.3.2). Other paths are 404, other methods 405 with `Allow`.
package struct Router: Handler {
  private let paths: [String: [Method: any Handler]]
  private let other: any Handler

  /// - Parameter observation: told of what no route is for.
  package init(_ routes: [Route], observation: Observation = Observation()) {
    paths = routes.reduce(into: [:]) { $0[$1.path, default: [:]][$1.method] = $1.handler }
    other = Observed("none", by: observation, Nowhere(paths: paths.mapValues { Array($0.keys) }))
  }

  /// What the handler of the route answers, or 404, or 405.
  package func respond(to request: Request, from peer: Peer) async -> Response {
    let handlers = paths[request.address.path]
    let method = request.method == .head && handlers?[.head] == nil ? .get : request.method
    return await (handlers?[method] ?? other).respond(to: request, from: peer)
  }
}

/// Answers what no route is for.
private struct Nowhere: Handler {
  var paths: [String: [Method]]

  func respond(to request: Request, from peer: Peer) async -> Response {
    guard let methods = paths[request.address.path] else { return Response(.notFound) }
    var names = Set(methods.map(\.description))
    if names.contains(Method.get.description) { names.insert(Method.head.description) }
    var response = Response(.methodNotAllowed)
    // Methods are tokens, which every header takes.
    try? response.headers.set(names.sorted().joined(separator: ", "), for: .allow)
    return response
  }
}
