internal import Ground

extension LicencePolicy.Exclusion {
  init?(_ item: JSONMap, _ reader: inout PolicyReader) {
    let subjects = ["user", "unit", "municipality", "product"]
    guard let told = reader.exclusion(item, of: subjects) else { return nil }
    (reason, until) = (told.reason, told.until)
    what =
      switch told.subject {
      case "user": .user(told.name.lowercased())
      case "unit": .unit(Glob(told.name))
      case "municipality": .municipality(told.name.municipalityKey)
      default: .product(Glob(told.name))
      }
  }
}

extension PolicyReader {
  fileprivate static let askDays = 1...365

  mutating func ask(_ root: JSONMap) -> LicencePolicy.Ask {
    var ask = LicencePolicy.Ask()
    let keys = ["remindAfterDays", "leaderAfterDays", "decideAfterDays"]
    guard let map = object("ask", of: root, keys: keys) else { return ask }
    if map["remindAfterDays"] != nil {
      let items = list("remindAfterDays", of: map)
      ask.remindAfterDays = items.compactMap(\.value.int).filter(Self.askDays.contains)
      if ask.remindAfterDays.count != items.count || items.count > 10 {
        fault(
          "policy.type",
          at: map["remindAfterDays"],
          "'remindAfterDays' must be a list of at most ten numbers of days from 1 to 365"
        )
      }
    }
    ask.leaderAfterDays = number("leaderAfterDays", of: map, Self.askDays) ?? ask.leaderAfterDays
    ask.decideAfterDays = number("decideAfterDays", of: map, Self.askDays) ?? ask.decideAfterDays
    let days = ask.remindAfterDays + [ask.leaderAfterDays, ask.decideAfterDays]
    if !zip(days, days.dropFirst()).allSatisfy({ $0 < $1 }) {
      fault(
        "policy.order",
        at: map,
        "the reminders must come before the leader is asked, and that before it is decided",
        hint: "each is a number of days after the first notice, and greater than the one before"
      )
    }
    return ask
  }

  /// One of some words; nil where there is none.
  mutating func word<Word: RawRepresentable & CaseIterable>(
    _ key: String,
    of map: JSONMap
  ) -> Word? where Word.RawValue == String {
    guard let value = map[key] else { return nil }
    guard let word = value.value.string.flatMap(Word.init(rawValue:)) else {
      let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
      fault("policy.type", at: value, "'\(key)' must be one of \(words)")
      return nil
    }
    return word
  }
}
