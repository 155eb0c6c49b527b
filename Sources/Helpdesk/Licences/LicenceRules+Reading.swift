internal import Ground

extension LicenceRules {
  /// The kinds of accounts that rules must say how to know, for Graph does not.
  static let required: [LicenceExclusion] = [.breakGlass, .service, .admin]

  /// Reads the text of a file of rules; anything that is not understood makes all of it unusable.
  ///
  /// - Parameter file: what to call it in faults.
  package init(parsing source: String, file: String) throws(PolicyFaults) {
    var reader = PolicyReader(file: file)
    let map = try reader.object(source, called: "rules")
    reader.know(["inactiveDays", "minimumAgeDays", "exclude", "leaveAlone", "about"], in: map)
    self.init()
    inactiveDays =
      reader.number("inactiveDays", of: map, Self.inactiveBounds) ?? inactiveDays
    minimumAgeDays = reader.number("minimumAgeDays", of: map, 0...720) ?? minimumAgeDays
    leftAlone = reader.texts("leaveAlone", of: map).map(Glob.init)
    exclusions = reader.list("exclude", of: map).compactMap { Exclusion($0, &reader) }
    for reason in Self.required where !exclusions.contains(where: { $0.reason == reason }) {
      reader.fault(
        "rules.missing",
        at: map["exclude"] ?? map,
        "nothing says which accounts are '\(reason.rawValue)'",
        hint: "Graph does not tell; name them by patterns of what they sign in with"
      )
    }
    try reader.finish()
  }
}

extension LicenceRules.Exclusion {
  fileprivate init?(_ item: JSONMap, _ reader: inout PolicyReader) {
    let keys = ["reason", "signIn", "employment", "attribute"]
    guard let map = reader.object(item, called: "exclude", keys: keys),
      let word = reader.text("reason", of: map)
    else { return nil }
    guard let reason = LicenceExclusion(rawValue: word) else {
      let known = LicenceExclusion.allCases.map(\.rawValue).joined(separator: ", ")
      reader.fault("rules.reason", at: map["reason"], "there is no such reason", hint: known)
      return nil
    }
    self.init(
      reason,
      signIns: reader.texts("signIn", of: map).map(Glob.init),
      employments: reader.texts("employment", of: map).map(Glob.init),
      attributes: reader.texts("attribute", of: map).map(Glob.init)
    )
    if signIns.isEmpty, employments.isEmpty, attributes.isEmpty {
      reader.fault("rules.empty", at: map, "it has no patterns, and so is about nobody")
    }
  }
}
