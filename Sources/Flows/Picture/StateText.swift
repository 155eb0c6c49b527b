internal import Ground

/// What a picture says of one state besides its name.
enum StateText {
  static func kind(of state: JSON) -> PictureGraph.Kind {
    switch state["Type"]?.string {
    case "Choice": .choice
    case "Wait": .wait
    case "Pass": .pass
    case "Succeed": .succeed
    case "Fail": .fail
    case "Parallel", "Map": .fork
    default: .task
    }
  }

  /// The levels of states within a Parallel or a Map.
  static func inner(of state: JSON) -> [JSON] {
    switch state["Type"]?.string {
    case "Parallel": state["Branches"]?.array ?? []
    case "Map": (state["ItemProcessor"] ?? state["Iterator"]).map { [$0] } ?? []
    default: []
    }
  }

  static func detail(of state: JSON) -> String {
    switch state["Type"]?.string {
    case "Task": task(state)
    case "Wait": wait(state)
    case "Fail": (state["Error"] ?? state["ErrorPath"])?.string ?? ""
    case "Parallel": "all of these"
    case "Map": map(state)
    default: ""
    }
  }

  private static func task(_ state: JSON) -> String {
    guard var resource = state["Resource"]?.string else { return "" }
    let token = ".waitForTaskToken"
    let waits = resource.hasSuffix(token)
    if waits { resource.removeLast(token.count) }
    if resource.hasPrefix("rakel:") { resource.removeFirst("rakel:".count) }
    guard waits else { return resource }
    guard let seconds = state["TimeoutSeconds"]?.int, seconds > 0 else {
      return "\(resource), waits"
    }
    return "\(resource), waits \(PictureText.duration(seconds)) at most"
  }

  private static func wait(_ state: JSON) -> String {
    if let seconds = state["Seconds"] {
      return seconds.int.map { PictureText.duration(max(0, $0)) } ?? seconds.string ?? ""
    }
    if let path = state["SecondsPath"]?.string { return "\(path) seconds" }
    let moment = (state["Timestamp"] ?? state["TimestampPath"])?.string
    return moment.map { "until \($0)" } ?? ""
  }

  private static func map(_ state: JSON) -> String {
    let path = (state["ItemsPath"] ?? state["Items"])?.string
    let isDistributed =
      state["ItemProcessor"]?["ProcessorConfig"]?["Mode"]?.string == "DISTRIBUTED"
    let items = path.map { "for each of \($0)" } ?? "for each item"
    let most = state["MaxConcurrency"]?.int.flatMap { $0 > 0 ? ", \($0) at a time" : nil } ?? ""
    return items + most + (isDistributed ? ", distributed" : "")
  }
}
