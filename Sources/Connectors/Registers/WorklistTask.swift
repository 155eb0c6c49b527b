internal import Flows
internal import Foundation
internal import Ground
internal import Helpdesk
internal import WorkingTime

/// What a flow asks of the worklist, parameters and all.
enum WorklistTask {
  case add(WorkOrder)
  /// The item of that number; nil for the execution's own of a kind that are still to be done, nil for all.
  case change(Int?, kind: String?, WorkChange)
  /// What a filter lets through, at the places that the text names.
  case list(WorklistFilter, naming: String)
  case show(Int)
  case ask(Int)
  case hands(Int, WorklistHand, by: String)
  case colleagues

  init(_ request: TaskRequest) throws(BadParameter) {
    let parameters = RegisterParameters(request)
    switch request.verb {
    case "add": self = .add(try Self.order(parameters, request))
    case "change":
      self = .change(
        try parameters.optionalNumber("item"),
        kind: try parameters.optionalText("kind"),
        WorkChange(
          title: try parameters.optionalText("title"),
          due: try parameters.moment("due", ofDay: .last),
          place: try parameters.optionalText("place"),
          facts: try parameters.facts("facts")
        )
      )
    case "list":
      let text = try parameters.optionalText("text") ?? ""
      self = .list(try Self.filter(parameters, request), naming: text)
    case "show": self = .show(try parameters.number("number"))
    case "ask": self = .ask(try parameters.number("number"))
    case "colleagues": self = .colleagues
    default:
      guard let hand = try WorklistHand(request, parameters) else { throw request.unknownVerb() }
      guard let user = request.user else {
        throw BadParameter(cause: "the execution is about no user who could do it")
      }
      self = .hands(try parameters.number("number"), hand, by: user)
    }
  }

  private static func order(
    _ parameters: RegisterParameters,
    _ request: TaskRequest
  ) throws(BadParameter) -> WorkOrder {
    WorkOrder(
      title: try parameters.text("title"),
      kind: try parameters.optionalText("kind") ?? "",
      details: try parameters.optionalText("details") ?? "",
      municipality: try parameters.municipality(),
      device: try parameters.device(),
      user: request.user,
      due: try parameters.moment("due", ofDay: .last),
      place: try parameters.optionalText("place"),
      facts: try parameters.facts("facts") ?? [],
      caseNumber: try parameters.optionalNumber("case"),
      flow: request.flow,
      execution: request.execution,
      token: request.token
    )
  }

  private static func filter(
    _ parameters: RegisterParameters,
    _ request: TaskRequest
  ) throws(BadParameter) -> WorklistFilter {
    var filter = WorklistFilter()
    filter.municipality = try parameters.optionalText("municipality")
    filter.kind = try parameters.optionalText("kind")
    filter.place = try parameters.optionalText("place")
    if try parameters.truth("mine") { filter.claimedBy = request.user }
    // What was said may be a time, or a whole week: only a day narrows the list.
    if let day = try parameters.optionalText("day").flatMap({ Day($0.prefix(10)) }) {
      filter.narrow(to: day, at: request.now)
    }
    filter.limit = 100
    return filter
  }
}

/// What somebody does with an item.
enum WorklistHand {
  case claim, unclaim
  case note(String)
  case done(String)
  case handOver(to: String)

  fileprivate init?(
    _ request: TaskRequest,
    _ parameters: RegisterParameters
  ) throws(BadParameter) {
    switch request.verb {
    case "claim": self = .claim
    case "unclaim": self = .unclaim
    case "note": self = .note(try parameters.text("note"))
    case "done": self = .done(try parameters.optionalText("note") ?? "")
    case "handOver":
      guard let colleague = try parameters.user("to") else {
        throw BadParameter(cause: "'to' is missing")
      }
      self = .handOver(to: colleague)
    default: return nil
    }
  }
}
