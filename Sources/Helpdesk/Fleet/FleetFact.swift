/// A fact of a device that sources tell, by the column that holds it, and whose word on it goes first.
///
/// Within one kind the source whose name comes first in the alphabet goes first, so that the order of imports does not
/// matter.
enum FleetFact: String, CaseIterable {
  case name, assetTag, manufacturer, model, purchased, warrantyEnds, endOfLife, municipality, unit
  case user, ownership, isShared, readiness, bootSeconds, blueScreens, freeGigabytes, lastSeen

  var firstKind: FleetSource.Kind {
    switch self {
    case .assetTag, .manufacturer, .model, .purchased, .warrantyEnds, .endOfLife, .municipality,
      .unit:
      .register
    case .name, .user, .ownership, .isShared, .readiness, .bootSeconds, .blueScreens,
      .freeGigabytes, .lastSeen:
      .management
    }
  }

  /// The columns of all facts with `prefix` before each, as SQL lists them.
  static func columns(_ prefix: String = "") -> String {
    allCases.map { prefix + $0.rawValue }.joined(separator: ", ")
  }

  /// What SQL takes for the fact where `joined` names the sources' rows by kind, in their order.
  func value(from joined: [(alias: String, kind: FleetSource.Kind)]) -> String {
    let first = joined.filter { $0.kind == firstKind } + joined.filter { $0.kind != firstKind }
    var words = first.map { "\($0.alias).\(rawValue)" }
    switch self {
    case .ownership, .readiness: words.append("'unknown'")
    case .isShared: words.append(Self.isNobodys(joined))
    default: break
    }
    // SQLite's coalesce wants two at least.
    return words.count == 1 ? words[0] : "coalesce(\(words.joined(separator: ", ")))"
  }

  /// Whether a managed device is one that no source names a user for.
  private static func isNobodys(_ joined: [(alias: String, kind: FleetSource.Kind)]) -> String {
    let users = joined.map { "\($0.alias).user IS NULL" }
    let managed = joined.filter { $0.kind == .management }.map { "\($0.alias).serial IS NOT NULL" }
    if managed.isEmpty { return "0" }
    return "(\(users.joined(separator: " AND ")) AND (\(managed.joined(separator: " OR "))))"
  }
}
