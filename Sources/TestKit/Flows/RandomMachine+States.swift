internal import Ground

extension Draft {
  /// The error that everything below the top level fails with.
  private static let broken: JSON = "Broken"

  private mutating func error(_ depth: Int) -> JSON {
    depth > 0 ? Self.broken : pick(["Broken", "E1", "E2", "States.Permissions"])
  }

  private mutating func place(_ stem: String) -> JSON {
    .string(chance(20) ? "$.\(stem).deeper['and ']" : "$.\(stem)\(random.below(4))")
  }

  // MARK: States that go on by themselves

  mutating func pass(_ depth: Int) -> JSONObject {
    let variable = JSON.string("$" + visible[random.below(visible.count)])
    switch random.below(depth == 0 ? 8 : 7) {
    case 0: return object(["Result": pick([1, [2], ["a.$": "$"]]), "ResultPath": place("p")])
    case 1:
      return object([
        "Parameters": [
          "n.$": "States.MathAdd($.n, 1)", "list.$": "$.list", "id.$": "States.UUID()",
        ]
      ])
    case 2:
      return object([
        "Parameters": ["n.$": "States.MathRandom(0, 6)", "list": [1, 2], "all.$": variable]
      ])
    case 3: return object(["InputPath": "$.list", "ResultPath": place("p"), "Assign": assigned()])
    case 4:
      return object(["Parameters": ["x.$": variable], "ResultPath": nil, "Assign": assigned()])
    case 5:
      return object([
        "Parameters": ["w.$": "$$.State.Name", "at.$": "$$.State.EnteredTime"],
        "ResultPath": place("c"),
      ])
    case 6:
      return object([
        "Parameters": ["f.$": "States.Format('{} av {}', $.n, $.list)"], "ResultPath": place("f"),
      ])
    default:
      // What may go wrong.
      return object([
        "Parameters": pick([["x.$": "$.missing.y"], ["x.$": "States.ArrayGetItem($.list, $.n)"]]),
        "ResultPath": pick(["$.n.below", "$.ok"]),
      ])
    }
  }

  private mutating func assigned() -> JSON {
    let (key, value) = (variable(), pick(["$", "States.UUID()"]))
    return .object(object(["\(key).$": value]))
  }

  mutating func wait() -> JSONObject {
    switch random.below(5) {
    case 0: object(["SecondsPath": "$.n"])
    case 1: object(["Timestamp": pick(["2020-01-01T00:00:00Z", "2026-11-18T11:06:52.25Z"])])
    default: object(["Seconds": .integer(random.below(5))])
    }
  }

  // MARK: States that choose

  mutating func choice(
    _ next: String?,
    _ depth: Int,
    _ states: inout JSONObject
  ) -> String {
    // One way leads on for sure, so that what comes after can be reached.
    let on = JSON.string(end(next, depth, &states))
    let hasDefault = depth > 0 || chance(70)
    var rules: [JSON] = []
    for index in 0...random.below(2) {
      var rule = rule(1).object ?? JSONObject()
      rule["Next"] = index == 0 && !hasDefault ? on : .string(way(next, depth, &states))
      if chance(30) { rule["Assign"] = assigned() }
      rules.append(.object(rule))
    }
    var state = object(["Type": "Choice", "Choices": .array(rules)])
    if hasDefault { state["Default"] = on }
    let name = name("Choice")
    states[name] = .object(state)
    return name
  }

  private mutating func way(
    _ next: String?,
    _ depth: Int,
    _ states: inout JSONObject
  ) -> String {
    switch random.below(6) {
    case 0:
      let name = name("Fail")
      let cause = depth > 0 ? JSON.string("") : pick(["", "because"])
      states[name] = ["Type": "Fail", "Error": error(depth), "Cause": cause]
      return name
    case 1...3: return sequence(1, next: next, depth, &states)
    default: return end(next, depth, &states)
    }
  }

  private mutating func rule(_ levels: Int) -> JSON {
    switch random.below(levels > 0 ? 8 : 5) {
    case 0: ["Variable": "$.n", "NumericGreaterThan": .integer(random.below(5))]
    case 1: ["Variable": "$.list[0]", "IsString": true]
    case 2: ["Variable": "$.missing", "IsPresent": .bool(chance(50))]
    case 3: ["Variable": "$$.State.Name", "StringMatches": "*1*"]
    case 4: ["Variable": "$.n", "NumericEqualsPath": "$.n"]
    case 5: ["Not": rule(levels - 1)]
    case 6: ["And": [rule(levels - 1), rule(levels - 1)]]
    default: ["Or": [rule(levels - 1), rule(levels - 1)]]
    }
  }

  /// A few rounds over some states, counted in a variable.
  mutating func loop(
    _ next: String?,
    _ depth: Int,
    _ states: inout JSONObject
  ) -> String {
    let (count, check) = (variable(), name("Check"))
    let body = sequence(1 + random.below(2), next: check, depth, &states)
    let step = JSON.object(object(["\(count).$": .string("States.MathAdd($\(count), 1)")]))
    let more = add(object(["Assign": step]), "Pass", body, &states)
    let times = JSON.integer(1 + random.below(2))
    states[check] = [
      "Type": "Choice",
      "Choices": [
        ["Variable": .string("$\(count)"), "NumericLessThan": times, "Next": .string(more)]
      ],
      "Default": .string(end(next, depth, &states)),
    ]
    let zero = JSON.object(object([count: 0]))
    return add(object(["Assign": zero]), "Pass", body, &states)
  }

  // MARK: States that have something done

  /// Adds a state with retriers and catchers.
  mutating func work(
    _ fields: JSONObject,
    _ type: String,
    _ next: String?,
    _ depth: Int,
    _ states: inout JSONObject
  ) -> String {
    var fields = fields
    if chance(40) {
      var retrier = object([
        "ErrorEquals": .array([error(depth)]), "IntervalSeconds": .integer(1 + random.below(3)),
        "MaxAttempts": .integer(random.below(3)),
      ])
      if chance(30) { retrier["JitterStrategy"] = "FULL" }
      fields["Retry"] = [.object(retrier), ["ErrorEquals": ["States.Timeout"], "MaxAttempts": 1]]
    }
    if chance(50) {
      var catcher = object([
        "ErrorEquals": pick([["States.ALL"], ["Broken", "E1"]]), "ResultPath": "$.error",
        "Next": .string(end(next, depth, &states)),
      ])
      if chance(30) { catcher["Assign"] = assigned() }
      fields["Catch"] = [.object(catcher)]
    }
    return add(fields, type, next, &states)
  }

  /// A task whose outcome ``RandomPlan`` knows from its parameters.
  mutating func task(_ depth: Int) -> JSONObject {
    let waits = chance(40)
    var parameters = object([
      "plan": .integer(random.below(6)), "error": error(depth), "try.$": "$$.State.RetryCount",
      "id.$": "States.UUID()", "n.$": "$.n",
    ])
    if waits { parameters["token.$"] = "$$.Task.Token" }
    var task = object([
      "Resource": .string(
        "rakel:\(chance(50) ? "in" : "out").do\(waits ? ".waitForTaskToken" : "")"
      ),
      "ResultPath": chance(20) ? nil : place("r"),
    ])
    if depth == 0, chance(30) {
      task["TimeoutSeconds"] = 20
      if waits, chance(50) { parameters["plan"] = 6 }
    }
    task["Parameters"] = .object(parameters)
    if chance(30) { task["ResultSelector"] = ["id.$": "$.id", "u.$": "States.UUID()"] }
    if chance(20) { task["Assign"] = assigned() }
    return task
  }

  mutating func parallel(_ depth: Int) -> JSONObject {
    let branches = (0...random.below(3)).map { _ in JSON.object(machine(depth: depth + 1)) }
    return fork(object(["Branches": .array(branches)]))
  }

  mutating func map(_ depth: Int) -> JSONObject {
    let (isBatch, isDistributed) = (chance(15), chance(25))
    let seen = visible
    // What is apart reads nothing from outside.
    if isDistributed { visible = [] }
    var processor = machine(depth: depth + 1, isBatch: isBatch)
    visible = seen
    if isDistributed {
      processor["ProcessorConfig"] = ["Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"]
    }
    var map = object([
      "ItemsPath": "$.list", "ItemProcessor": .object(processor),
      "ItemSelector": [
        "n.$": "$$.Map.Item.Index", "list": [1, 2], "value.$": "$$.Map.Item.Value",
      ],
      "MaxConcurrency": .integer(random.below(3)),
    ])
    if isBatch { map["ItemBatcher"] = ["MaxItemsPerBatch": 2] }
    if depth == 0, chance(30) { map["ToleratedFailureCount"] = .integer(random.below(3)) }
    return fork(map)
  }

  private mutating func fork(_ fields: JSONObject) -> JSONObject {
    var fields = fields
    fields["ResultPath"] = place("k")
    if chance(60) { fields["ResultSelector"] = ["count.$": "States.ArrayLength($)"] }
    return fields
  }
}
