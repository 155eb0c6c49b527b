internal import Ground

/// What a campaign of any kind is made of: a file of `flows/campaigns`.
package enum CampaignPolicy: Sendable, Hashable {
  case rollover(RolloverPolicy)
  case licences(LicencePolicy)

  /// Reads the text of a file, of whichever kind it says it is.
  ///
  /// - Parameter file: what faults call it.
  package init(parsing text: String, file: String = "") throws(PolicyFaults) {
    var reader = PolicyReader(file: file)
    let map = try reader.object(text, called: "policy")
    let word = reader.text("kind", of: map)
    switch word.flatMap(CampaignKind.init) {
    case .rollover: self = .rollover(try RolloverPolicy(parsing: text, file: file))
    case .licences: self = .licences(try LicencePolicy(parsing: text, file: file))
    case nil:
      if word != nil {
        let known = CampaignKind.allCases.map { "'\($0.rawValue)'" }.joined(separator: " or ")
        reader.fault("policy.kind", at: map["kind"], "the kind must be \(known)")
      }
      throw PolicyFaults(all: reader.faults)
    }
  }

  /// What policies of every kind say.
  package var terms: CampaignTerms {
    switch self {
    case .rollover(let policy): policy.terms
    case .licences(let policy): policy.terms
    }
  }

  /// What it is about.
  package var kind: CampaignKind { terms.kind }

  /// The same policy for fewer; it never widens.
  ///
  /// Nil where nothing is left, or where an age says nothing.
  package func narrowed(to municipalities: [String], olderThan years: Int?) -> CampaignPolicy? {
    switch self {
    case .rollover(let policy):
      policy.narrowed(to: municipalities, olderThan: years).map(CampaignPolicy.rollover)
    case .licences(let policy):
      // Licences have no age.
      years == nil ? policy.narrowed(to: municipalities).map(CampaignPolicy.licences) : nil
    }
  }
}
