/// Where reports of devices come from, by a name that stays the same from import to import.
package struct FleetSource: Sendable, Hashable {
  /// `intune`, `snipeit`: by it the source's last word on each device is kept.
  package var name: String
  package var kind: Kind

  package init(_ name: String, _ kind: Kind) {
    self.name = name
    self.kind = kind
  }

  /// What a source knows best, and so whose word goes first where several tell.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// A register of assets: purchase, warranty, end of life, model, tag, municipality and unit.
    case register
    /// What manages the devices: name, user, last contact, readiness, health, ownership.
    case management
  }

  /// Microsoft Intune, whether by Graph or as an export.
  package static let intune = FleetSource("intune", .management)
  /// Snipe-IT, whether by its interface or as an export.
  package static let snipeIT = FleetSource("snipeit", .register)
  /// GLPI, as an export.
  package static let glpi = FleetSource("glpi", .register)
}
