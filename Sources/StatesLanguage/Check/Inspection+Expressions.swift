internal import Ground

extension Inspection {
  mutating func checkPath(_ node: Node, orNull: Bool = false) {
    if orNull, node.value == .null { return }
    guard let text = text(of: node, "a path") else { return }
    do throws(ExpressionFault) {
      _ = try Path(parsing: text)
    } catch {
      report(error, in: node, as: "path", "no path")
    }
  }

  mutating func checkReferencePath(_ node: Node) {
    guard let text = text(of: node, "a path") else { return }
    do throws(ExpressionFault) {
      _ = try ReferencePath(parsing: text)
    } catch {
      report(error, in: node, as: "reference-path", "no reference path")
    }
  }

  /// A `ResultPath` writes into the input: it cannot begin at the context or a variable.
  mutating func checkResultPath(_ node: Node) {
    guard node.value != .null, let text = text(of: node, "a path") else { return }
    if text.hasPrefix("$"), let second = text.dropFirst().first, second != ".", second != "[" {
      report(
        "reference-path",
        node,
        "a result goes into the state's input, not \(text.quoted)",
        hint: "begin with '$.', or use Assign for a variable"
      )
      return
    }
    checkReferencePath(node)
  }

  /// `ErrorPath` and `CausePath` take a path, or a function whose result is a text.
  mutating func checkText(_ node: Node) {
    let functions = [
      "States.Format", "States.JsonToString", "States.ArrayGetItem", "States.Base64Encode",
      "States.Base64Decode", "States.Hash", "States.UUID",
    ]
    guard let text = text(of: node, "a path or an intrinsic function") else { return }
    checkExpression(text, of: node)
    let name = text.prefix { $0 != "(" }
    guard name.hasPrefix("States."), name.count < text.count, !functions.contains(String(name))
    else { return }
    report(
      "expression",
      node,
      "\(String(name).quoted) gives no text",
      hint: "of the functions only \(functions.joined(separator: ", ")) do"
    )
  }

  /// Checks a template and all that is nested in it.
  mutating func checkTemplate(_ node: Node) {
    for item in node.items { checkTemplate(item) }
    let keys = Set(node.map.members.map(\.key))
    for (key, value) in node.members {
      guard key.hasSuffix(".$") else {
        checkTemplate(value)
        continue
      }
      let plain = String(key.dropLast(2))
      if keys.contains(plain) {
        report(
          "duplicate-key",
          value,
          at: value.heading,
          "\(key.quoted) and \(plain.quoted) give the same member",
          hint: "keep one of them"
        )
      }
      if let text = text(of: value, "a path or an intrinsic function") {
        checkExpression(text, of: value)
      }
    }
  }

  private mutating func checkExpression(_ text: String, of node: Node) {
    do throws(ExpressionFault) {
      _ = try Expression(parsing: text)
    } catch {
      report(error, in: node, as: "expression", "neither a path nor an intrinsic function")
    }
  }

  private mutating func text(of node: Node, _ kind: String) -> String? {
    if let text = node.value.string { return text }
    report("wrong-type", node, "this must be \(kind), not \(node.value.kind)")
    return nil
  }

  /// Notes a fault inside a string, where it is in the string.
  private mutating func report(
    _ fault: ExpressionFault,
    in node: Node,
    as code: String,
    _ what: String
  ) {
    let place = node.map.place(ofUnit: fault.offset, in: bytes)
    report(
      code,
      node,
      at: place,
      "\((node.value.string ?? "").quoted) is \(what): \(fault.message)"
    )
  }
}
