internal import Flows
internal import Foundation
internal import Ground
internal import Helpdesk
internal import People
internal import Storage
internal import WorkingTime

/// What is written down as an exchange goes on.
extension RolloverConnector {
  func step(
    _ scene: RolloverScene,
    _ request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    guard let word = request.parameters["step"]?.string,
      let kind = RolloverStep.Kind(rawValue: word)
    else { return Self.refusal("'step' must be one of the steps of an exchange") }
    let detail = request.parameters["detail"]?.string
    try note(kind, scene, detail: detail, key: request.key, request, in: connection)
    return .done([:])
  }

  /// Writes a step down once, and has the fleet and the audit follow.
  func note(
    _ kind: RolloverStep.Kind,
    _ scene: RolloverScene,
    detail: String? = nil,
    key: String,
    _ request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) {
    let step = RolloverStep(
      kind,
      campaign: scene.campaign.number,
      serial: scene.serial,
      execution: scene.run?.execution ?? request.execution,
      user: scene.user.id,
      detail: detail,
      at: request.now
    )
    guard try RolloverStore.step(step, key: key, in: connection) else { return }
    if let stage = Self.stage(after: kind) {
      try FleetStore.move(scene.serial, to: stage, at: request.now, in: connection)
    }
    guard Self.isAudited(kind),
      let event = AuditEvent(rawValue: "rollover.\(kind.rawValue.lowercased())")
    else { return }
    let subject = AuditSubject(.execution, step.execution)
    try AuditStore.append(request.entry(event, on: subject), in: connection)
  }

  private static func isAudited(_ kind: RolloverStep.Kind) -> Bool {
    switch kind {
    case .reserved, .changed, .collected, .returned, .wiped, .disposed, .handedOver, .declined,
      .withdrawn, .ended:
      true
    default: false
    }
  }

  /// How far a machine is on its way out after a step; nil where it has not moved.
  private static func stage(after kind: RolloverStep.Kind) -> Device.Stage? {
    switch kind {
    case .noticed: .offered
    case .reserved: .ordered
    case .ready: .ready
    case .collected: .replaced
    case .returned: .returned
    case .wiped: .wiped
    case .disposed: .disposed
    default: nil
    }
  }

  /// How long it is until the day that somebody has put the exchange off to.
  func later(_ scene: RolloverScene, _ request: TaskRequest) -> TaskOutcome {
    guard let day = request.parameters["day"]?.string.flatMap({ Day($0) }) else {
      return Self.refusal("'day' must be a day")
    }
    // A card that has lain may offer days that have passed.
    return .done(["seconds": scene.opening(on: day).seconds(after: scene.now)])
  }

  // MARK: Reserving

  func reserve(
    _ scene: RolloverScene,
    _ request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    let choice = RolloverChoice(request.parameters)
    if let refused = try take(choice, scene, request, in: connection) { return refused }
    if scene.isPrepared {
      try note(.changed, scene, detail: "slot", key: request.key, request, in: connection)
    } else {
      let key = "\(request.key)/answered"
      try note(.answered, scene, detail: "yes", key: key, request, in: connection)
      try note(.reserved, scene, key: request.key, request, in: connection)
    }
    return booking(try again(scene, request, in: connection))
  }

  /// Reserves a choice; gives why not where it cannot be had.
  func take(
    _ choice: RolloverChoice,
    _ scene: RolloverScene,
    _ request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome? {
    let choices = scene.policy.choices
    guard let slot = choice.slot, let model = choice.model.flatMap(choices.model),
      model.roles.contains(scene.user.role)
    else { return .failed(error: "Rollover.NotOffered", cause: "this was not to be chosen") }
    let accessories = choice.accessories.compactMap(choices.accessory)
    guard accessories.count == choice.accessories.count,
      accessories.count <= choices.mostAccessories
    else { return .failed(error: "Rollover.NotOffered", cause: "too many accessories") }
    // There must be time to prepare it, though not as much as when it was offered.
    let least = min(2, choices.firstSlotAfterBusinessDays)
    let calendar = scene.calendar
    let isOwn = slot == scene.reservation?.slot && slot.start > scene.now
    let isInTime =
      calendar.has(slot)
      && calendar.slots(
        from: calendar.firstDay(after: scene.now, businessDays: least),
        through: calendar.firstDay(after: slot.start, businessDays: 0)
      ).contains(slot)
    var outcome = Reservation.Outcome.slotFull
    if isOwn || isInTime {
      outcome = try ReservationStore.reserve(
        Reservation(
          campaign: scene.campaign.number,
          serial: scene.serial,
          user: scene.user.id,
          model: model.id,
          accessories: accessories.map(\.id),
          slot: slot,
          made: request.now
        ),
        capacity: calendar.place(of: slot)?.capacity ?? 0,
        shares: scene.shares(model: model, accessories: accessories),
        in: connection
      )
    }
    if outcome == .reserved { return nil }
    try note(.full, scene, detail: slot.text, key: request.key, request, in: connection)
    return outcome == .slotFull
      ? .failed(error: "Rollover.SlotFull", cause: "nobody more can come then")
      : .failed(error: "Rollover.OutOfStock", cause: "there is no more of it")
  }

  func booking(_ scene: RolloverScene) -> TaskOutcome {
    guard scene.reservation != nil else {
      return .failed(error: "Rollover.NotFound", cause: "nothing is reserved")
    }
    return .done(scene.booking)
  }

  func release(
    _ scene: RolloverScene,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    let number = scene.campaign.number
    try ReservationStore.release(campaign: number, serial: scene.serial, in: connection)
    return .done([:])
  }

  /// The same as it is after something was done.
  func again(
    _ scene: RolloverScene,
    _ request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> RolloverScene {
    guard let run = scene.run else { return scene }
    return try self.scene(of: run, at: request.now, in: connection) ?? scene
  }

  // MARK: Ending

  /// Ends the exchange: what was reserved and not fetched is free again, and the machine stays where it is.
  func end(
    _ scene: RolloverScene,
    _ request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    guard let outcome = request.parameters["outcome"]?.string else {
      return Self.refusal("'outcome' must be a text")
    }
    try close(scene, outcome, request, in: connection)
    try CampaignStore.markEnded(
      scene.campaign.number,
      scene.serial,
      outcome: outcome,
      at: request.now,
      in: connection
    )
    return .done([:])
  }

  private func close(
    _ scene: RolloverScene,
    _ outcome: String,
    _ request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) {
    if !scene.has(.collected) {
      _ = try release(scene, in: connection)
      if let stage = scene.device?.stage, [.offered, .ordered, .ready].contains(stage) {
        try FleetStore.move(scene.serial, to: .inUse, at: request.now, in: connection)
      }
    }
    try note(.ended, scene, detail: outcome, key: request.key, request, in: connection)
    try RolloverStore.end(request.execution, at: request.now, in: connection)
  }

  /// Has whoever has the machine now go through it in their own exchange, as long as there is no end of it.
  func handOver(
    _ scene: RolloverScene,
    _ request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    let times = scene.steps.count { $0.kind == .handedOver }
    guard let user = request.parameters["user"], let id = user["id"]?.string, times < 3,
      id != scene.user.id,
      !scene.steps.contains(where: { $0.kind == .handedOver && $0.detail == id })
    else { return .done(["execution": .null]) }
    let directory = people()
    let heir = directory.user(id)
    guard directory.knows(id), Self.owner(heir) != .null else {
      return .done(["execution": .null])
    }
    let key = "\(request.key)/handedOver"
    // The one who had it is told from whom it went, so that it does not come back.
    try note(.handedOver, scene, detail: scene.user.id, key: key, request, in: connection)
    try close(scene, "handedOver", request, in: connection)
    var input = request.input.object ?? JSONObject()
    input["user"] = Self.owner(heir)
    input["language"] = .string(scene.language(of: heir))
    let name = "\(scene.campaign.execution(of: scene.serial))-\(times + 2)"
    let started = try engine.start(
      request.flow,
      named: name,
      input: .object(input),
      now: request.now.milliseconds,
      in: connection
    )
    guard let started else { return .done(["execution": .null]) }
    // The campaign goes on as long as this one does, and takes its outcome.
    try CampaignStore.markPassedOn(
      scene.campaign.number,
      scene.serial,
      to: started,
      user: heir.id,
      in: connection
    )
    let entry = request.entry(.flowStarted, on: AuditSubject(.execution, started))
    try AuditStore.append(entry, in: connection)
    return .done(["execution": .string(started)])
  }
}
