package import Ground

/// A payload template: JSON in which a member `name.$` holds an expression for the value of `name`.
///
/// Parameters, ItemSelector, ResultSelector and Assign are such; everything else in them is taken as it stands.
package struct PayloadTemplate: Sendable {
  private indirect enum Node: Sendable {
    case literal(JSON)
    /// An expression and the name of its field.
    case expression(Expression, field: String)
    case array([Node])
    case object([(key: String, node: Node)])
  }

  private let root: Node

  /// Reads a template.
  ///
  /// - Throws: Where a member `….$` does not hold a text that is an expression, or names a member that is there
  ///   already.
  package init(_ json: JSON) throws(TemplateFault) {
    var path: [String] = []
    root = try Self.node(json, at: &path)
  }

  /// The template with the values of its expressions.
  ///
  /// - Parameter generator: What `States.UUID` and `States.MathRandom` draw from, in the template's order.
  /// - Throws: What an expression throws, with the name of its field in the cause.
  package func filled(
    in scope: Scope,
    drawing generator: inout SeededGenerator
  ) throws(StateFailure) -> JSON {
    try Self.filled(root, in: scope, drawing: &generator)
  }

  private static func filled(
    _ node: Node,
    in scope: Scope,
    drawing generator: inout SeededGenerator
  ) throws(StateFailure) -> JSON {
    switch node {
    case .literal(let value): return value
    case .expression(let expression, let field):
      do {
        return try expression.value(in: scope, drawing: &generator)
      } catch {
        throw StateFailure(error.error, "\(error.cause) (field '\(field)')")
      }
    case .array(let nodes):
      var items: [JSON] = []
      items.reserveCapacity(nodes.count)
      for node in nodes { items.append(try filled(node, in: scope, drawing: &generator)) }
      return .array(items)
    case .object(let members):
      var object = JSONObject()
      for (key, node) in members {
        object[key] = try filled(node, in: scope, drawing: &generator)
      }
      return .object(object)
    }
  }
}

extension PayloadTemplate {
  private static func node(_ json: JSON, at path: inout [String]) throws(TemplateFault) -> Node {
    switch json {
    case .array(let items):
      var nodes: [Node] = []
      for (index, item) in items.enumerated() {
        path.append(String(index))
        nodes.append(try node(item, at: &path))
        path.removeLast()
      }
      return isLiteral(nodes) ? .literal(json) : .array(nodes)
    case .object(let members): return try object(members, at: &path)
    default: return .literal(json)
    }
  }

  private static func object(
    _ members: JSONObject,
    at path: inout [String]
  ) throws(TemplateFault) -> Node {
    var nodes: [(key: String, node: Node)] = []
    for (key, value) in members {
      path.append(key)
      if key.utf8.count > 1, key.hasSuffix(".$") {
        let name = String(key.dropLast(2))
        guard members[name] == nil else {
          throw TemplateFault(path, "the member '\(name)' is there twice, with and without '.$'")
        }
        nodes.append((name, .expression(try expression(value, at: path), field: key)))
      } else {
        nodes.append((key, try node(value, at: &path)))
      }
      path.removeLast()
    }
    return isLiteral(nodes.map(\.node)) ? .literal(.object(members)) : .object(nodes)
  }

  private static func expression(
    _ value: JSON,
    at path: [String]
  ) throws(TemplateFault) -> Expression {
    guard case .string(let text) = value else {
      throw TemplateFault(path, "a member that ends in '.$' holds a string")
    }
    do {
      return try Expression(parsing: text)
    } catch {
      throw TemplateFault(path: path, fault: error)
    }
  }

  private static func isLiteral(_ nodes: [Node]) -> Bool {
    nodes.allSatisfy { if case .literal = $0 { true } else { false } }
  }
}
