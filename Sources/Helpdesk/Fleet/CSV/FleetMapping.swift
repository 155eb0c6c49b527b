/// How the columns of a file are read.
package struct FleetMapping: Sendable, Hashable {
  package var source: FleetSource
  /// The headings that a field may have, the best first; case does not matter.
  package var columns: [FleetColumn: [String]] = [:]
  /// What a date with `/` means; nil where there may be none.
  package var slashes: WrittenDate.SlashOrder?
  /// What words of a column mean, in lower case, by the words of ``Device``; `true` and `false` for whether it is shared.
  package var words: [FleetColumn: [String: String]] = [:]
  /// Which municipality a device belongs to; the first that fits, or else what the column says.
  package var municipalities: [Rule] = []
  /// The rows that are taken: those for which every column named here fits one of its patterns; a column that is not
  /// there does not matter.
  package var only: [String: [Glob]] = [:]
  /// The rows that are not taken, as if they were not there: those for which a column fits one of its patterns.
  package var except: [String: [Glob]] = [:]

  package init(_ source: FleetSource) { self.source = source }

  /// Where a column is so, the municipality is this.
  package struct Rule: Sendable, Hashable {
    package var column: String
    package var pattern: Glob
    package var municipality: String

    package init(column: String, pattern: Glob, municipality: String) {
      (self.column, self.pattern, self.municipality) = (column, pattern, municipality)
    }
  }
}

extension FleetMapping {
  /// The mapping for a file with those headings; nil where it is none of the exports that are known.
  package static func recognised(by headings: [String]) -> FleetMapping? {
    let known = Set(headings.map { $0.lowercased() })
    return profiles.first { profile in profile.marks.allSatisfy(known.contains) }?.mapping
  }

  /// The mapping of that name: `intune`, `snipeit` or `glpi`.
  package static func named(_ name: String) -> FleetMapping? {
    profiles.first { $0.mapping.source.name == name }?.mapping
  }

  private static let profiles: [(marks: [String], mapping: FleetMapping)] = [
    (["device name", "serial number", "last check-in"], intune),
    (["asset tag", "serial"], snipeIT),
    (["entity", "serial number", "inventory number"], glpi),
  ]

  /// The export of “All devices” in the Intune admin center.
  private static let intune: FleetMapping = {
    var mapping = FleetMapping(.intune)
    mapping.columns = [
      .serial: ["Serial number"], .name: ["Device name"], .manufacturer: ["Manufacturer"],
      .model: ["Model"], .user: ["Primary user UPN"], .ownership: ["Ownership"],
      .freeMegabytes: ["Free storage"], .lastSeen: ["Last check-in"],
      // Other reports of Intune that people join to the export by hand.
      .readiness: ["Upgrade eligibility", "Windows 11 readiness"],
    ]
    mapping.words = [
      .ownership: [
        "company": "organisation", "corporate": "organisation", "bedrift": "organisation",
        "firma": "organisation", "personal": "personal", "personlig": "personal",
        "privat": "personal", "unknown": "unknown", "ukjent": "unknown",
      ],
      .readiness: [
        "upgraded": "upgraded", "capable": "capable", "notcapable": "notCapable",
        "not capable": "notCapable", "unknown": "unknown",
      ],
    ]
    // Telephones and tablets have no successor here.
    mapping.only = ["OS": ["Windows*", "macOS*", "Mac OS*", "Linux*", "ChromeOS*"].map(Glob.init)]
    return mapping
  }()

  private static let snipeIT: FleetMapping = {
    var mapping = FleetMapping(.snipeIT)
    mapping.columns = [
      .serial: ["Serial"], .name: ["Asset Name", "Name"], .assetTag: ["Asset Tag"],
      .manufacturer: ["Manufacturer"], .model: ["Model Name", "Model"],
      .purchased: ["Purchase Date", "Purchased"],
      .warrantyEnds: ["Warranty Expires"], .warrantyMonths: ["Warranty Months", "Warranty"],
      .endOfLife: ["EOL Date", "Asset EOL Date"], .endOfLifeMonths: ["EOL Months", "EOL"],
      .municipality: ["Company"], .unit: ["Department", "Location"],
      .user: ["Username", "Checked Out To", "Email"],
    ]
    // Whatever words an organisation has for its statuses, these mean that a machine is out of use.
    mapping.except = [
      "Status": ["Archived*", "Arkivert*", "Disposed*", "Avhendet*", "Lost*", "Stolen*", "Sold*"]
        .map(Glob.init)
    ]
    return mapping
  }()

  private static let glpi: FleetMapping = {
    var mapping = FleetMapping(.glpi)
    mapping.columns = [
      .serial: ["Serial number"], .name: ["Name"], .assetTag: ["Inventory number"],
      .manufacturer: ["Manufacturer", "Manufacturers"], .model: ["Model"],
      .purchased: ["Date of purchase", "Purchase date"],
      .warrantyEnds: ["Warranty expiration date"], .warrantyMonths: ["Warranty duration"],
      .municipality: ["Entity"], .unit: ["Location", "Group"],
      .user: ["User", "Alternate username"],
    ]
    return mapping
  }()
}
