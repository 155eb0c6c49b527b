package import Ground
internal import Storage

extension LicenceRemoval {
  /// As it is shown and exported.
  package var json: JSON {
    [
      "number": .integer(number), "status": .string(status.rawValue), "user": .string(user),
      "person": .text(person), "municipality": .text(municipality),
      "product": .string(product), "sku": .string(sku),
      "disabledPlans": .array(disabledPlans.map(JSON.string)), "way": .string(way.word),
      "group": group.map { ["id": .string($0.id), "name": .string($0.name)] } ?? .null,
      "ørePerMonth": øre.map(JSON.integer) ?? .null, "decision": .string(decision.rawValue),
      "decidedBy": .text(decidedBy), "campaign": campaign.map(JSON.integer) ?? .null,
      "execution": .text(execution), "because": .text(because), "planned": .moment(planned),
      "ended": .moment(ended), "undone": .moment(undone), "undoneBy": .text(undoneBy),
      "undo": .string(howToUndo),
    ]
  }

  /// What gives exactly that back, in words.
  package var howToUndo: String {
    switch way {
    case .group(_, let name): "put the person into the group '\(name)' again"
    case .direct where disabledPlans.isEmpty: "assign \(product) to the person again"
    case .direct:
      "assign \(product) to the person again, less the parts \(disabledPlans.joined(separator: ", "))"
    }
  }
}
