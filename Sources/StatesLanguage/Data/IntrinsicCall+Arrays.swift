internal import Ground

extension IntrinsicCall {
  /// How many items `States.ArrayRange` may make.
  private static var maximumRange: Int { 1000 }

  func partitioned() throws(StateFailure) -> JSON {
    let items = try array(0)
    let size = try whole(1)
    guard size > 0 else { throw failure("argument 2 must be above 0") }
    var chunks: [JSON] = []
    var start = 0
    while start < items.count {
      let end = items.count - start > size ? start + size : items.count
      chunks.append(.array(Array(items[start..<end])))
      start = end
    }
    return .array(chunks)
  }

  /// From the first to the last, both included.
  func range() throws(StateFailure) -> JSON {
    let (first, last, step) = (try whole(0), try whole(1), try whole(2))
    guard step != 0 else { throw failure("argument 3 must not be 0") }
    var items: [JSON] = []
    var next = first
    while step > 0 ? next <= last : next >= last {
      guard items.count < Self.maximumRange else {
        throw failure("more than \(Self.maximumRange) items")
      }
      items.append(.integer(next))
      let (sum, overflows) = next.addingReportingOverflow(step)
      if overflows { break }
      next = sum
    }
    return .array(items)
  }

  func item() throws(StateFailure) -> JSON {
    let items = try array(0)
    guard let index = values[1].int else { throw failure("argument 2 is no whole number") }
    guard items.indices.contains(index) else {
      throw failure("the index \(index) is outside of the array")
    }
    return items[index]
  }

  /// The items without those that stood before, in their order.
  func unique() throws(StateFailure) -> JSON {
    var seen: Set<SameJSON> = []
    return .array(try array(0).filter { seen.insert(SameJSON(value: $0)).inserted })
  }

  /// Members of the second object win; nothing below them is merged.
  func merged() throws(StateFailure) -> JSON {
    guard var result = values[0].object else { throw failure("argument 1 is no object") }
    guard let other = values[1].object else { throw failure("argument 2 is no object") }
    guard values[2] == .bool(false) else {
      throw failure("argument 3 must be false, since only shallow merging is supported")
    }
    for key in other.keys { result[key] = other[key] }
    return .object(result)
  }
}
