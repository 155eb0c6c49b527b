import Foundation
import Graph
import Ground
import HTTP
import TestKit
import Testing

/// Against the stand-in for Microsoft Graph, over the network of this machine.
@Suite(.enabled(if: MockGraph.isThere, "\(MockGraph.need)"))
struct MockedDirectoryTests {
  private static func small(_ resource: GraphResource) -> GraphResource {
    var resource = resource
    resource.top = 17
    return resource
  }

  private static func truth(_ graph: MockGraph) async throws -> JSONObject {
    try #require(try await graph.ask("truth")["users"]?.object)
  }

  @Test func `reads users with their licences and when they were there`() async throws {
    let graph = try MockGraph.calm()
    let client = try graph.client()
    let users = try await client.pages(of: Self.small(.users(with: [.signIns, .leaving])))
      .all(TenantUser.self)
    let products = try await client.pages(of: .subscriptions).all(Subscription.self)
    let names = Dictionary(uniqueKeysWithValues: products.map { ($0.sku, $0.product) })
    let truth = try await Self.truth(graph)
    #expect(Set(users.map(\.id)) == Set(truth.keys))
    for user in users {
      let fact = try #require(truth[user.id])
      let kind = fact["kind"]?.string ?? ""
      #expect(user.isWhole)
      #expect(user.signIn == fact["upn"]?.string?.lowercased())
      #expect(
        Set(user.licences.map { names[$0.sku] }) == Set(fact["skus"]?.array?.map(\.string) ?? [])
      )
      let direct = user.assignments.filter { $0.group == nil }.map { names[$0.licence.sku] }
      #expect(Set(direct) == Set(fact["directSkus"]?.array?.map(\.string) ?? []))
      // Who never came, and whose activity Graph does not tell, is unknown.
      let isUnknown =
        ["never_new", "never_old", "no_activity_object", "breakglass"].contains(kind)
        || kind == "shared_mailbox" || kind == "room"
      #expect((user.signIns.lastUse == nil) == isUnknown, "\(kind)")
      #expect((user.kind == .guest) == (kind == "guest"))
      #expect((user.leaves != nil) == kind.hasPrefix("leaver"))
      #expect((user.attributes[10] != nil) == (kind == "on_leave"))
    }
  }

  @Test func `does not take tries for use`() async throws {
    let graph = try MockGraph.calm()
    let now = Date(timeIntervalSince1970: 1_795_248_000)
    let truth = try await Self.truth(graph)
    let users = try await graph.client().pages(of: .users(with: [.signIns])).all(TenantUser.self)
    let sprayed = users.filter { truth[$0.id]?["kind"] == "password_spray_only" }
    #expect(!sprayed.isEmpty)
    for user in sprayed {
      let (use, attempt) = (try #require(user.signIns.lastUse), try #require(user.signIns.lastTry))
      #expect(now.timeIntervalSince(use) > 90 * 86_400)
      #expect(now.timeIntervalSince(attempt) < 20 * 86_400)
    }
  }

  @Test func `says what is missing, and never that nobody was there`() async throws {
    let graph = try MockGraph(users: 20, devices: 5)
    func error(_ client: MockGraph.Client, _ resource: GraphResource) async throws -> GraphError? {
      let client = try graph.client(client)
      return await fault { try await client.pages(of: resource).all() }
    }
    let users = GraphResource.users(with: [.signIns])
    #expect(try await error(.noAudit, users) == .forbidden(users.name, missing: [.readSignIns]))
    #expect(
      try await error(.devices, users)
        == .forbidden(users.name, missing: [.readUsers, .readSignIns])
    )
    let leaving = GraphResource.users(with: [.leaving])
    #expect(try await error(.read, leaving) == .forbidden(users.name, missing: [.readLeaving]))
    #expect(
      try await error(.noAudit, .groups)
        == .forbidden(GraphResource.groups.name, missing: [.readGroups])
    )
    try await graph.tell("config", ["no_premium": true])
    #expect(try await error(.full, users) == .notPremium)
    #expect(try await error(.full, .users()) == nil)
  }

  @Test func `reads groups with their rules, and who is in them`() async throws {
    let graph = try MockGraph.calm()
    let client = try graph.client(.read)
    let groups = try await client.pages(of: Self.small(.groups)).all(TenantGroup.self)
    #expect(groups.count == 12 && groups.allSatisfy { $0.licences.count == 1 })
    #expect(groups.count { $0.isDynamic && $0.rule?.contains("user.companyName") == true } == 6)
    var members = 0
    for group in groups {
      members += try await client.pages(of: .members(of: group.id)).all().count
    }
    let users = try await client.pages(of: .users()).all(TenantUser.self)
    #expect(members == users.reduce(0) { $0 + $1.assignments.count { $0.group != nil } })
    let one = TenantGroup(try await client.get(.group(groups[0].id)))
    #expect(one == groups[0])
  }

  @Test func `counts what was bought and what is taken`() async throws {
    let graph = try MockGraph.calm()
    let client = try graph.client(.read)
    let products = try await client.pages(of: .subscriptions).all(Subscription.self)
    let users = try await client.pages(of: .users()).all(TenantUser.self)
    #expect(products.count == 7)
    for product in products {
      #expect(product.consumed == users.count { $0.licences.contains { $0.sku == product.sku } })
      #expect(
        product.mayHoldMailbox == ["SPE_E3", "SPE_F1", "STANDARDPACK"].contains(product.product)
      )
    }
  }

  @Test func `reads what has changed since`() async throws {
    let graph = try MockGraph(users: 60, devices: 5)
    let client = try graph.client(access: .writes)
    let resource = GraphResource.userChanges(["id", "userPrincipalName", "department"])
    var changes: GraphCursor?
    var count = 0
    for try await page in client.pages(of: resource) {
      count += page.entities(TenantUser.self).count
      changes = page.changes ?? changes
    }
    #expect(count == (try await Self.truth(graph).count))
    let since = try #require(changes)
    let user = try #require(
      try await client.pages(of: .users()).all(TenantUser.self).first { user in
        user.assignments.contains { $0.group == nil }
      }
    )
    let licence = try #require(user.assignments.first { $0.group == nil }).licence
    try await client.changeLicences(of: user.id, removing: [licence.sku])
    let later = try await client.pages(of: resource, from: since).all(TenantUser.self)
    #expect(later.map(\.id) == [user.id])
    let stale = try #require(GraphCursor("/v1.0/users/delta?$deltatoken=old"))
    let error = await fault { try await client.pages(of: resource, from: stale).all() }
    #expect(error?.isExpiredCursor == true)
  }

  @Test func `takes a licence away, and gives back exactly that`() async throws {
    let graph = try MockGraph(users: 100, devices: 5)
    let client = try graph.client(access: .writes)
    let users = try await client.pages(of: .users()).all(TenantUser.self)
    let user = try #require(
      users.first { user in
        user.assignments.contains { $0.group == nil } && user.assignments.count > 1
      }
    )
    let licence = try #require(user.assignments.first { $0.group == nil }).licence
    try await client.changeLicences(of: user.id, removing: [licence.sku.uppercased()])
    func now() async throws -> TenantUser? { TenantUser(try await client.get(.user(user.id))) }
    let after = try #require(try await now())
    #expect(!after.assignments.contains { $0.group == nil && $0.licence == licence })
    let again = await fault {
      try await client.changeLicences(of: user.id, removing: [licence.sku])
    }
    guard case .refused(_, .badRequest, "Request_BadRequest") = again else {
      Issue.record("\(String(describing: again))")
      return
    }
    try await client.changeLicences(of: user.id, adding: [licence])
    let back = try #require(try await now())
    #expect(Set(back.assignments.map(\.licence)) == Set(user.assignments.map(\.licence)))
  }

  @Test func `takes somebody out of a group, where no rule put them in`() async throws {
    let graph = try MockGraph(users: 100, devices: 5)
    let client = try graph.client(access: .writes)
    let groups = try await client.pages(of: .groups).all(TenantGroup.self)
    for isDynamic in [false, true] {
      let group = try #require(groups.first { $0.isDynamic == isDynamic })
      let members = try await client.pages(of: .members(of: group.id)).all()
      let member = try #require(members.first?["id"]?.string)
      let error = await fault { try await client.removeMember(member, from: group.id) }
      #expect((error != nil) == isDynamic)
      guard !isDynamic else { continue }
      let left = try await client.pages(of: .members(of: group.id)).all()
      #expect(left.count == members.count - 1)
      #expect(
        await fault { try await client.removeMember(member, from: group.id) }?.isNotFound == true
      )
    }
  }

  @Test func `reads many at once, and asks again for those that were throttled`() async throws {
    let graph = try MockGraph(users: 60, devices: 5)
    let waits = GraphScene.Waits()
    let client = try graph.client(.read, waits: waits)
    let users = try await client.pages(of: .users()).all(TenantUser.self)
    try await graph.tell(
      "faults",
      [["match": .string(users[3].id), "status": 429, "retryAfter": 4, "times": 2]]
    )
    let nobody = GraphResource.user("00000000-0000-4000-8000-000000000000")
    let wanted = users.map { GraphResource.user($0.id) } + [nobody]
    let results = try await client.batch(wanted)
    #expect(results.dropLast().map { TenantUser((try? $0.get()) ?? .null) } == users)
    guard case .failure(let error)? = results.last else {
      Issue.record("nobody was found")
      return
    }
    #expect(error.isNotFound)
    #expect(waits.all == [4, 4])
  }

  @Test func `knows whom a mailbox is for`() async throws {
    let graph = try MockGraph.calm()
    let truth = try await Self.truth(graph)
    let resources = truth.keys.map { GraphResource.mailbox(of: $0) }
    for result in try await graph.client().batch(resources) {
      let mailbox = try #require(Mailbox(try result.get()))
      #expect(mailbox.purpose.rawValue == truth[mailbox.user]?["purpose"]?.string)
    }
    let refused = try await graph.client(.read).batch(Array(resources.prefix(1)))
    #expect(
      refused == [
        .failure(
          .forbidden(resources[0].name, missing: [.readMailboxSettings])
        )
      ]
    )
  }
}
