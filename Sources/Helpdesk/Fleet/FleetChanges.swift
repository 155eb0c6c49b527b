/// What an import makes of the inventory.
package struct FleetChanges: Sendable, Hashable {
  /// The rows that were read, those left out with them.
  package var rows = 0
  /// Devices nobody knew before, and those that are back.
  package var new = 0
  package var changed = 0
  package var unchanged = 0
  /// Devices that no source knows any longer.
  package var gone = 0
  /// The first few of each, in order of their serial numbers.
  package var samples: [Sample] = []
  /// The rows that were left out because the same device stands in another: how many, and the first few.
  package var duplicates = 0
  package var firstDuplicates: [FleetDuplicate] = []
  /// The rows whose serial number names no machine.
  package var placeholders = 0
  /// The other rows that could not be used.
  package var faulty = 0
  /// The first faults of both kinds, by file.
  package var faults: [Fault] = []
  /// Days of purchase that are still to come, and were taken for unknown.
  package var futurePurchases = 0
  /// Why nothing counts as gone although the source said that it is complete; nil where there is no such reason.
  package var goneIsUnknown: String?
  /// Set where nothing was taken, because so many of those that the source knew would be gone.
  package var refusal: Refusal?

  package init() {}

  /// What happens to one device.
  package struct Sample: Sendable, Hashable {
    package var serial: String
    package var kind: Kind
    /// The names of the facts that change.
    package var facts: [String]

    package init(serial: String, kind: Kind, facts: [String] = []) {
      (self.serial, self.kind, self.facts) = (serial, kind, facts)
    }

    /// What can become of a device.
    package enum Kind: String, Sendable, Hashable, CaseIterable { case new, changed, gone }
  }

  /// A row that could not be used.
  package struct Fault: Sendable, Hashable {
    /// The index of the file, in the order that they were read.
    package var file: Int
    package var fault: FleetFault
  }

  /// So many of those that a source knew are not in what it says is complete.
  package struct Refusal: Sendable, Hashable {
    package var missing: Int
    package var known: Int

    package init(missing: Int, known: Int) { (self.missing, self.known) = (missing, known) }
  }
}

/// A row that was left out because the same serial number stands in another.
package struct FleetDuplicate: Sendable, Hashable {
  package var serial: String
  package var file: Int
  package var line: Int
  /// Where the row stands that was taken.
  package var keptFile: Int
  package var keptLine: Int
}
