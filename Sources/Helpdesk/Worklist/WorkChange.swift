package import struct Foundation.Date

/// What is to be different about a work item; what is nil stays as it is.
package struct WorkChange: Sendable, Hashable {
  package var title: String?
  package var due: Date?
  package var place: String?
  /// All of them, in place of those there were.
  package var facts: [WorkOrder.Fact]?

  package init(
    title: String? = nil,
    due: Date? = nil,
    place: String? = nil,
    facts: [WorkOrder.Fact]? = nil
  ) {
    self.title = title
    self.due = due
    self.place = place
    self.facts = facts
  }

  /// The same order with the change in it, cut as all orders are.
  func applied(to order: WorkOrder) -> WorkOrder {
    WorkOrder(
      title: title ?? order.title,
      due: due ?? order.due,
      place: place ?? order.place,
      facts: facts ?? order.facts
    )
  }
}

/// What became of changing a work item.
package enum ChangeOutcome: Sendable, Hashable {
  case changed
  /// It was so already.
  case unneeded
  /// There is nothing left to do.
  case finished(WorkItem.Status)
  /// Nothing has that number.
  case missing
}
