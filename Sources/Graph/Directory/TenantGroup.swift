package import Ground

/// A group of the tenant, which may give its members licences.
package struct TenantGroup: GraphEntity, Hashable {
  package let id: String
  package let name: String?
  /// Whether a rule says who is in it, so that nobody can be taken out.
  package let isDynamic: Bool
  /// The rule, as Entra has it; nil for none.
  package let rule: String?
  /// Whether the group is kept elsewhere, and Graph cannot change its members.
  package let isSynchronised: Bool
  /// Whether it gives rights to files and the like, and whether mail to it comes to its members.
  package let isSecurity: Bool
  package let isMailEnabled: Bool
  /// Whether it gives administrators their rights.
  package let givesRoles: Bool
  package let licences: [Licence]

  /// Nil without an id.
  package init?(_ json: JSON) {
    guard let id = json["id"]?.words else { return nil }
    self.id = id.lowercased()
    name = json["displayName"]?.words
    rule = json["membershipRule"]?.words
    isDynamic =
      rule != nil || json["groupTypes"]?.array?.contains("DynamicMembership") ?? false
    isSynchronised = json["onPremisesSyncEnabled"]?.bool ?? false
    isSecurity = json["securityEnabled"]?.bool ?? false
    // Of a group that does not tell the worst is thought.
    isMailEnabled = json["mailEnabled"]?.bool ?? true
    givesRoles = json["isAssignableToRole"]?.bool ?? false
    licences = (json["assignedLicenses"]?.array ?? []).compactMap(Licence.init)
  }
}

extension GraphResource {
  private static let groupFacts = [
    "id", "displayName", "groupTypes", "membershipRule", "onPremisesSyncEnabled",
    "isAssignableToRole", "securityEnabled", "mailEnabled", "assignedLicenses",
  ]

  /// All groups of the tenant.
  package static let groups = GraphResource(
    "groups",
    select: groupFacts,
    top: 999,
    needs: [.readGroups]
  )

  /// One group.
  package static func group(_ id: String) -> GraphResource {
    GraphResource("groups", .id(id), select: groupFacts, needs: [.readGroups])
  }

  /// Who is in a group, directly: their ids.
  package static func members(of group: String) -> GraphResource {
    GraphResource(
      "groups",
      .id(group),
      "members",
      select: ["id"],
      top: 999,
      needs: [.readGroups]
    )
  }
}
