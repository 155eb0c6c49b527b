package import Ground

extension WorkItem {
  /// The item for flows and machines; every member is always there, null where there is nothing to say.
  ///
  /// The token is left out: who has it may end the flow's wait.
  package var json: JSON {
    [
      "number": .integer(number),
      "title": .string(order.title),
      "kind": .string(order.kind),
      "details": .string(order.details),
      "municipality": JSON(order.municipality),
      "device": JSON(order.device),
      "user": JSON(order.user),
      "due": JSON(order.due?.rfc3339),
      "place": JSON(order.place),
      "facts": .array(order.facts.map(\.json)),
      "case": order.caseNumber.map(JSON.integer) ?? .null,
      "status": .string(status.rawValue),
      "claimedBy": JSON(claimedBy),
      "claimed": JSON(claimed?.rfc3339),
      "doneBy": JSON(doneBy),
      "doneNote": JSON(doneNote),
      "done": JSON(done?.rfc3339),
      "flow": JSON(order.flow),
      "execution": JSON(order.execution),
      "created": .string(created.rfc3339),
      "changed": .string(changed.rfc3339),
    ]
  }

  /// What a flow that waits for the item is told when it is done.
  package var answer: JSON {
    ["item": .integer(number), "by": JSON(doneBy), "note": JSON(doneNote)]
  }
}
