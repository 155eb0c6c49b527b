internal import Flows
internal import Foundation
internal import Ground
internal import Helpdesk
internal import People
internal import Storage
internal import WorkingTime

/// Whether an exchange is still to go on.
extension RolloverConnector {
  /// Begins the exchange where it has not begun, and tells how it stands.
  func check(
    _ scene: RolloverScene,
    _ request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    if scene.run == nil, request.parameters["begin"] == true {
      let run = RolloverRun(
        execution: request.execution,
        campaign: scene.campaign.number,
        serial: scene.serial,
        user: scene.user.id,
        registered: scene.device?.user,
        begun: request.now
      )
      let isFirst = try RolloverStore.begin(run, in: connection)
      guard isFirst else { return .done(answer("twice", scene)) }
    }
    let standing = try standing(of: scene, in: connection)
    let word = Self.word(for: standing, scene)
    try RolloverStore.setStanding(word, of: request.execution, in: connection)
    return .done(standing)
  }

  /// What an exchange remembers of how it stands: a new owner's owner is another standing.
  static func word(for standing: JSON, _ scene: RolloverScene) -> String {
    let state = standing["state"]?.string ?? ""
    return state == "newOwner" ? "\(state) \(scene.device?.user ?? "")" : state
  }

  /// How an exchange stands, as `check` tells it.
  func standing(
    of scene: RolloverScene,
    in connection: Connection
  ) throws(DatabaseError) -> JSON {
    guard let device = scene.device, Self.isInUse(device.stage), try isThere(device, in: connection)
    else { return answer("gone", scene) }
    let isOffer = scene.reservation == nil
    if isOffer, scene.campaign.status == .stopped { return answer("stopped", scene) }
    if hasMoved(device, scene) {
      var object = answer("newOwner", scene).object ?? JSONObject()
      object["owner"] = Self.owner(device.user.flatMap { scene.directory.user(signIn: $0) })
      return .object(object)
    }
    guard scene.directory.knows(scene.user.id), scene.user.absence != .left else {
      return answer("left", scene)
    }
    if case .until(let back) = scene.user.absence, scene.today < back {
      var object = answer("away", scene).object ?? JSONObject()
      let opening = scene.opening(on: back)
      object["until"] = .string(back.text)
      object["seconds"] = opening.seconds(after: scene.now)
      object["isLong"] = .bool(back > scene.today + scene.policy.later.days)
      return .object(object)
    }
    return answer("ok", scene)
  }

  private func answer(_ state: String, _ scene: RolloverScene) -> JSON {
    [
      "state": .string(state), "device": .string(scene.label),
      "isNoticed": .bool(scene.has(.noticed) || scene.has(.reserved)),
      "isReserved": .bool(scene.reservation != nil),
      "municipality": .text(scene.user.municipality),
      "leader": leader(of: scene.user, scene).map { .string($0.id) } ?? .null,
      "leaderLanguage": .string(
        leader(of: scene.user, scene).map { scene.language(of: $0) } ?? "nb"
      ),
      "isPrepared": .bool(scene.isPrepared), "name": .string(scene.user.name),
      "user": .string(scene.user.id),
      "isDisposed": .bool(scene.device.map { $0.stage == .disposed } ?? true),
      "wipeSeconds": scene.opening(on: scene.today + scene.policy.wipeAfterDays)
        .seconds(after: scene.now),
      "askedLeader": scene.askedLeader.map { .string($0) } ?? .null,
      "owner": .null, "until": .null, "seconds": 1, "isLong": false,
    ]
  }

  /// An import may give it to somebody else, or to nobody; whom a user has named is as good as it was.
  private func hasMoved(_ device: Device, _ scene: RolloverScene) -> Bool {
    guard let run = scene.run else { return false }
    return device.user != run.registered && device.user != scene.user.signIn
  }

  static func isInUse(_ stage: Device.Stage) -> Bool {
    switch stage {
    case .inUse, .offered, .ordered, .ready: true
    case .replaced, .returned, .wiped, .disposed: false
    }
  }

  /// Whether its sources still have it.
  private func isThere(
    _ device: Device,
    in connection: Connection
  ) throws(DatabaseError) -> Bool {
    guard let user = device.user else { return true }
    return try FleetStore.devices(ofUser: user, in: connection).contains {
      $0.serial == device.serial
    }
  }

  /// Who decides for somebody: their leader, or the leader's own where that one is away too; nil for nobody.
  func leader(of user: User, _ scene: RolloverScene) -> User? {
    scene.directory.leader(of: user, on: scene.today)
  }

  static func owner(_ user: User?) -> JSON {
    guard let user, user.role.mayUseRakel, user.absence != .left else { return .null }
    return [
      "id": .string(user.id), "name": .string(user.name), "role": .string(user.role.rawValue),
      "municipality": .text(user.municipality),
    ]
  }
}
