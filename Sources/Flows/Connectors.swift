/// The connectors there are, by name.
package struct Connectors: Sendable {
  private let byName: [String: any Connector]
  /// What answers in their stead, where a flow is tried out.
  private let standIn: (any StandIn)?

  /// - Precondition: no two have the same name.
  package init(_ connectors: [any Connector], standIn: (any StandIn)? = nil) {
    byName = Dictionary(uniqueKeysWithValues: connectors.map { ($0.name, $0) })
    self.standIn = standIn
  }

  /// Every connector, by name.
  package var all: [any Connector] { byName.values.sorted { $0.name < $1.name } }

  /// What a resource means: `rakel:<connector>.<verb>`, where both may hold further dots in the verb.
  static func parts(of resource: String) -> (connector: String, verb: String, waits: Bool)? {
    let (scheme, waits) = ("rakel:".utf8, waits(resource))
    guard resource.utf8.starts(with: scheme) else { return nil }
    let rest = resource.utf8.dropFirst(scheme.count).dropLast(waits ? waitSuffix.utf8.count : 0)
    let words = rest.split(separator: UInt8(ascii: "."), maxSplits: 1)
    guard words.count == 2 else { return nil }
    return (String(Substring(words[0])), String(Substring(words[1])), waits)
  }

  /// Whether a resource ends when somebody gives back its token.
  static func waits(_ resource: String) -> Bool { resource.hasSuffix(waitSuffix) }

  private static let waitSuffix = ".waitForTaskToken"

  /// Who does what a resource asks for; nil where nobody does.
  func performer(of resource: String, in state: String) -> Performer? {
    if let standIn, standIn.answers(for: state, resource: resource) { return .standIn(standIn) }
    guard let parts = Self.parts(of: resource), let connector = byName[parts.connector],
      connector.verbs.contains(where: { $0.name == parts.verb })
    else { return nil }
    if let local = connector as? any LocalConnector { return .local(local, verb: parts.verb) }
    if let remote = connector as? any RemoteConnector { return .remote(remote, verb: parts.verb) }
    return nil
  }

  /// Who does a task, and what it is called there.
  enum Performer {
    case local(any LocalConnector, verb: String)
    case remote(any RemoteConnector, verb: String)
    case standIn(any StandIn)
  }
}

/// Answers for connectors where a flow is tried out without them.
package protocol StandIn: Sendable {
  /// Whether it answers for that state.
  func answers(for state: String, resource: String) -> Bool
  /// What comes of the next call of that state.
  func outcome(of state: String, _ request: TaskRequest) -> TaskOutcome
}
