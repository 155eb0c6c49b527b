internal import Flows
internal import Ground

/// What a flow asks of campaigns, parameters and all.
enum CampaignTask {
  case feed(Int)
  case wait
  case policies
  /// What somebody of the IT staff wants, from their words.
  case understand(String)
  case list(withOver: Bool)
  case plan(Wish)
  case start(Wish, digest: String)
  case status(Int)
  case pause(Int)
  case resume(Int)
  case stop(Int)
  case add(Int, device: String)
  case remove(Int, device: String)

  /// A policy, and for whom of those that it is about.
  struct Wish {
    var policy: String
    var municipalities: [String]
    var years: Int?

    var missing: TaskOutcome {
      .failed(
        error: "Campaign.NotFound",
        cause: "there is no policy '\(policy)', or it is about none of these municipalities"
      )
    }
  }

  init(_ request: TaskRequest) throws(BadParameter) {
    let parameters = RegisterParameters(request)
    switch request.verb {
    case "feed": self = .feed(try parameters.number("campaign"))
    case "wait": self = .wait
    case "policies": self = .policies
    case "understand": self = .understand(try parameters.text("text"))
    case "list": self = .list(withOver: try parameters.truth("withOver"))
    case "plan": self = .plan(try Self.wish(request))
    case "start": self = .start(try Self.wish(request), digest: try parameters.text("digest"))
    case "status": self = .status(try parameters.number("campaign"))
    case "pause": self = .pause(try parameters.number("campaign"))
    case "resume": self = .resume(try parameters.number("campaign"))
    case "stop": self = .stop(try parameters.number("campaign"))
    case "add": self = .add(try parameters.number("campaign"), device: try Self.device(request))
    case "remove":
      self = .remove(try parameters.number("campaign"), device: try Self.device(request))
    default: throw request.unknownVerb()
    }
  }

  private static func wish(_ request: TaskRequest) throws(BadParameter) -> Wish {
    let parameters = RegisterParameters(request)
    let places = request.parameters["municipalities"] ?? .null
    guard places == .null || places.array?.allSatisfy({ $0.string != nil }) == true else {
      throw BadParameter(cause: "'municipalities' must be a list of names")
    }
    return Wish(
      policy: try parameters.text("policy"),
      municipalities: (places.array ?? []).compactMap(\.string),
      years: try parameters.optionalNumber("years")
    )
  }

  /// As the fleet has it: people write it as it comes.
  private static func device(_ request: TaskRequest) throws(BadParameter) -> String {
    try RegisterParameters(request).text("device").uppercased().filter { !$0.isWhitespace }
  }
}
