internal import Ground
internal import WorkingTime

// What policies of every kind say.
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

  mutating func perDay(_ root: JSONMap) -> Int? {
    guard let map = object("pace", of: root, keys: ["perDay"]) else { return nil }
    return number("perDay", of: map, 1...100_000)
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

  /// An exclusion as policies of every kind write it: one thing that is left out, why, and until when.
  struct Told {
    var subject: String
    var name: String
    var reason: String
    /// The last day on which it holds; nil for good.
    var until: Day?
  }

  /// - Parameter subjects: what things there are.
  mutating func exclusion(_ item: JSONMap, of subjects: [String]) -> Told? {
    guard let map = object(item, called: "exclude", keys: subjects + ["reason", "until"]) else {
      return nil
    }
    let told = subjects.filter { map[$0] != nil }
    guard let subject = told.first, told.count == 1 else {
      fault(
        "policy.exclusion",
        at: map,
        "an exclusion names one thing",
        hint: "give one of \(subjects.joined(separator: ", "))"
      )
      return nil
    }
    let (until, reason) = (day("until", of: map), text("reason", of: map))
    guard let name = text(subject, of: map), let reason else { return nil }
    return Told(subject: subject, name: name, reason: reason, until: until)
  }

  mutating func patterns(_ key: String, of map: JSONMap) -> [Glob] {
    texts(key, of: map).map(Glob.init)
  }

  mutating func municipalities(_ key: String, of map: JSONMap) -> [String] {
    texts(key, of: map).map(\.municipalityKey)
  }
}
