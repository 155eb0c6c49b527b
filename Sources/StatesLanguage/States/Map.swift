internal import Ground

/// A state that runs one machine for each item of an array.
struct Map: Sendable {
  private let start: String
  private let isDistributed: Bool
  private let items: Path?
  private let selector: PayloadTemplate?
  private let batcher: Batcher?
  private let concurrency: Count
  private let toleratedCount: Count
  private let toleratedPercentage: Count

  /// How many bytes all items may have together: each is stored with a copy of what its `ItemSelector` gives it.
  private static let mostBytes = 10 * DataLimit.bytes

  init(_ fields: StateFields) throws(DefinitionFault) {
    guard let processor = fields["ItemProcessor"] ?? fields["Iterator"],
      let start = processor["StartAt"]?.string
    else { throw fields.fault("ItemProcessor", "missing") }
    if fields["ItemReader"] != nil || fields["ResultWriter"]?["Resource"] != nil {
      throw fields.fault(
        "ItemReader",
        "items come from ItemsPath; there is no object store to read"
      )
    }
    self.start = start
    isDistributed = processor["ProcessorConfig"]?["Mode"]?.string == "DISTRIBUTED"
    items = try fields.path("ItemsPath")
    selector = try fields.template(fields["ItemSelector"] != nil ? "ItemSelector" : "Parameters")
    batcher = try Batcher(fields)
    concurrency = try Count("MaxConcurrency", of: fields)
    toleratedCount = try Count("ToleratedFailureCount", of: fields)
    toleratedPercentage = try Count("ToleratedFailurePercentage", of: fields)
  }

  /// One child for each item, or batch of items, of `scope`, whose `$` is the filtered input.
  func fork(
    in scope: Scope,
    at cursor: Cursor,
    now: Int,
    drawing: inout SeededGenerator
  ) throws(StateFailure) -> Fork {
    guard let values = try (items?.value(in: scope) ?? scope.input).array else {
      throw StateFailure("States.Runtime", "The items of a Map must be an array")
    }
    var inputs: [(input: JSON, item: JSON)] = []
    inputs.reserveCapacity(values.count)
    var size = 0
    for (index, value) in values.enumerated() {
      let item: JSON = ["Index": .integer(index), "Value": value]
      let input = try select(value, item, scope, drawing: &drawing)
      size += try DataLimit.size(of: input) + DataLimit.size(of: value)
      try DataLimit.check(size, most: Self.mostBytes)
      inputs.append((input, item))
    }
    if let batcher {
      inputs = try batcher.batches(of: inputs.map(\.input), in: scope, drawing: &drawing)
    }
    // What a child of a DISTRIBUTED Map reads is its own: it is an execution by itself.
    let variables = isDistributed ? JSONObject() : cursor.variables
    return Fork(
      children: inputs.map { input, item in
        Fork.Child(
          cursor: Cursor(entering: start, with: input, variables: variables, at: now),
          item: item
        )
      },
      concurrency: Int(try concurrency.value(in: scope, upTo: .infinity) ?? 0),
      tolerated: try tolerated(of: inputs.count, in: scope),
      isDistributed: isDistributed
    )
  }

  private func select(
    _ value: JSON,
    _ item: JSON,
    _ scope: Scope,
    drawing: inout SeededGenerator
  ) throws(StateFailure) -> JSON {
    guard let selector else { return value }
    var selecting = scope
    var context = scope.context.object ?? JSONObject()
    context["Map"] = ["Item": item]
    selecting.context = .object(context)
    return try selector.filled(in: selecting, drawing: &drawing)
  }

  /// How many items may fail: the larger of what count and percentage allow stops the Map when it is passed.
  private func tolerated(of total: Int, in scope: Scope) throws(StateFailure) -> Int {
    let count = try toleratedCount.value(in: scope, upTo: .infinity)
    let percentage = try toleratedPercentage.value(in: scope, upTo: 100)
    let share = percentage.map { ($0 / 100 * Double(total)).rounded(.down) }
    return Int(min(count ?? share ?? 0, share ?? count ?? 0))
  }
}

/// A number of a Map: none, written, or read by a path, where AWS takes text too.
private enum Count: Sendable {
  /// More than there can be of anything.
  private static let most = 1e15

  case none
  case fixed(Double)
  case path(Path, key: String)

  init(_ key: String, of fields: StateFields) throws(DefinitionFault) {
    if let path = try fields.path("\(key)Path") {
      self = .path(path, key: key)
    } else {
      self = try fields.number(key, in: 0...Self.most).map(Count.fixed) ?? .none
    }
  }

  func value(in scope: Scope, upTo most: Double) throws(StateFailure) -> Double? {
    switch self {
    case .none: return nil
    case .fixed(let number): return number
    case .path(let path, let key):
      let value = try path.value(in: scope)
      guard let number = value.double ?? value.string.flatMap({ Double($0) }),
        (0...min(most, Self.most)).contains(number)
      else {
        throw StateFailure("States.Runtime", "\(key)Path must lead to a number that it may be")
      }
      return number
    }
  }
}

/// `ItemBatcher`: several items to one child.
private struct Batcher: Sendable {
  private let most: Count
  private let mostBytes: Count
  private let input: PayloadTemplate?

  init?(_ fields: StateFields) throws(DefinitionFault) {
    guard let json = fields["ItemBatcher"] else { return nil }
    let inner = try StateFields(
      json,
      name: fields.name,
      path: "\(fields.path).ItemBatcher",
      siblings: JSONObject()
    )
    most = try Count("MaxItemsPerBatch", of: inner)
    mostBytes = try Count("MaxInputBytesPerBatch", of: inner)
    input = try inner.template("BatchInput")
  }

  func batches(
    of items: [JSON],
    in scope: Scope,
    drawing: inout SeededGenerator
  ) throws(StateFailure) -> [(input: JSON, item: JSON)] {
    let count = max(1, Int(try most.value(in: scope, upTo: .infinity) ?? 1e15))
    let bytes = try mostBytes.value(in: scope, upTo: .infinity) ?? .infinity
    let shared = try input?.filled(in: scope, drawing: &drawing)
    var batches: [[JSON]] = []
    var size = 0
    for item in items {
      let own = item.text.utf8.count
      if let last = batches.last, last.count < count, Double(size + own) <= bytes {
        batches[batches.count - 1].append(item)
        size += own
      } else {
        batches.append([item])
        size = own
      }
    }
    return batches.enumerated().map { index, batch in
      var whole = JSONObject()
      if let shared { whole["BatchInput"] = shared }
      whole["Items"] = .array(batch)
      return (.object(whole), ["Index": .integer(index), "Value": .object(whole)])
    }
  }
}
