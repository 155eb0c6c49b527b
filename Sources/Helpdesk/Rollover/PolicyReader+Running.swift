internal import Ground

extension PolicyReader {
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
}
