internal import Flows
internal import Foundation
internal import Ground
internal import Helpdesk
internal import Messaging
internal import People
internal import Storage
internal import WorkingTime

/// Changing one's mind, and what else changes while an exchange waits.
extension RolloverConnector {
  /// `change`: somebody wants it otherwise.
  func change(
    _ request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    guard let execution = request.parameters["run"]?.string,
      let run = try RolloverStore.run(execution, in: connection), run.user == request.user,
      run.ended == nil, let scene = try scene(of: run, at: request.now, in: connection)
    else {
      return .failed(error: "Rollover.NotFound", cause: "there is no such exchange of theirs")
    }
    switch request.parameters["what"]?.string {
    case "again":
      guard scene.reservation == nil else { return .done(["changed": false]) }
      return .done([
        "changed": .bool(try tasks.tell(execution, "again", at: request.now, in: connection))
      ])
    case "declined":
      guard !scene.has(.collected) else { return .done(["changed": false]) }
      return .done([
        "changed": .bool(try tasks.tell(execution, "declined", at: request.now, in: connection))
      ])
    case "choice": return try choose(scene, run, request, in: connection)
    default: return Self.refusal("'what' must be again, choice or declined")
    }
  }

  /// Another time, or another machine, than was reserved.
  private func choose(
    _ scene: RolloverScene,
    _ run: RolloverRun,
    _ request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    guard let old = scene.reservation, !scene.has(.collected) else {
      return .failed(error: "Rollover.NotFound", cause: "nothing is reserved")
    }
    let choice = RolloverChoice(request.parameters)
    if let refused = try take(choice, scene, request, in: connection) { return refused }
    let after = try again(scene, request, in: connection)
    guard let new = after.reservation else { return .done(["changed": false]) }
    let isOtherMachine = new.model != old.model || new.accessories != old.accessories
    let what = isOtherMachine ? "model" : "slot"
    guard isOtherMachine || new.slot != old.slot else { return booking(after) }
    try note(.changed, after, detail: what, key: request.key, request, in: connection)
    if scene.isPrepared {
      _ = try tasks.tell(run.execution, what, at: request.now, in: connection)
    } else {
      try update(after, run, at: request.now, in: connection)
    }
    return booking(after)
  }

  /// What is still being prepared is shown as it is to be now; whoever has claimed it keeps it.
  private func update(
    _ scene: RolloverScene,
    _ run: RolloverRun,
    at now: Date,
    in connection: Connection
  ) throws(DatabaseError) {
    let booking = scene.booking
    let new = [booking["modelTitle"], booking["accessoryTitles"], booking["when"]].map {
      $0?.string ?? ""
    }
    let items = try WorklistStore.items(of: run.execution, kind: "klargjoring", in: connection)
    for item in items where item.status == .open || item.status == .claimed {
      // The flow has named the facts; what they are comes in the same order.
      let facts = item.order.facts.enumerated().map { index, fact in
        index < new.count ? WorkOrder.Fact(fact.title, new[index]) : fact
      }
      let change = WorkChange(
        due: booking["due"]?.string.flatMap { RFC3339.moment("\($0)T23:59:59Z") },
        place: booking["placeTitle"]?.string,
        facts: facts
      )
      _ = try WorklistStore.change(item.number, change, at: now, in: connection)
    }
  }

  /// `reconcile`: looks at the exchanges of a campaign that wait, and tells those that things have changed for.
  func reconcile(
    _ request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    guard let number = request.parameters["campaign"]?.int else {
      return Self.refusal("'campaign' must be a number")
    }
    let directory = people()
    let isStopped = try CampaignStore.find(number, in: connection)?.status == .stopped
    var (changed, after) = (0, "")
    while true {
      let looks = try RolloverStore.looks(campaign: number, after: after, in: connection)
      guard let last = looks.last else { return .done(["changed": .integer(changed)]) }
      after = last.run.serial
      // A scene is a dozen queries: only those that may have changed are worth one.
      for look in looks
      where Self.mayHaveChanged(look, isStopped: isStopped, directory) {
        changed += try tellIfChanged(look.run, at: request.now, in: connection) ? 1 : 0
      }
      for look in looks where mayBeLate(look, directory, at: request.now) {
        changed += try warnIfLate(look.run, request, in: connection) ? 1 : 0
      }
    }
  }

  private func tellIfChanged(
    _ run: RolloverRun,
    at now: Date,
    in connection: Connection
  ) throws(DatabaseError) -> Bool {
    guard let scene = try scene(of: run, at: now, in: connection), !scene.has(.collected) else {
      return false
    }
    let standing = try standing(of: scene, in: connection)
    let state = standing["state"]?.string ?? "ok"
    // What it has found by itself it need not be told.
    guard state != "ok", state != "away", Self.word(for: standing, scene) != run.standing else {
      return false
    }
    return try tasks.tell(run.execution, state, at: now, in: connection)
  }

  /// Whether ``standing(of:in:)`` could say anything but `ok` and `away`.
  private static func mayHaveChanged(
    _ look: RolloverLook,
    isStopped: Bool,
    _ directory: Directory
  ) -> Bool {
    guard let stage = look.stage, isInUse(stage), !look.isGone else { return true }
    if isStopped, look.start == nil { return true }
    guard directory.knows(look.run.user) else { return true }
    let user = directory.user(look.run.user)
    let hasMoved = look.user != look.run.registered && look.user != user.signIn
    return hasMoved || user.absence == .left
  }
}
