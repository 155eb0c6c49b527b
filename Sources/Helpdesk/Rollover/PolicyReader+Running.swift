internal import Ground

extension PolicyReader {
  mutating func words(_ root: JSONMap) -> (why: PolicyText?, contact: PolicyText?) {
    guard let map = object("texts", of: root, keys: ["why", "contact"]) else { return (nil, nil) }
    return (
      map["why"] == nil ? nil : translated("why", of: map),
      map["contact"] == nil ? nil : translated("contact", of: map)
    )
  }

  /// A text for users: a string, or an object of them by language, `nb` among them.
  mutating func translated(_ key: String, of map: JSONMap) -> PolicyText? {
    guard let value = map[key], value.value.object != nil else {
      return text(key, of: map).map(PolicyText.init)
    }
    know(["nb", "nn", "en"], in: value)
    var texts: [String: String] = [:]
    for member in value.members { texts[member.key] = text(member.key, of: value) }
    guard let text = PolicyText(texts) else {
      fault("policy.missing", at: value, "'\(key)' needs 'nb'")
      return nil
    }
    return text
  }

  mutating func reminders(_ root: JSONMap) -> RolloverPolicy.Reminders {
    var reminders = RolloverPolicy.Reminders()
    let keys = ["businessDays", "leaderBusinessDays"]
    guard let map = object("reminders", of: root, keys: keys) else { return reminders }
    if map["businessDays"] != nil {
      let items = list("businessDays", of: map)
      reminders.businessDays = items.compactMap(\.value.int).filter { (1...60).contains($0) }
      if reminders.businessDays.count != items.count || items.count > 10 {
        fault(
          "policy.type",
          at: map["businessDays"],
          "'businessDays' must be a list of at most ten numbers of days from 1 to 60"
        )
      }
    }
    reminders.leaderBusinessDays = number("leaderBusinessDays", of: map, 1...60) ?? 3
    return reminders
  }

  mutating func later(_ root: JSONMap) -> RolloverPolicy.Later {
    guard let map = object("later", of: root, keys: ["times", "days"]) else {
      return RolloverPolicy.Later()
    }
    return RolloverPolicy.Later(
      times: number("times", of: map, 0...10) ?? 1,
      days: number("days", of: map, 1...365) ?? 60
    )
  }

  mutating func perDay(_ root: JSONMap) -> Int? {
    guard let map = object("pace", of: root, keys: ["perDay"]) else { return nil }
    return number("perDay", of: map, 1...100_000)
  }

  mutating func baseline(_ root: JSONMap) -> RolloverPolicy.Baseline {
    var baseline = RolloverPolicy.Baseline()
    guard let map = object("baseline", of: root, keys: ["minutesBefore", "kronerPerHour"]) else {
      return baseline
    }
    baseline.minutesBefore = amount("minutesBefore", of: map) ?? baseline.minutesBefore
    baseline.kronerPerHour = amount("kronerPerHour", of: map) ?? baseline.kronerPerHour
    return baseline
  }

  private mutating func amount(_ key: String, of map: JSONMap) -> Double? {
    guard let value = map[key] else { return nil }
    guard let amount = value.value.double, (0...100_000).contains(amount) else {
      fault("policy.type", at: value, "'\(key)' must be a number from 0 to 100000")
      return nil
    }
    return amount
  }

  mutating func languages(_ root: JSONMap) -> [String: String] {
    guard let value = root["languages"] else { return [:] }
    guard value.value.object != nil else {
      fault("policy.type", at: value, "'languages' must be an object: municipality → nb, nn or en")
      return [:]
    }
    var languages: [String: String] = [:]
    for member in value.members {
      guard let word = member.value.value.string, ["nb", "nn", "en"].contains(word) else {
        fault("policy.type", at: member.value, "a language is nb, nn or en")
        continue
      }
      languages[member.key.municipalityKey] = word
    }
    return languages
  }
}
