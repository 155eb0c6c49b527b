internal import Flows
internal import Foundation
internal import Ground
internal import Helpdesk
internal import People
internal import WorkingTime
internal import Storage

/// How it stands with somebody's own machines.
extension RolloverConnector {
  func mine(
    _ request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    guard let id = request.user else { return Self.refusal("the execution is about nobody") }
    var runs: [JSON] = []
    let wanted = request.parameters["run"]?.string
    for run in try RolloverStore.runs(ofUser: id, in: connection)
    where wanted == nil || run.execution == wanted {
      guard let scene = try scene(of: run, at: request.now, in: connection) else { continue }
      runs.append(try summary(of: scene, run, in: connection))
    }
    let (device, waits) = try machine(of: id, at: request.now, in: connection)
    return .done([
      "count": .integer(runs.count), "runs": .array(runs), "first": runs.first ?? .null,
      "choices": .array(
        runs.map { ["title": $0["device"]?["label"] ?? "", "value": $0["run"] ?? ""] }
      ),
      "device": device ?? .null, "waits": .bool(waits), "known": .bool(device != nil),
    ])
  }

  private func summary(
    of scene: RolloverScene,
    _ run: RolloverRun,
    in connection: Connection
  ) throws(DatabaseError) -> JSON {
    var object = scene.booking.object ?? JSONObject()
    let state = Self.state(of: scene)
    object["run"] = .string(run.execution)
    object["state"] = .string(state)
    object["device"] = scene.deviceFacts
    object["canChange"] = .bool(state == "booked" || state == "ready")
    object["canAnswer"] = .bool(state == "offered" || state == "later")
    object["canDecline"] = .bool(!scene.has(.collected))
    object["contact"] = scene.policy.terms.contact?.json ?? .null
    var chosen = JSONObject()
    chosen["model"] = object["modelId"]
    chosen["accessories"] = object["accessoryIds"]
    chosen["slot"] = object["slot"]
    for (key, value) in try choices(of: scene, chosen: .object(chosen), in: connection) {
      object[key] = value
    }
    object["accessoryChoices"] = object["accessories"]
    object["accessories"] = scene.booking["accessories"] ?? .string("")
    return .object(object)
  }

  /// How an exchange stands, as its user would put it.
  private static func state(of scene: RolloverScene) -> String {
    let last = scene.run?.last
    if scene.reservation != nil {
      return scene.isReady ? "ready" : "booked"
    }
    let answer = scene.steps.last { $0.kind == .answered }?.detail
    switch last {
    case .answered where answer == "later": return "later"
    case .answered where answer == "help" || answer == "notMine": return "help"
    case .silent: return "help"
    case nil: return "coming"
    default: return "offered"
    }
  }

  /// The oldest machine of somebody's own, and whether a campaign will come to it.
  private func machine(
    of id: String,
    at now: Date,
    in connection: Connection
  ) throws(DatabaseError) -> (JSON?, Bool) {
    let user = people().user(id)
    guard let signIn = user.signIn else { return (nil, false) }
    let devices = try FleetStore.devices(ofUser: signIn, in: connection).filter { device in
      !device.isShared && device.ownership != .personal
    }
    let oldest = devices.min { one, other in
      (one.purchased?.number ?? .max, one.serial) < (other.purchased?.number ?? .max, other.serial)
    }
    guard let oldest else { return (nil, false) }
    let member = try CampaignStore.member(ofSubject: oldest.serial, in: connection)
    let label = "\(oldest.model ?? oldest.name ?? "PC") (…\(oldest.lastFour))"
    let today = OsloClock.reading(now).day
    let (turn, months) = (turn(of: oldest, user, today), oldest.months(on: today))
    return (
      [
        "label": .string(label), "serial": .string(oldest.serial),
        "isOneOfSeveral": .bool(devices.count > 1),
        "title": .string(
          oldest.model == nil ? label : (oldest.name.map { "\($0), \(label)" } ?? label)
        ),
        "years": months.map { .integer($0 / 12) } ?? .null,
        "months": months.map { .integer($0 % 12) } ?? .null,
        "turn": turn.map { .string($0.day <= today ? "due" : "later") } ?? .null,
        "turnYear": turn.map { .integer($0.day.civil.year) } ?? .null,
        "limit": turn.map { .integer($0.years) } ?? .null,
      ],
      member?.status == .waiting
    )
  }

  /// When a machine will be as old as the policies that there are have it, the first of them, and how old that is; nil
  /// where its age, or such a limit, is not known.
  private func turn(
    of device: Device,
    _ user: User,
    _ today: Day
  ) -> (day: Day, years: Int)? {
    guard let purchased = device.purchased, purchased <= today else { return nil }
    let place = (device.municipality ?? user.municipality)?.municipalityKey
    let limits = shipped.compactMap { policy -> Int? in
      let places = policy.eligible.municipalities
      let isMeant = places.isEmpty || place.map(places.contains) == true
      return isMeant ? policy.eligible.olderThanYears : nil
    }
    guard let years = limits.min() else { return nil }
    let (year, month, day) = purchased.civil
    // Not every year has a 29th of February.
    let end = Day(year: year + years, month: month, day: min(day, 28))
    return end.map { ($0, years) }
  }
}
