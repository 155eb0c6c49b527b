internal import Ground
internal import HTTP

// What may be changed, and nothing else: each only by a client that was made to write, and each only once.
//
// `GraphError.unclear` means that it may have been carried out: read again before another try.
extension GraphClient {
  /// Gives a user licences and takes others away, all or none of it (`assignLicense`).
  ///
  /// A licence that comes with a group cannot be taken so, and Graph then refuses all of it (400).
  package func changeLicences(
    of user: String,
    adding added: [Licence] = [],
    removing removed: [String] = []
  ) async throws(GraphError) {
    let body: JSON = [
      "addLicenses": .array(added.map(\.json)),
      "removeLicenses": .array(removed.map { .string($0.lowercased()) }),
    ]
    let resource = GraphResource("users", .id(user), "assignLicense", needs: [.changeLicences])
    try await change(.post, resource, body)
  }

  /// Takes a user out of a group whose members no rule chooses.
  ///
  /// - Throws: with ``GraphError/isNotFound`` where they are not in it.
  package func removeMember(_ user: String, from group: String) async throws(GraphError) {
    let resource = GraphResource(
      "groups",
      .id(group),
      "members",
      .id(user),
      "$ref",
      needs: [.changeMembers]
    )
    try await change(.delete, resource, nil)
  }

  /// Puts a user into a group whose members no rule chooses.
  package func addMember(_ user: String, to group: String) async throws(GraphError) {
    let resource = GraphResource(
      "groups",
      .id(group),
      "members",
      "$ref",
      needs: [.changeMembers]
    )
    let member = try GraphResource("directoryObjects", .id(user), needs: [])
      .address(at: account.cloud.graph)
    try await change(.post, resource, ["@odata.id": .string("\(member)")])
  }

  private func change(
    _ method: Method,
    _ resource: GraphResource,
    _ body: JSON?
  ) async throws(GraphError) {
    let address = try resource.address(at: account.cloud.graph)
    _ = try await send(GraphCall(method, address, of: resource, body: body))
  }
}
