// What a directory of people is made of.
extension GraphResource {
  /// All accounts at first, and later, from ``GraphPage/changes`` on, those that have changed.
  ///
  /// Of what has changed later, Graph may say only what is new; where the place is too old
  /// (``GraphError/isExpiredCursor``) all have to be read again.
  /// - Parameter properties: what is wanted of each, by Graph's names; a change of nothing else is told.
  package static func userChanges(_ properties: [String]) -> GraphResource {
    GraphResource("users", "delta", select: properties, needs: needs(of: properties))
  }

  /// One account, with those properties.
  package static func user(_ id: String, properties: [String]) -> GraphResource {
    GraphResource("users", .id(id), select: properties, needs: needs(of: properties))
  }

  /// Who leads somebody: their id; not found where nobody does.
  package static func manager(of user: String) -> GraphResource {
    GraphResource("users", .id(user), "manager", select: ["id"], needs: [.readUsers])
  }

  /// The groups of that name, of which there may be none or many: their ids.
  package static func groups(named name: String) -> GraphResource {
    GraphResource(
      "groups",
      select: ["id"],
      filter: "displayName eq \(quoted(name))",
      needs: [.readGroups]
    )
  }

  private static func needs(of properties: [String]) -> [GraphPermission] {
    [.readUsers] + (properties.contains("employeeLeaveDateTime") ? [.readLeaving] : [])
  }
}
