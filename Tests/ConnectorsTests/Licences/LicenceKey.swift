import Foundation
import Graph
import Ground
import TestKit

/// What is right of everybody in a tenant that stands in for Microsoft's, worked out from its answer key alone.
struct LicenceKey {
  let people: [String: JSON]
  private let products: [String: String]
  private let groups: [String: String]
  private let lastUse: [String: Date]

  init(_ room: LicenceRoom) async throws {
    people = try await room.people()
    let truth = try await room.graph.exactTruth()
    products = (truth["products"]?.object ?? JSONObject()).reduce(into: [:]) {
      $0[$1.key] = $1.value.string
    }
    groups = (truth["groups"]?.object ?? JSONObject()).reduce(into: [:]) {
      $0[$1.key] = $1.value.string
    }
    var lastUse: [String: Date] = [:]
    for try await page in try room.client().pages(of: .users(with: [.signIns])) {
      for user in page.entities(TenantUser.self) { lastUse[user.id] = user.signIns.lastUse }
    }
    self.lastUse = lastUse
  }

  /// Whether nothing may ever be taken from them: they were there lately, nobody knows, or they are left alone.
  func isSpared(_ id: String) -> Bool {
    guard let person = people[id], let lastUse = lastUse[id] else { return true }
    let kinds = ["inactive_90", "inactive_180", "password_spray_only", "leaver_disabled"]
    let isIdle = kinds.contains(person["kind"]?.string ?? "")
    return !isIdle || lastUse > LicenceRoom.start - 91 * 86_400 || person["hold"] == true
      || person["employment"] == "Vikar"
  }

  private static let mail: Set = ["SPE_E3", "SPE_F1", "STANDARDPACK"]

  /// The products that somebody has directly, and those that come with a group that no rule chooses; not both ways.
  private func ways(_ id: String) -> (direct: Set<String>, group: Set<String>) {
    let person = people[id]
    let direct = (person?["direct"]?.array ?? []).compactMap { $0.array?.first?.string }
    let names = (person?["groups"]?.array ?? []).compactMap(\.string).compactMap { groups[$0] }
    let byRule = Set(names.filter { $0.contains("SPE_F1") }.map { _ in "SPE_F1" })
    let byGroup = Set(names.filter { $0.contains("SPE_E3") }.map { _ in "SPE_E3" })
    let own = Set(direct.compactMap { products[$0] })
    return (own.subtracting(byGroup).subtracting(byRule), byGroup.subtracting(own))
  }

  /// What can be taken as it is: neither with a mailbox nor by a group.
  func removable(_ id: String) -> Set<String> {
    isSpared(id) ? [] : ways(id).direct.subtracting(Self.mail)
  }

  /// What can be taken besides where groups may be left and the mailbox is shared.
  func removableWithHelp(_ id: String) -> Set<String> {
    isSpared(id) ? [] : ways(id).direct.union(ways(id).group)
  }

  /// The names of what somebody has, of people as they are at some moment.
  func licences(_ person: JSON?) -> Set<String> {
    Set((person?["licences"]?.array ?? []).compactMap { $0.string.flatMap { products[$0] } })
  }
}
