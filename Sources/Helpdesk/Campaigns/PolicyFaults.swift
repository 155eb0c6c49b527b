package import Ground

/// What is wrong with a policy: never empty, in the order of the text.
package struct PolicyFaults: Error, Hashable, CustomStringConvertible {
  package var all: [Diagnostic]

  package init(all: [Diagnostic]) { self.all = all }

  package var description: String { all.map(\.description).joined(separator: "\n") }
}
