/// Where reports of devices come from, by a name that stays the same from import to import.
package struct FleetSource: Sendable, Hashable {
  /// `intune`, `snipeit`: by it the source's last word on each device is kept.
  package var name: String
  package var kind: Kind

  package init(_ name: String, _ kind: Kind) {
    self.name = name
    self.kind = kind
  }

  /// Whether a text may be a source's name: `a`–`z`, digits and hyphens, at most 32.
  package static func isName(_ text: String) -> Bool {
    (1...32).contains(text.utf8.count)
      && text.utf8.allSatisfy {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "-")
      }
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
