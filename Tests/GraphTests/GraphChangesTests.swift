import Graph
import Ground
import HTTP
import TestKit
import Testing

@Suite struct GraphChangesTests {
  private static let done = FakeTransport.Answer.success(Response(.noContent))

  @Test func `changes nothing unless it was made for that`() async throws {
    let scene = GraphScene([Self.done, Self.done, Self.done])
    let client = try scene.client(.reads)
    for error in [
      await fault { try await client.changeLicences(of: "u", removing: ["s"]) },
      await fault { try await client.removeMember("u", from: "g") },
      await fault { try await client.addMember("u", to: "g") },
    ] {
      guard case .readOnly = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
    }
    #expect(scene.transport.requests.isEmpty)
  }

  @Test func `writes changes as Graph takes them`() async throws {
    let scene = GraphScene([Self.done, Self.done, Self.done])
    let client = try scene.client(.writes)
    try await client.changeLicences(of: "u", adding: [Licence(sku: "A", disabledPlans: ["P"])])
    try await client.removeMember("u", from: "g")
    try await client.addMember("u", to: "g")
    #expect(scene.asked.map(\.method) == [.post, .delete, .post])
    #expect(
      scene.asked.map(\.address.target) == [
        "/v1.0/users/u/assignLicense", "/v1.0/groups/g/members/u/$ref",
        "/v1.0/groups/g/members/$ref",
      ]
    )
    #expect(
      try JSON(parsing: scene.asked[0].body) == [
        "addLicenses": [["skuId": "a", "disabledPlans": ["p"]]], "removeLicenses": [],
      ]
    )
    #expect(scene.asked[1].body.isEmpty)
    #expect(
      try JSON(parsing: scene.asked[2].body)
        == ["@odata.id": "https://graph.example/v1.0/directoryObjects/u"]
    )
  }

  @Test(
    arguments: [
      GraphScene.fault(500, "x"), GraphScene.fault(503, "x", after: "1"),
      GraphScene.fault(504, "x"), .failure(.timedOut), .failure(.broken), .failure(.cancelled),
    ]
  )
  func `does nothing twice that may have been done`(answer: FakeTransport.Answer) async throws {
    let scene = GraphScene([answer, Self.done])
    let client = try scene.client(.writes)
    let error = await fault { try await client.removeMember("u", from: "g") }
    guard case .unclear = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(scene.asked.count == 1)
  }

  @Test(
    arguments: [
      GraphScene.fault(429, "x", after: "5"), GraphScene.fault(401, "x"),
      .failure(.unconnected), .failure(.unresolved),
    ]
  )
  func `does again what was surely not done`(answer: FakeTransport.Answer) async throws {
    let scene = GraphScene([answer, Self.done])
    try await scene.client(.writes).removeMember("u", from: "g")
    #expect(scene.asked.count == 2)
  }
}
