package import Ground
package import WorkingTime

/// What policies of every kind say of how their campaigns are run.
package struct CampaignTerms: Sendable, Hashable {
  package var kind: CampaignKind
  package var title: String
  /// The flow that each member's run is of.
  package var flow: String
  /// How many are noticed on a working day; nil for as many as can be.
  package var perDay: Int?
  /// The first day on which anybody is noticed; nil for at once.
  package var starts: Day?
  /// The last day on which anybody is noticed; nil for none.
  package var stops: Day?
  /// Languages by municipality; Bokmål where a municipality has none.
  package var languages: [String: String]
  /// Why it happens, as the notice says it; nil for the flow's own words.
  package var why: PolicyText?
  /// Whom to turn to.
  package var contact: PolicyText?
  /// The policy as it was written.
  package let json: JSON

  /// The members of a policy that this reads.
  static let members = [
    "kind", "title", "flow", "pace", "starts", "stops", "languages", "texts",
  ]

  /// Reads them; what is wrong is noted.
  init(_ kind: CampaignKind, _ root: JSONMap, _ reader: inout PolicyReader) {
    self.kind = kind
    json = root.value
    title = reader.text("title", of: root) ?? ""
    flow = reader.optionalText("flow", of: root) ?? kind.rawValue
    perDay = reader.perDay(root)
    starts = reader.day("starts", of: root)
    stops = reader.day("stops", of: root)
    languages = reader.languages(root)
    (why, contact) = reader.words(root)
    if let starts, let stops, stops < starts {
      reader.fault("policy.order", at: root["stops"], "it stops before it starts")
    }
  }

  /// The language to write to somebody of that municipality in: `nb` or `nn`, or `en`.
  package func language(of municipality: String?) -> String {
    municipality.flatMap { languages[$0.municipalityKey] } ?? "nb"
  }

  /// The pace in these working hours.
  package func pace(_ hours: BusinessHours) -> CampaignPace {
    CampaignPace(perDay: perDay, starts: starts, stops: stops, hours: hours)
  }
}
