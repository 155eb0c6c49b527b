/// The entities of a text while it is given a meaning, by kind and name.
struct EntityTable {
  /// The kinds that the reference keeps apart; one name may be of several.
  enum Category: Int, CaseIterable {
    case learned, list, regex, prebuilt, composite, patternAny
  }

  struct Record {
    var name: String
    var category: Category
    var roles: [String] = []
    var features: [String] = []
    var children: [EntityChild] = []
    var values: [ListValue] = []
    var expression = ""
    var parts: [String] = []
    var isDeclared: Bool
    var isRemoved = false
    var place: Place
    fileprivate var knownRoles: Set<String> = []
    fileprivate var knownFeatures: Set<String> = []
    fileprivate var valueIndex: [String: Int] = [:]

    init(name: String, category: Category, isDeclared: Bool, place: Place) {
      self.name = name
      self.category = category
      self.isDeclared = isDeclared
      self.place = place
    }

    mutating func add(feature: String) {
      if knownFeatures.insert(feature).inserted { features.append(feature) }
    }

    /// The value of a list with that name, added where there was none.
    mutating func value(_ canonical: String, place: Place) -> Int {
      if let known = valueIndex[canonical] { return known }
      valueIndex[canonical] = values.count
      values.append(ListValue(canonical: canonical, place: place))
      return values.count - 1
    }
  }

  /// All that came up, also those that were removed again; changed in place.
  var records: [Record] = []
  private var index: [[String: Int]] = Category.allCases.map { _ in [:] }

  /// The entities in the order in which they came up.
  var entities: [Entity] { records.filter { !$0.isRemoved }.map(Self.entity) }

  /// Where the entity is; nil where there is none of that kind.
  func find(_ category: Category, _ name: String) -> Int? { index[category.rawValue][name] }

  func has(_ category: Category, _ name: String) -> Bool { find(category, name) != nil }

  /// All of one kind.
  func all(_ category: Category) -> [Record] {
    records.filter { $0.category == category && !$0.isRemoved }
  }

  /// The entity, added where there was none; gets the roles it has not.
  @discardableResult
  mutating func add(
    _ category: Category,
    _ name: String,
    roles: [String] = [],
    isDeclared: Bool,
    place: Place
  ) -> Int {
    let position = find(category, name) ?? records.count
    if position == records.count {
      records.append(
        Record(name: name, category: category, isDeclared: isDeclared, place: place)
      )
      index[category.rawValue][name] = position
    }
    addRoles(roles, at: position)
    return position
  }

  mutating func addRoles(_ roles: [String], at position: Int) {
    for role in roles where records[position].knownRoles.insert(role).inserted {
      records[position].roles.append(role)
    }
  }

  /// Takes the entity away and gives the roles it had.
  mutating func remove(_ category: Category, _ name: String) -> [String] {
    guard let position = index[category.rawValue].removeValue(forKey: name) else { return [] }
    records[position].isRemoved = true
    return records[position].roles
  }

  private static func entity(_ record: Record) -> Entity {
    let kind: Entity.Kind
    switch record.category {
    case .learned: kind = .machineLearned(children: record.children)
    case .list:
      kind = .list(
        record.values.map {
          ListValue(canonical: $0.canonical, synonyms: $0.synonyms.uniqued, place: $0.place)
        }
      )
    case .regex: kind = .regex(record.expression)
    case .prebuilt: kind = .prebuilt
    case .composite: kind = .composite(children: record.parts)
    case .patternAny: kind = .patternAny
    }
    return Entity(
      name: record.name,
      kind: kind,
      roles: record.roles,
      features: record.features,
      isDeclared: record.isDeclared,
      place: record.place
    )
  }
}

/// The names and roles that `@` lines declare; each is to be unique.
struct DeclaredNames {
  struct Declaration {
    var name: String
    var type: String
    var roles: [String]
  }

  private(set) var all: [Declaration] = []
  private var byName: [String: [Int]] = [:]
  private var byRole: [String: Int] = [:]

  /// The first declaration of `name` that is, or is not, of that type.
  func first(_ name: String, where matches: (String) -> Bool) -> Declaration? {
    byName[name]?.first { matches(all[$0].type) }.map { all[$0] }
  }

  func first(_ name: String) -> Declaration? { first(name) { _ in true } }

  /// The entity that plays this role.
  func player(of role: String) -> Declaration? { byRole[role].map { all[$0] } }

  mutating func add(_ name: String, type: String, roles: [String]) {
    let position: Int
    if let known = byName[name]?.first(where: { all[$0].type == type }) {
      position = known
    } else {
      position = all.count
      all.append(Declaration(name: name, type: type, roles: []))
      byName[name, default: []].append(position)
    }
    all[position].roles += roles
    for role in roles where byRole[role] == nil { byRole[role] = position }
  }
}
