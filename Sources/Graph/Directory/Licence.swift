package import Ground
package import struct Foundation.Date

/// A licence of somebody's: a product, less the parts of it that are switched off.
package struct Licence: Sendable, Hashable {
  /// The product's `skuId`, in lower case.
  package let sku: String
  /// The ids of service plans that are switched off, in lower case and in order.
  package let disabledPlans: [String]

  package init(sku: String, disabledPlans: [String] = []) {
    self.sku = sku.lowercased()
    self.disabledPlans = disabledPlans.map { $0.lowercased() }.sorted()
  }

  /// Nil without a product.
  package init?(_ json: JSON) {
    guard let sku = json["skuId"]?.words else { return nil }
    self.init(sku: sku, disabledPlans: json["disabledPlans"]?.array?.compactMap(\.string) ?? [])
  }

  /// As Graph takes it.
  var json: JSON {
    ["skuId": .string(sku), "disabledPlans": .array(disabledPlans.map { .string($0) })]
  }
}

/// How somebody comes by a licence (`licenseAssignmentStates`): by themselves, or with a group.
package struct LicenceAssignment: Sendable, Hashable {
  package let licence: Licence
  /// The id of the group it comes with; nil where it was given to the user alone.
  package let group: String?
  /// Whether it is in force; else Graph says why not.
  package let isActive: Bool
  /// Graph's word for what is wrong: `CountViolation`, `MutuallyExclusiveViolation`; nil for nothing.
  package let fault: String?
  package let updated: Date?

  /// Nil without a product.
  package init?(_ json: JSON) {
    guard let licence = Licence(json) else { return nil }
    self.licence = licence
    group = json["assignedByGroup"]?.words?.lowercased()
    isActive = json["state"] == "Active" || json["state"] == "ActiveWithError"
    fault = json["error"]?.words.flatMap { $0 == "None" ? nil : $0 }
    updated = json["lastUpdatedDateTime"]?.moment
  }
}
