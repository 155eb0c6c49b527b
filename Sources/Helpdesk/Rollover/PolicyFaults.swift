package import Ground

/// What is wrong with a policy: never empty, in the order of the text.
package struct PolicyFaults: Error, Hashable, CustomStringConvertible {
  package var all: [Diagnostic]

  package var description: String { all.map(\.description).joined(separator: "\n") }
}
