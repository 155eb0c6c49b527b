internal import Ground

extension Inspection {
  mutating func checkTask(_ state: Node) {
    if let heartbeat = state["HeartbeatSeconds"], let beat = heartbeat.value.int,
      let timeout = state["TimeoutSeconds"]?.value.int, beat >= timeout
    {
      report(
        "out-of-range",
        heartbeat,
        "a heartbeat must come sooner than the timeout, \(timeout) s"
      )
    }
    guard let resource = state["Resource"], let name = resource.value.string else { return }
    guard Self.isURI(name) else {
      report(
        "resource",
        resource,
        "\(name.quoted) is no URI",
        hint: "such as rakel:card.ask.waitForTaskToken"
      )
      return
    }
    guard let catalogue else { return }
    if name.hasPrefix("rakel:") {
      checkCall(name.dropFirst(6), of: state, resource, in: catalogue)
    } else if !catalogue.acceptsForeign {
      report(
        "resource",
        resource,
        "\(name.quoted) is nothing that Rakel can call",
        hint: "name a connector, as in rakel:card.ask.waitForTaskToken"
      )
    }
  }

  /// Checks `<connector>.<verb>[.waitForTaskToken]` and what is passed to it.
  private mutating func checkCall(
    _ call: Substring,
    of state: Node,
    _ resource: Node,
    in catalogue: ResourceCatalogue
  ) {
    let connector = String(call.prefix { $0 != "." })
    guard let verbs = catalogue.connectors[connector] else {
      let names = catalogue.connectors.keys.sorted()
      let near = Resemblance.nearest(to: connector, among: names)
      report(
        "unknown-connector",
        resource,
        "there is no connector \(connector.quoted)",
        hint: near.map { "did you mean '\($0)'?" }
          ?? (names.isEmpty ? "there is none" : "there are \(names.joined(separator: ", "))")
      )
      return
    }
    var name = call.dropFirst(connector.count + 1)
    let suffix = ".waitForTaskToken"
    let waits = name.hasSuffix(suffix)
    if waits { name = name.dropLast(suffix.count) }
    guard let verb = verbs.first(where: { $0.name == name }) else {
      let names = verbs.map(\.name).sorted()
      let near = Resemblance.nearest(to: String(name), among: names)
      report(
        "unknown-verb",
        resource,
        "the connector '\(connector)' cannot \(String(name).quoted)",
        hint: near.map { "did you mean '\($0)'?" } ?? "it can \(names.joined(separator: ", "))"
      )
      return
    }
    checkWaiting(waits, of: verb, resource)
    checkParameters(of: state, for: verb)
    switch connector {
    case "card": checkName(of: "card", among: cards, in: state)
    case "flow": checkName(of: "flow", among: catalogue.flows, in: state)
    default: break
    }
  }

  private mutating func checkWaiting(
    _ waits: Bool,
    of verb: ResourceCatalogue.Verb,
    _ resource: Node
  ) {
    if verb.waiting == .always, !waits {
      report(
        "waiting",
        resource,
        "'\(verb.name)' waits for somebody",
        hint: "end the resource in .waitForTaskToken"
      )
    } else if verb.waiting == .never, waits {
      report(
        "waiting",
        resource,
        "'\(verb.name)' waits for nobody and would never end",
        hint: "drop .waitForTaskToken"
      )
    }
  }

  /// Checks the names of the parameters; without `Parameters` the input is passed, of which nothing is known here.
  private mutating func checkParameters(of state: Node, for verb: ResourceCatalogue.Verb) {
    guard let parameters = state["Parameters"], parameters.isObject else { return }
    var given = Set<String>()
    for (key, value) in parameters.members {
      let name = key.hasSuffix(".$") ? String(key.dropLast(2)) : key
      given.insert(name)
      guard let optional = verb.optional else { continue }
      let all = verb.required.union(optional)
      if all.contains(name) { continue }
      let near = Resemblance.nearest(to: name, among: all)
      report(
        "unknown-parameter",
        value,
        at: value.heading,
        "'\(verb.name)' takes no \(name.quoted)",
        hint: near.map { "did you mean '\($0)'?" }
          ?? "it takes \(all.isEmpty ? "nothing" : all.sorted().joined(separator: ", "))"
      )
    }
    for name in verb.required.subtracting(given).sorted() {
      report(
        "missing-parameter",
        parameters,
        at: parameters.heading,
        "'\(verb.name)' needs the parameter '\(name)'"
      )
    }
  }

  /// Checks that what the parameter `kind` names is among what there is; nil where any will do.
  private mutating func checkName(of kind: String, among names: Set<String>?, in state: Node) {
    guard let names, let node = state["Parameters"]?[kind], let name = node.value.string,
      !names.contains(name)
    else { return }
    let near = Resemblance.nearest(to: name, among: names)
    report(
      "missing-\(kind)",
      node,
      "there is no \(kind) \(name.quoted)",
      hint: near.map { "did you mean \($0.quoted)?" } ?? ""
    )
  }

  /// Whether a text has the form of a URI (RFC 3986 §3): a scheme, a colon, and something of its characters.
  private static func isURI(_ text: String) -> Bool {
    let isLetter: (UInt8) -> Bool = { byte in
      (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
    guard let first = text.utf8.first, isLetter(first) else { return false }
    let scheme = text.utf8.prefix { byte in
      isLetter(byte) || (0x30...0x39).contains(byte) || "+-.".utf8.contains(byte)
    }
    let rest = text.utf8.dropFirst(scheme.count)
    let forbidden = Set(#" "<>\^`{|}"#.utf8)
    return rest.first == UInt8(ascii: ":") && rest.count > 1
      && rest.allSatisfy { $0 > 0x20 && $0 < 0x7F && !forbidden.contains($0) }
  }
}
