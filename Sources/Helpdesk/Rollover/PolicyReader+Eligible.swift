internal import Ground

extension PolicyReader {
  mutating func eligible(_ root: JSONMap) -> RolloverPolicy.Eligible {
    var eligible = RolloverPolicy.Eligible()
    guard root["eligible"] != nil else {
      fault("policy.missing", at: root, "'eligible' is missing")
      return eligible
    }
    let keys = [
      "olderThanYears", "endOfLifeBefore", "endOfLifeFrom", "notReadyForWindows11", "models",
      "municipalities", "units", "seenWithinDays",
    ]
    guard let map = object("eligible", of: root, keys: keys) else { return eligible }
    eligible.olderThanYears = number("olderThanYears", of: map, 0...30)
    eligible.endOfLifeBefore = day("endOfLifeBefore", of: map)
    eligible.endOfLifeFrom = day("endOfLifeFrom", of: map)
    eligible.notReadyForWindows11 = flag("notReadyForWindows11", of: map)
    eligible.models = patterns("models", of: map)
    eligible.municipalities = municipalities("municipalities", of: map)
    eligible.units = patterns("units", of: map)
    eligible.seenWithinDays = number("seenWithinDays", of: map, 1...3_650)
    if eligible.endOfLifeFrom != nil, map["endOfLifeBefore"] == nil {
      fault("policy.order", at: map["endOfLifeFrom"], "'endOfLifeFrom' needs 'endOfLifeBefore'")
    }
    let decisive = ["olderThanYears", "endOfLifeBefore", "notReadyForWindows11"]
    if !decisive.contains(where: { map[$0] != nil && map[$0]?.value != false }) {
      fault(
        "policy.nothing",
        at: map,
        "nothing says which machines are due",
        hint: "give one of \(decisive.joined(separator: ", "))"
      )
    }
    return eligible
  }

  mutating func priorities(_ root: JSONMap) -> [RolloverPolicy.Priority] {
    list("priority", of: root).compactMap { priority($0) }
  }

  private mutating func priority(_ item: JSONMap) -> RolloverPolicy.Priority? {
    let keys = ["rank", "units", "models", "municipalities", "readiness", "olderThanYears"]
    guard let map = object(item, called: "priority", keys: keys) else { return nil }
    guard map["rank"] != nil else {
      fault("policy.missing", at: map, "'rank' is missing")
      return nil
    }
    return RolloverPolicy.Priority(
      rank: number("rank", of: map, 0...1_000) ?? RolloverPolicy.Priority.ordinary,
      units: patterns("units", of: map),
      models: patterns("models", of: map),
      municipalities: municipalities("municipalities", of: map),
      readiness: readiness(map),
      olderThanYears: number("olderThanYears", of: map, 0...30)
    )
  }

  private mutating func readiness(_ map: JSONMap) -> Device.Readiness? {
    guard let value = map["readiness"] else { return nil }
    guard let readiness = value.value.string.flatMap(Device.Readiness.init) else {
      let words = Device.Readiness.allCases.map(\.rawValue).joined(separator: ", ")
      fault("policy.type", at: value, "'readiness' must be one of \(words)")
      return nil
    }
    return readiness
  }

  mutating func exclusions(_ root: JSONMap) -> [RolloverPolicy.Exclusion] {
    list("exclude", of: root).compactMap { exclusion($0) }
  }

  private mutating func exclusion(_ item: JSONMap) -> RolloverPolicy.Exclusion? {
    let subjects = ["serial", "unit", "user", "model", "municipality"]
    guard let told = exclusion(item, of: subjects) else { return nil }
    let what: RolloverPolicy.Exclusion.What =
      switch told.subject {
      case "serial": .serial(told.name.uppercased())
      case "unit": .unit(Glob(told.name))
      case "user": .user(told.name)
      case "model": .model(Glob(told.name))
      default: .municipality(told.name.municipalityKey)
      }
    return RolloverPolicy.Exclusion(what: what, reason: told.reason, until: told.until)
  }
}
