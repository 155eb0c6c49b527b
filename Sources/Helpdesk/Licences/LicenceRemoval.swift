internal import Ground
package import struct Foundation.Date

/// One licence that is taken from somebody: written down before it is taken, and confirmed after.
///
/// It says all that is needed to give exactly that back.
package struct LicenceRemoval: Sendable, Hashable {
  /// From 1, never used again; 0 before it is stored.
  package var number = 0
  /// What the task that takes it can be told by, the same after a crash.
  package var key: String
  /// Whose it is: their id in Entra.
  package var user: String
  /// Their id in the directory; nil where that does not know them.
  package var person: String?
  /// In lower case; nil for none.
  package var municipality: String?
  /// Microsoft's name of the product, and its `skuId` in lower case.
  package var product: String
  package var sku: String
  /// The ids of its parts that were switched off.
  package var disabledPlans: [String]
  package var way: Way
  /// When it was given, or changed last, as it was read.
  package var given: Date?
  /// What it costs, in øre a month; nil where nobody says.
  package var øre: Int?
  package var decision: Decision
  /// The id of who decided; nil for nobody.
  package var decidedBy: String?
  package var campaign: Int?
  package var execution: String?
  package var status = Status.planned
  /// Why it came to nothing, as a code; nil where it did not.
  package var because: String?
  /// When it was written down.
  package var planned: Date
  /// When Graph said that it did it.
  package var sent: Date?
  /// When it was confirmed, or given up.
  package var ended: Date?
  package var undone: Date?
  /// The id of who had it undone.
  package var undoneBy: String?

  package init(
    key: String,
    user: String,
    product: String,
    sku: String,
    disabledPlans: [String],
    way: Way,
    decision: Decision,
    planned: Date
  ) {
    self.key = key
    self.user = user
    self.product = product
    self.sku = sku
    self.disabledPlans = disabledPlans
    self.way = way
    self.decision = decision
    self.planned = planned
  }

  /// How it is taken, and so how it is given back.
  package enum Way: Sendable, Hashable {
    /// It was given to them alone.
    case direct
    /// They are taken out of the group that it comes with.
    case group(id: String, name: String)
  }

  /// Whose decision it was.
  package enum Decision: String, Sendable, Hashable, CaseIterable {
    case user, leader, staff
    /// Nobody's: the policy's, for nobody answered.
    case silence
  }

  /// How it stands.
  package enum Status: String, Sendable, Hashable, CaseIterable {
    /// Written down; it may have been carried out.
    case planned
    case done
    /// Something had changed: it was not carried out, or what is there now is another's work.
    case cancelled
    /// Graph refused.
    case failed
    /// To be given back; it may have been.
    case undoing
    case undone

    /// Whether something is still to be done about it.
    package var isOpen: Bool { self == .planned || self == .undoing }
  }

  /// The group that it comes with; nil where it was given to them alone.
  package var group: (id: String, name: String)? { way.group }

  /// Whether it was taken, as far as is known, and is not given back.
  package var isTaken: Bool {
    switch status {
    case .done, .undoing: true
    // Graph said that it took it, and whoever was to confirm that came to no end.
    case .planned: sent != nil
    case .cancelled, .failed, .undone: false
    }
  }
}

extension LicenceRemoval.Way {
  /// The group; nil where there is none.
  package var group: (id: String, name: String)? {
    if case .group(let id, let name) = self { (id, name) } else { nil }
  }

  /// A name for machines.
  package var word: String { group == nil ? "direct" : "group" }
}
