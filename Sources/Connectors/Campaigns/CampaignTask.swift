internal import Flows
internal import Ground
internal import Helpdesk

/// What a flow asks of campaigns, parameters and all.
enum CampaignTask {
  case feed(Int)
  case wait
  /// Of one kind, or of all.
  case policies(CampaignKind?)
  /// What somebody of the IT staff wants, from their words.
  case understand(String)
  case list(CampaignKind?, withOver: Bool)
  case plan(Wish)
  case start(Wish, digest: String)
  case status(Int)
  case pause(Int)
  case resume(Int)
  case stop(Int)
  /// A member by its name: a serial number, or what somebody signs in with.
  case add(Int, String)
  case remove(Int, String)

  /// A policy, and for whom of those that it is about.
  struct Wish {
    var policy: String
    /// Nil for any.
    var kind: CampaignKind?
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
    case "policies": self = .policies(try Self.kind(request))
    case "understand": self = .understand(try parameters.text("text"))
    case "list":
      self = .list(try Self.kind(request), withOver: try parameters.truth("withOver"))
    case "plan": self = .plan(try Self.wish(request))
    case "start": self = .start(try Self.wish(request), digest: try parameters.text("digest"))
    case "status": self = .status(try parameters.number("campaign"))
    case "pause": self = .pause(try parameters.number("campaign"))
    case "resume": self = .resume(try parameters.number("campaign"))
    case "stop": self = .stop(try parameters.number("campaign"))
    case "add": self = .add(try parameters.number("campaign"), try Self.member(request))
    case "remove": self = .remove(try parameters.number("campaign"), try Self.member(request))
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
      kind: try kind(request),
      municipalities: (places.array ?? []).compactMap(\.string),
      years: try parameters.optionalNumber("years")
    )
  }

  /// Nil where none is told.
  private static func kind(_ request: TaskRequest) throws(BadParameter) -> CampaignKind? {
    guard let value = request.parameters["kind"], value != .null else { return nil }
    guard let kind = value.string.flatMap(CampaignKind.init) else {
      let known = CampaignKind.allCases.map { "'\($0.rawValue)'" }.joined(separator: " or ")
      throw BadParameter(cause: "'kind' must be \(known)")
    }
    return kind
  }

  /// A device as the fleet has it, or an account: people write them as it comes.
  private static func member(_ request: TaskRequest) throws(BadParameter) -> String {
    let key = request.parameters["account"] == nil ? "device" : "account"
    let name = try RegisterParameters(request).text(key).filter { !$0.isWhitespace }
    return key == "device" ? name.uppercased() : name.lowercased()
  }
}
