internal import Crypto
internal import Ground
internal import People

extension PersonRules {
  /// Where the rules are in the content.
  package static let file = "people/rules.json"

  private static let members = [
    "about", "id", "roles", "municipality", "unit", "leader", "leave", "leavingDates",
  ]

  /// Reads the text of a file of rules; anything that is not understood makes all of it unusable.
  ///
  /// - Parameter file: what to call it in faults.
  package init(parsing source: String, file: String = Self.file) throws(PolicyFaults) {
    var reader = PolicyReader(file: file)
    let map = try reader.object(source, called: "people")
    reader.know(Self.members, in: map)
    self.init()
    digest = SHA256(of: Array(source.utf8)).description
    if let id = map["id"] { idWord = Self.idWord(id, &reader) ?? idWord }
    roles = reader.list("roles", of: map).compactMap { item in
      RoleRule(item, &groups, &reader)
    }
    municipalities = reader.list("municipality", of: map).compactMap { item in
      MunicipalityRule(item, &groups, &reader)
    }
    unitWord = map["unit"].flatMap { Self.word($0, &reader) }
    if let leader = map["leader"] {
      asksForLeaders = leader.value == "manager"
      if !asksForLeaders {
        reader.fault("people.leader", at: leader, "the leader can only be the 'manager' of Graph")
      }
    }
    leaves = Self.leaves(map["leave"], &reader)
    readsLeavingDates = reader.flag("leavingDates", of: map)
    check(map, &reader)
    try reader.finish()
  }

  /// What is wrong with the rules together.
  private func check(_ map: JSONMap, _ reader: inout PolicyReader) {
    let place = map["roles"] ?? map
    if !roles.contains(where: { $0.role == .pupil }) {
      reader.fault(
        "people.pupils",
        at: place,
        "no rule says who is a pupil",
        hint: "an account of a pupil's that another rule is about would get in; a rule for pupils"
          + " comes before all others, wherever it stands"
      )
    }
    if groups.count > Self.mostGroups {
      reader.fault("people.groups", at: place, "there are more than \(Self.mostGroups) groups")
    }
  }

  private static func idWord(_ map: JSONMap, _ reader: inout PolicyReader) -> AccountWord? {
    let words: [AccountWord] = [.userPrincipalName, .mailNickname]
    if let word = map.value.string.flatMap(AccountWord.init), words.contains(word) { return word }
    let names = words.map(\.name).joined(separator: " or ")
    reader.fault("people.id", at: map, "the id can be made of \(names)")
    return nil
  }

  /// A word by its name; what is none is a fault.
  static func word(_ map: JSONMap, _ reader: inout PolicyReader) -> AccountWord? {
    if let word = map.value.string.flatMap(AccountWord.init) { return word }
    reader.fault(
      "people.word",
      at: map,
      "an account has no such text",
      hint: "known are \(AccountWord.all.map(\.name).joined(separator: ", "))"
    )
    return nil
  }

  private static func leaves(_ map: JSONMap?, _ reader: inout PolicyReader) -> [LeavePattern] {
    guard let map else { return [] }
    guard let object = reader.object(map, called: "leave", keys: AccountWord.all.map(\.name)) else {
      return []
    }
    return object.members.compactMap { member in
      guard let word = AccountWord(member.key) else { return nil }
      if let pattern = member.value.value.string.flatMap({ LeavePattern(word, $0) }) {
        return pattern
      }
      reader.fault(
        "people.leave",
        at: member.value,
        "it must be a text with \(LeavePattern.mark) in it, for the day of return",
        hint: "such as \"PERMISJON;\(LeavePattern.mark)\""
      )
      return nil
    }
  }
}

extension PersonRules.RoleRule {
  fileprivate init?(_ item: JSONMap, _ groups: inout [String], _ reader: inout PolicyReader) {
    guard
      let map = reader.object(item, called: "roles", keys: ["role"] + AccountConditions.keys),
      let word = reader.text("role", of: map)
    else { return nil }
    guard let role = Role(rawValue: word) else {
      let known = Role.allCases.map(\.rawValue).joined(separator: ", ")
      reader.fault("people.role", at: map["role"], "there is no such role", hint: known)
      return nil
    }
    let conditions = AccountConditions(map, &groups, &reader)
    if conditions.isEmpty {
      reader.fault("people.empty", at: map, "it says nothing, and so is about everybody")
    }
    if role == .itstaff { Self.checkStaff(map, &reader) }
    self.init(role: role, conditions: conditions, line: item.place.line)
  }

  /// A name can be given to any group by whoever may name groups, and a title by whoever keeps titles.
  private static func checkStaff(_ map: JSONMap, _ reader: inout PolicyReader) {
    let names = map["group"]?.items.compactMap(\.value.string) ?? []
    if names.isEmpty || names.contains(where: { EntraID($0) == nil }) {
      reader.fault(
        "people.staff",
        at: map,
        "the IT staff must be members of a group that is named by its object id",
        hint: "names and titles can be had by others; add \"group\": [\"<object id>\"]"
      )
    }
  }
}

extension MunicipalityRule {
  fileprivate init?(_ item: JSONMap, _ groups: inout [String], _ reader: inout PolicyReader) {
    let keys = ["is", "from", "map"] + AccountConditions.keys
    guard let map = reader.object(item, called: "municipality", keys: keys) else { return nil }
    let conditions = AccountConditions(map, &groups, &reader)
    switch (map["from"], map["is"]) {
    case (let from?, nil):
      if !conditions.isEmpty {
        reader.fault("people.municipality", at: map, "'from' goes with nothing but 'map'")
      }
      guard let word = PersonRules.word(from, &reader) else { return nil }
      self = .said(word, map: map["map"].map { Self.names($0, &reader) })
    case (nil, .some):
      guard let name = reader.text("is", of: map) else { return nil }
      if conditions.isEmpty || map["map"] != nil {
        reader.fault("people.municipality", at: map, "'is' goes with what accounts must be like")
      }
      self = .named(name.municipalityKey, conditions)
    default:
      reader.fault("people.municipality", at: map, "it must have either 'from' or 'is'")
      return nil
    }
  }

  private static func names(_ map: JSONMap, _ reader: inout PolicyReader) -> [String: String] {
    var names: [String: String] = [:]
    if map.value.object == nil { reader.fault("people.map", at: map, "'map' must be an object") }
    for member in map.members {
      let key = member.key.municipalityKey
      guard let name = member.value.value.string, PolicyReader.isPrintable(name) else {
        reader.fault("people.map", at: member.value, "the name of a municipality is wanted")
        continue
      }
      if names.updateValue(name.municipalityKey, forKey: key) != nil {
        reader.fault("people.map", at: member.value, "'\(member.key)' is there twice")
      }
    }
    return names
  }
}

extension AccountConditions {
  static let keys = ["group", "guest"] + AccountWord.all.map(\.name)

  /// - Parameter groups: takes the groups that are not among them yet.
  fileprivate init(_ map: JSONMap, _ groups: inout [String], _ reader: inout PolicyReader) {
    self.init()
    for word in AccountWord.all where map[word.name] != nil {
      let globs = reader.texts(word.name, of: map).map(Glob.init)
      if globs.isEmpty {
        reader.fault("people.empty", at: map[word.name], "'\(word.name)' has no patterns")
      }
      patterns.append(Patterns(word: word, globs: globs))
    }
    if let list = map["group"] {
      var bits: PersonRules.Memberships = 0
      for name in reader.texts("group", of: map) {
        let key = EntraID(name)?.description ?? name
        let place = groups.firstIndex(of: key) ?? groups.endIndex
        if place == groups.endIndex { groups.append(key) }
        // What is one too many is a fault of the whole.
        if place < PersonRules.mostGroups { bits |= 1 << UInt64(place) }
      }
      if bits == 0 { reader.fault("people.empty", at: list, "'group' names no group") }
      self.groups = bits
    }
    if map["guest"] != nil { isGuest = reader.flag("guest", of: map) }
  }
}
