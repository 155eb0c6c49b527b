internal import Foundation
internal import Graph
internal import Ground
internal import Helpdesk
internal import People
internal import WorkingTime

/// What a tenant's users refer to: its groups, its products, and who is who here.
struct LicenceTenant: Sendable {
  let groups: [String: TenantGroup]
  private let products: [String: Subscription]
  private let administrators: Set<String>

  /// Reads groups, products, and who is in groups that give rights.
  static func read(by client: GraphClient) async throws(GraphError) -> LicenceTenant {
    let products = try await all(Subscription.self, of: .subscriptions, by: client)
    let groups = try await all(TenantGroup.self, of: .groups, by: client)
    var administrators: Set<String> = []
    for group in groups where group.givesRoles {
      for try await page in client.pages(of: .members(of: group.id)) {
        administrators.formUnion(page.items.compactMap { $0["id"]?.string?.lowercased() })
      }
    }
    return LicenceTenant(
      groups: Dictionary(groups.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first }),
      products: Dictionary(products.map { ($0.sku, $0) }, uniquingKeysWith: { first, _ in first }),
      administrators: administrators
    )
  }

  private static func all<Entity: GraphEntity>(
    _ type: Entity.Type,
    of resource: GraphResource,
    by client: GraphClient
  ) async throws(GraphError) -> [Entity] {
    var all: [Entity] = []
    for try await page in client.pages(of: resource) {
      let entities = page.entities(type)
      guard entities.count == page.items.count else {
        throw GraphError.unreadable(.form(resource.name))
      }
      all += entities
    }
    return all
  }

  /// How many the tenant says use each product that users have, by its name.
  var counted: [(product: String, users: Int)] {
    products.values.filter(\.isForUsers).map { ($0.product, $0.consumed) }
      .sorted { $0.product < $1.product }
  }

  /// What is known of somebody.
  ///
  /// - Parameter now: the directory may say that they are on leave today.
  func user(_ account: TenantUser, in directory: Directory, at now: Date) -> LicensedUser {
    var user = LicensedUser(id: account.id)
    user.signIn = account.signIn
    let known = LicenceSubject.person(user, in: directory)
    user.name = account.name
    user.municipality = known?.municipality ?? account.company?.municipalityKey
    user.isEnabled = account.isEnabled
    user.isMember =
      switch account.kind {
      case .member: true
      case .guest: false
      case .unknown: nil
      }
    user.created = account.created
    user.lastUse = account.signIns.lastUse
    user.leaves = account.leaves
    user.employment = account.employment
    user.attributes = account.attributes.sorted { $0.key < $1.key }.map(\.value)
    if case .until? = known?.absence {
      user.isAbsent = known?.absence?.holds(on: OsloClock.reading(now).day) ?? false
    }
    user.isAdministrator = administrators.contains(account.id)
    user.isWhole = account.isWhole
    user.licences = account.licences.map { licence in
      held(licence, account.assignments.filter { $0.licence.sku == licence.sku })
    }
    return user
  }

  private func held(_ licence: Licence, _ assignments: [LicenceAssignment]) -> HeldLicence {
    let product = products[licence.sku]
    return HeldLicence(
      product: product?.product ?? licence.sku,
      // Of a product that is not known the worst is thought.
      mayHoldMailbox: product?.mayHoldMailbox ?? true,
      ways: assignments.map(way)
    )
  }

  private func way(_ assignment: LicenceAssignment) -> HeldLicence.Way {
    guard let id = assignment.group else { return .direct }
    guard let group = groups[id] else { return .group(id, .unknown) }
    let membership: HeldLicence.Membership =
      group.isDynamic ? .dynamic : group.isSynchronised ? .synchronised : .assigned
    return .group(group.name ?? id, membership)
  }
}
