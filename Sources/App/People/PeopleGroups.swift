internal import Graph
internal import Ground
internal import Helpdesk
internal import People

/// Who is in the groups that rules are about, also by way of other groups.
///
/// Graph tells of nobody that they came into a group or left it, so that all members are read each time.
struct PeopleGroups {
  let client: GraphClient
  /// Whether a group that says who is a pupil may be empty.
  var isForced = false

  /// How many groups may be in one, at whatever depth.
  private static let mostNested = 1_000

  /// The groups of everybody who is in any.
  ///
  /// - Throws: ``PeopleStop`` where a group is not there: nobody must become somebody else because of that;
  ///   ``Graph/GraphError``.
  func memberships(of rules: PersonRules) async throws -> [EntraID: PersonRules.Memberships] {
    var memberships: [EntraID: PersonRules.Memberships] = [:]
    for (place, name) in rules.groups.enumerated() {
      let id = try await id(of: name)
      let members = try await members(of: id, called: name)
      // Whoever was a pupil would be anybody: more likely they cannot be seen.
      if members.isEmpty, !isForced, rules.pupilGroups & 1 << UInt64(place) != 0 {
        throw PeopleStop.noPupils(name)
      }
      for member in members {
        memberships[member, default: 0] |= 1 << UInt64(place)
      }
    }
    return memberships
  }

  private func id(of name: String) async throws -> EntraID {
    if let id = EntraID(name) { return id }
    var found: [EntraID] = []
    for try await page in client.pages(of: .groups(named: name)) {
      found += page.items.compactMap { $0["id"]?.string.flatMap { EntraID($0) } }
    }
    guard let id = found.first, found.count == 1 else {
      throw PeopleStop.group(name, count: found.count)
    }
    return id
  }

  private func members(of group: EntraID, called name: String) async throws -> Set<EntraID> {
    var (members, seen, open): (Set<EntraID>, Set<EntraID>, [EntraID]) = ([], [group], [group])
    while let next = open.popLast() {
      do {
        for try await page in client.pages(of: .members(of: next.description)) {
          for item in page.items {
            guard let id = item["id"]?.string.flatMap({ EntraID($0) }) else {
              throw PeopleStop.members(name)
            }
            if item["@odata.type"] == "#microsoft.graph.group" {
              if seen.insert(id).inserted { open.append(id) }
            } else {
              members.insert(id)
            }
          }
          guard seen.count <= Self.mostNested else { throw PeopleStop.members(name) }
        }
      } catch let error as GraphError where error.isNotFound {
        throw PeopleStop.group(name, count: 0)
      }
    }
    return members
  }
}
