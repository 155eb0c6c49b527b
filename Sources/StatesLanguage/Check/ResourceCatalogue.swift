/// What a Task's `Resource` may name, as plain values: the connectors `rakel:<connector>.<verb>` and their verbs.
package struct ResourceCatalogue: Sendable, Hashable {
  /// One thing that a connector can be asked to do.
  package struct Verb: Sendable, Hashable {
    package var name: String
    /// Whether the resource must, must not or may end in `.waitForTaskToken`.
    package var waiting: Waiting
    /// The members of `Parameters` that it needs.
    package var required: Set<String>
    /// The members that it takes besides; nil where it takes any.
    package var optional: Set<String>?

    /// Whether a resource ends in `.waitForTaskToken`.
    package enum Waiting: Sendable, Hashable { case always, never, either }

    package init(
      _ name: String,
      waiting: Waiting = .never,
      required: Set<String> = [],
      optional: Set<String>? = []
    ) {
      self.name = name
      self.waiting = waiting
      self.required = required
      self.optional = optional
    }
  }

  /// The verbs of each connector, by the connector's name.
  package var connectors: [String: [Verb]]
  /// Whether resources outside `rakel:` pass: they are valid in the language, but only a simulation can mock them.
  package var acceptsForeign: Bool
  /// The flows that `rakel:flow.start` may name; nil where any will do.
  package var flows: Set<String>?

  package init(_ connectors: [String: [Verb]], acceptsForeign: Bool = false) {
    self.connectors = connectors
    self.acceptsForeign = acceptsForeign
  }
}
