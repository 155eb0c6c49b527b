internal import Ground

/// The members of one state in a definition, read by name with the path of whatever is wrong.
struct StateFields {
  let json: JSON
  let name: String
  let path: String
  /// The states that it may lead to.
  private let siblings: JSONObject

  init(_ json: JSON, name: String, path: String, siblings: JSONObject) throws(DefinitionFault) {
    guard json.object != nil else { throw DefinitionFault(path, "expected an object") }
    if json["QueryLanguage"]?.string == "JSONata" {
      throw DefinitionFault("\(path).QueryLanguage", "JSONata is not supported; write JSONPath")
    }
    self.json = json
    self.name = name
    self.path = path
    self.siblings = siblings
  }

  var type: String { json["Type"]?.string ?? "" }

  subscript(key: String) -> JSON? { json[key] }

  func fault(_ key: String, _ message: String) -> DefinitionFault {
    DefinitionFault("\(path).\(key)", message)
  }

  /// The machines inside: branches, or the processor of a Map, each with its path.
  var inner: [(JSON, String)] {
    var inner: [(JSON, String)] = []
    for (index, branch) in (json["Branches"]?.array ?? []).enumerated() {
      inner.append((branch, "\(path).Branches[\(index)]"))
    }
    for key in ["ItemProcessor", "Iterator"] {
      if let processor = json[key] { inner.append((processor, "\(path).\(key)")) }
    }
    return inner
  }

  func target(_ name: String?, key: String) throws(DefinitionFault) -> String {
    guard let name, siblings[name] != nil else { throw fault(key, "names no state here") }
    return name
  }

  func transition() throws(DefinitionFault) -> State.Transition {
    if json["End"]?.bool == true { return .end }
    return .next(try target(json["Next"]?.string, key: "Next"))
  }

  func path(_ key: String) throws(DefinitionFault) -> Path? {
    guard let value = json[key] else { return nil }
    guard let text = value.string else { throw fault(key, "expected a path") }
    do throws(ExpressionFault) { return try Path(parsing: text) } catch {
      throw fault(key, error.message)
    }
  }

  func expression(_ key: String) throws(DefinitionFault) -> Expression? {
    guard let value = json[key] else { return nil }
    guard let text = value.string else { throw fault(key, "expected a path or a function") }
    do throws(ExpressionFault) { return try Expression(parsing: text) } catch {
      throw fault(key, error.message)
    }
  }

  func template(_ key: String) throws(DefinitionFault) -> PayloadTemplate? {
    guard let value = json[key] else { return nil }
    do throws(TemplateFault) { return try PayloadTemplate(value) } catch {
      throw fault(key, "\(error)")
    }
  }

  /// A number in such bounds that it can be computed with.
  func number(_ key: String, in range: ClosedRange<Double>) throws(DefinitionFault) -> Double? {
    guard let value = json[key] else { return nil }
    guard let number = value.double, range.contains(number) else {
      throw fault(key, "expected a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// A path that may be null, which stands for nothing.
  func selection(_ key: String) throws(DefinitionFault) -> Selection {
    switch json[key] {
    case nil: .everything
    case .null?: .nothing
    case .some: (try path(key)).map(Selection.path) ?? .everything
    }
  }
}
