internal import Ground

extension Inspection {
  mutating func checkPath(_ node: Node, orNull: Bool = false) {
    if orNull, node.value == .null { return }
    guard let text = text(of: node, "a path") else { return }
    do throws(ExpressionFault) {
      _ = try Path(parsing: text)
    } catch {
      report(error, in: node, as: "path")
    }
  }

  mutating func checkReferencePath(_ node: Node) { _ = referencePath(node) }

  /// A `ResultPath` writes into the input: it cannot begin at the context or a variable.
  mutating func checkResultPath(_ node: Node) {
    guard node.value != .null, let path = referencePath(node), path.origin != .input else { return }
    report(
      "reference-path",
      node,
      "a result goes into the state's input, not to \(path.text.quoted)",
      hint: "begin with '$.', or use Assign for a variable"
    )
  }

  private mutating func referencePath(_ node: Node) -> ReferencePath? {
    guard let text = text(of: node, "a path") else { return nil }
    do throws(ExpressionFault) {
      return try ReferencePath(parsing: text)
    } catch {
      report(error, in: node, as: "reference-path")
      return nil
    }
  }

  /// `ErrorPath` and `CausePath` take a path, or a function whose result is a text.
  mutating func checkText(_ node: Node) {
    guard let text = text(of: node, "a path or an intrinsic function") else { return }
    guard case .intrinsic(let call)? = checkExpression(text, of: node),
      !Self.textFunctions.contains(call.function)
    else { return }
    let names = Self.textFunctions.map { "States." + $0.rawValue }.joined(separator: ", ")
    report(
      "expression",
      node,
      "'States.\(call.function.rawValue)' gives no text",
      hint: "of the functions only \(names) do"
    )
  }

  /// The functions that AWS lets a Fail state use.
  private static let textFunctions: [IntrinsicFunction] = [
    .format, .jsonToString, .arrayGetItem, .base64Encode, .base64Decode, .hash, .uuid,
  ]

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
        _ = checkExpression(text, of: value)
      }
    }
  }

  private mutating func checkExpression(_ text: String, of node: Node) -> Expression? {
    do throws(ExpressionFault) {
      return try Expression(parsing: text)
    } catch {
      report(error, in: node, as: "expression")
      return nil
    }
  }

  private mutating func text(of node: Node, _ kind: String) -> String? {
    if let text = node.value.string { return text }
    report("wrong-type", node, "this must be \(kind), not \(node.value.kind)")
    return nil
  }

  /// Notes a fault inside a string, where it is in the string.
  private mutating func report(_ fault: ExpressionFault, in node: Node, as code: String) {
    let place = node.map.place(ofUnit: fault.offset, in: bytes)
    let text = node.value.string ?? ""
    report(code, node, at: place, "\(text.quoted) cannot be used: \(fault.message)")
  }
}
