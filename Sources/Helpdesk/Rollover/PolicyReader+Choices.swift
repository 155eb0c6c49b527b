internal import Ground
internal import People
internal import WorkingTime

extension PolicyReader {
  mutating func choices(_ root: JSONMap) -> RolloverPolicy.Choices {
    var choices = RolloverPolicy.Choices()
    guard root["choices"] != nil else {
      fault("policy.missing", at: root, "'choices' is missing")
      return choices
    }
    let keys = [
      "models", "accessories", "mostAccessories", "places", "firstSlotAfterBusinessDays",
      "slotsShown",
    ]
    guard let map = object("choices", of: root, keys: keys) else { return choices }
    choices.models = list("models", of: map).compactMap { model($0) }
    choices.accessories = list("accessories", of: map).compactMap { accessory($0) }
    choices.places = list("places", of: map).compactMap { place($0) }
    choices.mostAccessories = number("mostAccessories", of: map, 0...20) ?? 2
    choices.firstSlotAfterBusinessDays = number("firstSlotAfterBusinessDays", of: map, 0...90) ?? 5
    choices.slotsShown = number("slotsShown", of: map, 1...100) ?? 20
    for key in ["models", "places"] where list(key, of: map).isEmpty {
      fault("policy.missing", at: map[key] ?? map, "'\(key)' needs at least one")
    }
    for key in ["models", "accessories", "places"] { findRepeated(key, of: map) }
    return choices
  }

  private mutating func findRepeated(_ key: String, of map: JSONMap) {
    var seen: Set<String> = []
    for item in map[key]?.items ?? [] {
      guard let id = item["id"], let text = id.value.string else { continue }
      if !seen.insert(text).inserted { fault("policy.twice", at: id, "'\(text)' is there twice") }
    }
  }

  private mutating func model(_ item: JSONMap) -> RolloverPolicy.Model? {
    let keys = ["id", "title", "picture", "roles", "stock", "price"]
    guard let map = object(item, called: "models", keys: keys) else { return nil }
    let (id, title) = (id(of: map), translated("title", of: map))
    let (roles, stock) = (roles(map), stock(map))
    let (picture, price) = (
      optionalText("picture", of: map), number("price", of: map, 0...10_000_000)
    )
    guard let id, let title else { return nil }
    return RolloverPolicy.Model(
      id: id,
      title: title,
      picture: picture,
      roles: roles,
      stock: stock,
      price: price
    )
  }

  private mutating func accessory(_ item: JSONMap) -> RolloverPolicy.Accessory? {
    guard let map = object(item, called: "accessories", keys: ["id", "title", "stock"]) else {
      return nil
    }
    let (id, title) = (id(of: map), translated("title", of: map))
    let stock = number("stock", of: map, 0...1_000_000)
    guard let id, let title else { return nil }
    return RolloverPolicy.Accessory(id: id, title: title, stock: stock)
  }

  private mutating func place(_ item: JSONMap) -> RolloverPolicy.Place? {
    let keys = [
      "id", "title", "municipality", "days", "from", "to", "minutes", "capacity", "closed",
    ]
    guard let map = object(item, called: "places", keys: keys) else { return nil }
    let (id, title) = (id(of: map), translated("title", of: map))
    let municipality = text("municipality", of: map)
    let (days, from, to) = (weekdays(map), time("from", of: map), time("to", of: map))
    let minutes = number("minutes", of: map, 5...480) ?? 30
    let capacity = number("capacity", of: map, 1...1_000) ?? 1
    let closed = texts("closed", of: map).compactMap { text in
      if let day = Day(text) { return day }
      fault("policy.type", at: map["closed"], "'\(text)' is no day such as \"2027-02-15\"")
      return nil as Day?
    }
    guard let id, let title, let municipality, let days, let from, let to else { return nil }
    guard to.minutes - from.minutes >= minutes else {
      fault("policy.order", at: map["to"], "there is no room for a slot before 'to'")
      return nil
    }
    return RolloverPolicy.Place(
      id: id,
      title: title,
      municipality: municipality.municipalityKey,
      days: days,
      from: from,
      to: to,
      minutes: minutes,
      capacity: capacity,
      closed: Set(closed)
    )
  }

  /// Letters, digits, `-` and `_`: an id goes into values of cards, where `@` ends a place's.
  private mutating func id(of map: JSONMap) -> String? {
    guard let id = text("id", of: map) else { return nil }
    let isPlain = id.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || byte == 0x2D || byte == 0x5F
    }
    guard isPlain, id.utf8.count <= 40 else {
      fault("policy.id", at: map["id"], "an id has letters a to z, digits, '-' and '_', at most 40")
      return nil
    }
    return id
  }

  private mutating func roles(_ map: JSONMap) -> Set<Role> {
    guard map["roles"] != nil else { return Set(Role.allCases.filter(\.mayUseRakel)) }
    var roles: Set<Role> = []
    for text in texts("roles", of: map) {
      if let role = Role(rawValue: text), role.mayUseRakel {
        roles.insert(role)
      } else {
        fault("policy.type", at: map["roles"], "no role '\(text)'; use employee, leader, itstaff")
      }
    }
    return roles
  }

  private mutating func stock(_ map: JSONMap) -> [String: Int]? {
    guard let value = map["stock"] else { return nil }
    guard value.value.object != nil else {
      fault("policy.type", at: value, "'stock' must be an object: municipality or * → how many")
      return nil
    }
    var stock: [String: Int] = [:]
    for member in value.members {
      stock[member.key.municipalityKey] = number(member.key, of: value, 0...1_000_000)
    }
    return stock
  }

  private mutating func weekdays(_ map: JSONMap) -> Set<Int>? {
    guard map["days"] != nil else { return [1, 2, 3, 4, 5] }
    guard let text = optionalText("days", of: map) else { return nil }
    let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    var days: Set<Int> = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false)
        .map { names.firstIndex(of: $0.trimmingPrefix(" ").description) }
      guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1],
        first <= last
      else {
        fault("policy.type", at: map["days"], "'days' are such as \"mon-thu\" or \"mon,wed\"")
        return nil
      }
      days.formUnion((first + 1)...(last + 1))
    }
    return days
  }

  private mutating func time(_ key: String, of map: JSONMap) -> TimeOfDay? {
    guard let text = text(key, of: map) else { return nil }
    guard let time = TimeOfDay(text) else {
      fault("policy.type", at: map[key], "'\(key)' must be a time such as \"09:00\"")
      return nil
    }
    return time
  }
}
