internal import Ground

/// How questions are kept: inputs and actions as JSON, each input with its kind's name.
extension Question {
  /// Takes up what is kept of its inputs and its actions.
  mutating func take(inputs: JSON, actions: JSON) {
    self.inputs = (inputs.array ?? []).compactMap(Input.init(stored:))
    self.actions = (actions.array ?? []).map(Action.init(stored:))
  }
}

extension Question.Action {
  var stored: JSON {
    [
      "title": .string(title), "data": data, "takesInputs": .bool(takesInputs),
      "isOffered": .bool(isOffered),
    ]
  }

  init(stored: JSON) {
    self.init(
      title: stored["title"]?.string ?? "",
      data: stored["data"] ?? .null,
      takesInputs: stored["takesInputs"]?.bool ?? true,
      isOffered: stored["isOffered"]?.bool ?? true
    )
  }
}

extension Question.Input {
  var stored: JSON {
    var object = JSONObject()
    object["id"] = .string(id)
    object["label"] = .string(label)
    object["isRequired"] = .bool(isRequired)
    if asksWhetherItHelped { object["asksWhetherItHelped"] = true }
    kind.store(in: &object)
    return .object(object)
  }

  /// Nil where the kind is of a newer Rakel.
  init?(stored: JSON) {
    guard let kind = Kind(stored: stored) else { return nil }
    self.init(
      id: stored["id"]?.string ?? "",
      label: stored["label"]?.string ?? "",
      kind: kind,
      isRequired: stored["isRequired"]?.bool ?? true,
      asksWhetherItHelped: stored["asksWhetherItHelped"]?.bool ?? false
    )
  }
}

extension Question.Input.Kind {
  fileprivate func store(in object: inout JSONObject) {
    switch self {
    case .text(let maximumLength, let pattern):
      object["kind"] = "text"
      object["maximumLength"] = maximumLength.map(JSON.integer)
      object["pattern"] = pattern.map(JSON.string)
    case .choice(let choices, let severalAllowed):
      object["kind"] = "choice"
      object["choices"] = .array(
        choices.map { ["title": .string($0.title), "value": .string($0.value)] }
      )
      object["severalAllowed"] = .bool(severalAllowed)
    case .date(let earliest, let latest):
      object["kind"] = "date"
      object["earliest"] = earliest.map(JSON.string)
      object["latest"] = latest.map(JSON.string)
    case .time(let earliest, let latest):
      object["kind"] = "time"
      object["earliest"] = earliest.map(JSON.string)
      object["latest"] = latest.map(JSON.string)
    case .number(let least, let most):
      object["kind"] = "number"
      object["least"] = least.map(JSON.double)
      object["most"] = most.map(JSON.double)
    case .toggle(let on, let off):
      object["kind"] = "toggle"
      object["on"] = .string(on)
      object["off"] = .string(off)
    }
  }

  fileprivate init?(stored: JSON) {
    func text(_ key: String) -> String? { stored[key]?.string }
    switch text("kind") {
    case "text":
      self = .text(maximumLength: stored["maximumLength"]?.int, pattern: text("pattern"))
    case "choice":
      let choices = (stored["choices"]?.array ?? []).map {
        Question.Input.Choice(title: $0["title"]?.string ?? "", value: $0["value"]?.string ?? "")
      }
      self = .choice(choices, severalAllowed: stored["severalAllowed"]?.bool ?? false)
    case "date": self = .date(earliest: text("earliest"), latest: text("latest"))
    case "time": self = .time(earliest: text("earliest"), latest: text("latest"))
    case "number": self = .number(least: stored["least"]?.double, most: stored["most"]?.double)
    case "toggle": self = .toggle(on: text("on") ?? "true", off: text("off") ?? "false")
    default: return nil
    }
  }
}
