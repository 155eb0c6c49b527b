internal import Crypto
internal import Foundation
internal import Graph
internal import Ground
internal import HTTP

/// The settings by which sources are asked over the network; those of the server may be missing, and need not fit.
struct SourceSettings: Sendable {
  private let configuration: ServerConfiguration

  /// Reads the settings as a server would, and takes their flags away.
  ///
  /// - Throws: with all that is wrong about Graph and Snipe-IT, or with a value; it is complained of before.
  init(
    _ arguments: inout Arguments,
    content folder: String,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws(UsageError) {
    var loaded = try ServerConfiguration.read(
      &arguments,
      environment: environment,
      content: folder
    )
    loaded.checkSources()
    for fault in loaded.faults { Output.complain("\(fault)") }
    guard loaded.isUsable else {
      throw UsageError("the settings cannot be used; 'rakel settings' shows them")
    }
    configuration = loaded.configuration
  }

  /// The settings of a server that runs.
  init(_ configuration: ServerConfiguration) { self.configuration = configuration }

  /// Whether Rakel may change anything in Graph.
  var mayChange: Bool { configuration.graph.changes }

  /// The file with those whose mailboxes must be kept for the law.
  var holds: String? { configuration.licences.holds }

  /// What reads Microsoft Graph, and may only change it where the command that asks is there for that.
  ///
  /// - Parameters:
  ///   - patience: how long it tries.
  ///   - waiting: told of every wait.
  func graph(
    _ access: GraphClient.Access = .reads,
    transport: any Transport,
    patience: Patience = Patience(),
    waiting: @escaping @Sendable (Duration) -> Void = { _ in }
  ) throws(UsageError) -> GraphClient {
    let graph = configuration.graph
    guard let tenant = graph.tenantID, let client = graph.clientID else {
      throw UsageError("set graph.tenantId, graph.clientId and graph.clientSecretFile first")
    }
    guard let cloud = graph.place else {
      throw UsageError("graph.login or graph.endpoint is no address")
    }
    let account = GraphAccount(cloud: cloud, tenant: tenant, client: client) { graph.proof }
    return GraphClient(
      account,
      access: access,
      transport: transport,
      patience: patience,
      waiting: waiting
    )
  }

  /// What reads Snipe-IT.
  func snipeIT(transport: any Transport) throws(UsageError) -> SnipeClient {
    let snipe = configuration.snipeIT
    guard let token = snipe.token, let address = snipe.url.flatMap({ WebAddress($0) }) else {
      throw UsageError("set snipeit.url and snipeit.tokenFile first")
    }
    // Why it cannot be read now, the check of the settings has said.
    return SnipeClient(address, token: { try? token.read() }, transport: transport)
  }

  /// The categories of assets that are machines; empty for all.
  var categories: [String] { configuration.snipeIT.categories }
}

extension ServerConfiguration.GraphAccess {
  fileprivate var place: GraphCloud? {
    guard let named = GraphCloud.named(cloud) else { return nil }
    return GraphCloud(
      login: login.flatMap { WebAddress($0)?.origin } ?? named.login,
      graph: endpoint.flatMap { WebAddress($0)?.origin } ?? named.graph
    )
  }

  /// What the application proves itself with now; nil where it cannot be read.
  fileprivate var proof: GraphAccount.Proof? {
    if let clientSecret { return (try? clientSecret.read()).map { .secret($0) } }
    guard let certificate, let key,
      let first = FileManager.default.contents(atPath: certificate),
      let second = FileManager.default.contents(atPath: key)
    else { return nil }
    // A pair that does not fit is as good as none; the check of the settings has said why.
    let pair = try? CertifiedKey(
      certificate: String(decoding: first, as: UTF8.self),
      key: String(decoding: second, as: UTF8.self)
    )
    return pair.map { .certificate($0) }
  }
}
