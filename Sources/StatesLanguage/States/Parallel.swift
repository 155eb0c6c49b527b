internal import Ground

/// A state that runs several machines at once on copies of its input.
struct Parallel: Sendable {
  private let starts: [String]

  init(_ fields: StateFields) throws(DefinitionFault) {
    starts = (fields["Branches"]?.array ?? []).compactMap { $0["StartAt"]?.string }
    guard !starts.isEmpty else { throw fields.fault("Branches", "missing or empty") }
  }

  /// One child for each branch; a branch sees the variables, and what it sets stays inside.
  func fork(_ input: JSON, at cursor: Cursor, item: JSON?, now: Int) -> Fork {
    let children = starts.map { start in
      Fork.Child(
        cursor: Cursor(entering: start, with: input, variables: cursor.variables, at: now),
        item: item
      )
    }
    return Fork(children: children, concurrency: 0, tolerated: 0, isDistributed: false)
  }
}
