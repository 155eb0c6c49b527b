import Foundation
import Graph
import Ground
import HTTP
import TestKit

extension MockGraph {
  /// A client of it, for which time passes only where it waits.
  ///
  /// - Parameter pause: how long it really waits where it was to wait at all.
  func client(
    _ client: Client = .full,
    secret: Secret? = nil,
    access: GraphClient.Access = .reads,
    pause: Duration = .zero,
    waits: GraphScene.Waits = GraphScene.Waits()
  ) throws -> GraphClient {
    guard let origin, let cloud = GraphCloud(login: origin, graph: origin) else {
      throw CocoaError(.featureUnsupported)
    }
    let proof = GraphAccount.Proof.secret(secret ?? client.secret)
    let account = GraphAccount(cloud: cloud, tenant: Self.tenant, client: client.id) { proof }
    let time = VirtualTime(Date())
    return GraphClient(
      account,
      access: access,
      transport: CurlTransport(),
      time: time,
      seed: 1,
      sleep: { wait in
        waits.note(wait)
        time.set(to: time.now().addingTimeInterval(wait / .seconds(1)))
        if pause > .zero { try await Task.sleep(for: pause) }
      }
    )
  }
}

extension GraphPages {
  /// Everything on all pages, as what it is.
  func all<Entity: GraphEntity>(_ type: Entity.Type) async throws -> [Entity] {
    var entities: [Entity] = []
    for try await page in self { entities += page.entities(type) }
    return entities
  }
}
