import Ground

/// A definition in which everything occurs that an execution may do, in an order that depends on the seed alone.
struct RandomFlow {
  private var random: SeededGenerator
  private var count = 0

  private init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  static func definition(seed: UInt64) -> JSON {
    var flow = RandomFlow(seed: seed)
    return flow.machine(depth: 0, length: 4)
  }

  private mutating func machine(depth: Int, length: Int) -> JSON {
    var states: [(String, JSON)] = []
    for _ in 0..<(1 + random.below(length)) {
      count += 1
      states.append(("s\(count)", state(depth: depth)))
    }
    count += 1
    states.append(("s\(count)", ["Type": "Pass"]))
    return Definition.chain(states)
  }

  private mutating func state(depth: Int) -> JSON {
    let path: JSON = .string("$.r\(random.below(3))")
    switch random.below(depth < 2 ? 10 : 7) {
    case 0:
      return [
        "Type": "Pass", "ResultPath": path,
        "Parameters": ["drawn.$": "States.MathRandom(1, 1000)", "id.$": "States.UUID()"],
      ]
    case 1: return ["Type": "Wait", "Seconds": .integer(random.below(4))]
    case 2:
      return Definition.task(
        "out.send",
        [
          "Parameters": ["fails": .bool(random.below(3) == 0)], "ResultPath": path,
          "Retry": retry(),
        ]
      )
    case 3:
      return Definition.task(
        "work.ask.waitForTaskToken",
        ["ResultPath": path, "TimeoutSeconds": 90]
      )
    case 4:
      return Definition.task(
        "work.try",
        [
          "Parameters": ["thing": "b", "at.$": "$$.State.EnteredTime"], "ResultPath": path,
          "Retry": retry(),
        ]
      )
    case 5:
      return Definition.task(
        "work.echo",
        ["ResultPath": path, "Assign": ["seen.$": "$$.State.RetryCount"]]
      )
    case 6:
      count += 1
      return ["Type": "Pass", "Assign": ["v\(count).$": "$$.Execution.Input"]]
    case 7:
      return [
        "Type": "Parallel", "ResultPath": path, "Retry": retry(),
        "Branches": [machine(depth: depth + 1, length: 2), machine(depth: depth + 1, length: 2)],
      ]
    default: return map(depth: depth, path: path)
    }
  }

  private mutating func map(depth: Int, path: JSON) -> JSON {
    var processor: JSONObject = machine(depth: depth + 1, length: 3).object ?? JSONObject()
    processor["ProcessorConfig"] = ["Mode": random.below(2) == 0 ? "DISTRIBUTED" : "INLINE"]
    return [
      "Type": "Map", "ResultPath": path, "ItemsPath": "$$.Execution.Input.items", "Retry": retry(),
      "ItemSelector": [
        "items": ["a", "b"], "thing.$": "$$.Map.Item.Value", "index.$": "$$.Map.Item.Index",
      ],
      "MaxConcurrency": .integer(random.below(3)),
      "ToleratedFailureCount": .integer(random.below(2)),
      "ItemProcessor": .object(processor),
    ]
  }

  private mutating func retry() -> JSON {
    [
      [
        "ErrorEquals": ["States.ALL"], "MaxAttempts": .integer(random.below(3)),
        "IntervalSeconds": 2,
        "JitterStrategy": "FULL",
      ]
    ]
  }
}
