internal import Authoring

/// An entity that may be recognised in several ways at once, as newer systems have them.
///
/// `.lu` has one way for each entity: where there are several, or where it is labelled as well, it becomes a
/// learned entity that has the others as features.
struct ComponentEntity {
  var name: String
  /// Whether an utterance labels it.
  var isLabelled = false
  var roles: [String] = []
  var values = ListValues()
  var expressions: [String] = []
  /// Names of built-in types of `.lu`.
  var prebuilts: [String] = []

  func add(to table: inout EntityTable, _ losses: inout Losses) {
    let count = (values.values.isEmpty ? 0 : 1) + (expressions.isEmpty ? 0 : 1) + prebuilts.count
    if count == 1 && !isLabelled {
      if !values.values.isEmpty {
        let list = Entity(name: name, kind: .list([]), roles: roles)
        table.add(values.written(for: list, &losses), &losses)
      } else if !expressions.isEmpty {
        table.add(Entity(name: name, kind: .regex(expression), roles: roles), &losses)
      } else {
        addAsRole(of: prebuilts[0], to: &table, &losses)
      }
      return
    }
    var features: [String] = []
    if !values.values.isEmpty {
      features.append(table.freeName("\(name)Values"))
      let list = Entity(name: features[0], kind: .list([]))
      table.add(values.written(for: list, &losses), &losses)
    }
    if !expressions.isEmpty {
      let feature = table.freeName("\(name)Expression")
      features.append(feature)
      table.add(Entity(name: feature, kind: .regex(expression)), &losses)
    }
    for prebuilt in prebuilts where prebuilt != name {
      features.append(prebuilt)
      if table[prebuilt] == nil { table.add(Entity(name: prebuilt, kind: .prebuilt), &losses) }
    }
    if !features.isEmpty {
      let list = features.joined(separator: "', '")
      losses.report("'\(name)' becomes a learned entity with the features '\(list)'")
    }
    let kind = Entity.Kind.machineLearned(children: [])
    table.add(Entity(name: name, kind: kind, roles: roles, features: features), &losses)
  }

  private var expression: String {
    expressions.count == 1
      ? expressions[0] : expressions.map { "(?:\($0))" }.joined(separator: "|")
  }

  /// A built-in type has its own name in `.lu`; another name can only be a role of it.
  private func addAsRole(of prebuilt: String, to table: inout EntityTable, _ losses: inout Losses) {
    if table[prebuilt] == nil { table.add(Entity(name: prebuilt, kind: .prebuilt), &losses) }
    guard name != prebuilt else { return }
    let role = table.role(name, of: prebuilt, &losses)
    losses.report("'\(name)' becomes the role '\(role)' of the built-in '\(prebuilt)'")
  }
}
