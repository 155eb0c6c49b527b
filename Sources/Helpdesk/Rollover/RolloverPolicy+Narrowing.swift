internal import Ground

extension RolloverPolicy {
  /// The same policy for fewer: of these municipalities only, and only what is older than that.
  ///
  /// It never widens: of municipalities that the policy does not name none are left, and an age below its own changes
  /// nothing. Where an age is told it decides alone.
  ///
  /// - Parameters:
  ///   - municipalities: in any case; none for those that the policy has.
  ///   - years: nil for the policy's own.
  /// - Returns: nil where nothing is left.
  package func narrowed(to municipalities: [String], olderThan years: Int?) -> RolloverPolicy? {
    guard !municipalities.isEmpty || years != nil else { return self }
    var eligible = terms.json["eligible"]?.object ?? JSONObject()
    if !municipalities.isEmpty {
      let own = self.eligible.municipalities
      let left = Set(municipalities.map(\.municipalityKey)).filter {
        own.isEmpty || own.contains($0)
      }
      guard !left.isEmpty else { return nil }
      eligible["municipalities"] = .array(left.sorted().map(JSON.string))
    }
    if let years {
      eligible["olderThanYears"] = .integer(max(years, self.eligible.olderThanYears ?? 0))
      for key in ["endOfLifeBefore", "endOfLifeFrom", "notReadyForWindows11"] {
        eligible[key] = nil
      }
    }
    var narrowed = terms.json.object ?? JSONObject()
    narrowed["eligible"] = .object(eligible)
    // What was right stays right; a number of years that no policy may have leaves nothing.
    return try? RolloverPolicy(json: .object(narrowed))
  }
}
