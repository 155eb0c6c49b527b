internal import Helpdesk

/// The words of a report for what is found.
enum LicenceWords {
  /// How somebody comes by a licence.
  static func ways(_ licence: HeldLicence) -> String {
    guard !licence.ways.isEmpty else { return "not known" }
    return licence.ways.map { way in
      switch way {
      case .direct: "direct"
      case .group(let name, .dynamic): "dynamic group \(name)"
      case .group(let name, _): "group \(name)"
      }
    }.joined(separator: " and ")
  }

  /// What stands in the way of taking it; empty for nothing.
  static func obstacles(_ finding: LicenceVerdict.Finding) -> String {
    finding.obstacles.map(words).joined(separator: "; ")
  }

  private static func words(_ obstacle: LicenceObstacle) -> String {
    switch obstacle {
    case .holdUnknown: "whether it is on hold is not known"
    case .mailboxUnknown: "whom the mailbox is for is not known"
    case .leftAlone: "the rules leave this product alone"
    case .unclear: "how it was given is not known"
    case .twice: "it is given twice"
    case .group(let name): "take them out of the group \(name)"
    case .synchronisedGroup(let name): "the group \(name) is kept in another directory"
    case .dynamicGroup(let name): "a rule puts them into the group \(name)"
    case .mailboxFirst: "the mailbox first: shared, or not needed"
    }
  }

  /// What the rules say of somebody, as a word.
  static func verdict(_ verdict: LicenceVerdict) -> String {
    switch verdict {
    case .active: "active"
    case .inactive: "inactive"
    case .unknown: "unknown"
    case .excluded: "excluded"
    }
  }

  /// Why somebody is unknown or left alone, in words for machines; empty for others.
  static func reasons(_ verdict: LicenceVerdict) -> [String] {
    switch verdict {
    case .active, .inactive: []
    case .unknown(let gap): [gap.rawValue]
    case .excluded(let reasons): reasons.map(\.rawValue)
    }
  }

  /// Kroner of øre, with decimals only where there are any.
  static func kroner(_ øre: Int) -> String {
    let rest = øre % 100
    return rest == 0 ? "\(øre / 100)" : "\(øre / 100).\(rest < 10 ? "0" : "")\(rest)"
  }
}
