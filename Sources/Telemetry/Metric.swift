/// Something that is counted or measured, by the rules of Prometheus (https://prometheus.io/docs/practices/naming/).
///
/// Declared once, as a static member beside what it is about; `docs/3-operating.md` lists them.
package struct Metric: Sendable {
  /// What is done with the numbers.
  package enum Kind: Sendable, Hashable {
    /// Only ever goes up.
    case counter
    /// Goes up and down.
    case gauge
    /// How many lie at or below each bound, in the order of the bounds.
    case histogram(bounds: [Double])
  }

  /// `rakel_turns_total`, `rakel_turn_seconds`.
  package let name: String
  /// What it says, in one sentence.
  package let help: String
  package let kind: Kind

  private init(_ name: StaticString, _ help: StaticString, _ kind: Kind) {
    self.name = name.description
    self.help = help.description
    self.kind = kind
  }

  /// What only ever goes up; its name ends in `_total`.
  package static func counter(_ name: StaticString, _ help: StaticString) -> Metric {
    Metric(name, help, .counter)
  }

  /// What goes up and down.
  package static func gauge(_ name: StaticString, _ help: StaticString) -> Metric {
    Metric(name, help, .gauge)
  }

  /// How many measurements lie at or below each bound, and what they come to.
  ///
  /// - Parameter bounds: In rising order; seconds from a thousandth to thirty unless told otherwise.
  package static func histogram(
    _ name: StaticString,
    _ help: StaticString,
    bounds: [Double] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
  ) -> Metric {
    Metric(name, help, .histogram(bounds: bounds))
  }
}

extension Metric: Hashable {
  // It is looked up with every number, and there is one of each name.
  package static func == (one: Metric, other: Metric) -> Bool { one.name == other.name }
  package func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
