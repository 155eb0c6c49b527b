internal import Flows
internal import Foundation
internal import Ground
internal import Helpdesk
internal import People
internal import Storage
internal import WorkingTime

/// What somebody is offered.
extension RolloverConnector {
  /// All that a card of the offer shows, as things are now; the notice, or the reminder, counts as given.
  func offer(
    _ scene: RolloverScene,
    _ request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    let round = request.parameters["round"]?.int ?? 0
    let isForLeader = request.parameters["for"] == "leader"
    let to = isForLeader ? leader(of: scene.user, scene) : scene.user
    var object = try choices(of: scene, chosen: request.parameters["chosen"], in: connection)
    let hasChoices = object["models"] != [] && object["slots"] != []
    object["hasChoices"] = .bool(hasChoices)
    object["to"] = to.map { .string($0.id) } ?? .null
    object["language"] = .string(scene.language(of: to ?? scene.user))
    object["name"] = .string(scene.user.name)
    object["device"] = scene.deviceFacts
    object["why"] = scene.policy.terms.why?.json ?? .null
    object["contact"] = scene.policy.terms.contact?.json ?? .null
    object["note"] = request.parameters["note"] ?? .null
    object["isReminder"] = .bool(round > 0 && !isForLeader)
    let others = try RolloverStore.runs(ofUser: scene.user.id, in: connection)
    object["hasSeveral"] = .bool(others.count > 1)
    let end = limit(scene, round: round, isForLeader: isForLeader)
    object["seconds"] = end.seconds(after: scene.now)
    object["until"] = .string(RFC3339.text(end))
    object["isAway"] = .bool(scene.user.absence?.holds(on: scene.today) == true)
    object["isLast"] = .bool(round >= scene.policy.reminders.businessDays.count)
    object["canWait"] = .bool(scene.count(.answered, detail: "later") < scene.policy.later.times)
    object["laterFrom"] = .string((scene.today + 1).text)
    object["laterUntil"] = .string((scene.today + scene.policy.later.days).text)
    // Another time for what was agreed is no new offer.
    guard hasChoices, to != nil, request.parameters["for"] != "time" else {
      return .done(.object(object))
    }
    try notice(scene, round: round, isForLeader: isForLeader, request, in: connection)
    return .done(.object(object))
  }

  /// Writes down that somebody is asked: the notice once; that the same card comes again with a word about a time
  /// that has gone is no reminder.
  private func notice(
    _ scene: RolloverScene,
    round: Int,
    isForLeader: Bool,
    _ request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) {
    if round == 0, !isForLeader {
      try note(.noticed, scene, key: "\(request.execution)/noticed", request, in: connection)
      return
    }
    guard (request.parameters["note"]?.string ?? "").isEmpty else { return }
    let kind: RolloverStep.Kind = isForLeader ? .leaderAsked : .reminded
    // Whom to tell if it comes to nothing.
    let asked = isForLeader ? leader(of: scene.user, scene)?.id : nil
    try note(kind, scene, detail: asked, key: request.key, request, in: connection)
  }

  /// How long an answer is waited for.
  private func limit(_ scene: RolloverScene, round: Int, isForLeader: Bool) -> Date {
    let reminders = scene.policy.reminders
    let days =
      isForLeader || round >= reminders.businessDays.count
      ? reminders.leaderBusinessDays : reminders.businessDays[max(0, round)]
    return scene.morning(after: days)
  }

  /// What can be chosen now, and what was: `models`, `accessories`, `slots`, `chosen`.
  func choices(
    of scene: RolloverScene,
    chosen: JSON?,
    in connection: Connection
  ) throws(DatabaseError) -> JSONObject {
    let number = scene.campaign.number
    var (models, accessories): ([JSON], [JSON]) = ([], [])
    for model in scene.policy.choices.models where model.roles.contains(scene.user.role) {
      let shares = scene.shares(model: model, accessories: [])
      guard try areInStock(shares, number, scene.serial, in: connection) else { continue }
      models.append(["title": model.title.json, "value": .string(model.id)])
    }
    for accessory in scene.policy.choices.accessories {
      let shares = accessory.stock.map {
        [Reservation.Share("accessory:\(accessory.id)", pool: "*", stock: $0)]
      }
      guard try areInStock(shares ?? [], number, scene.serial, in: connection) else { continue }
      accessories.append(["title": accessory.title.json, "value": .string(accessory.id)])
    }
    let calendar = scene.calendar
    let slots = try freeSlots(of: scene, calendar, in: connection)
    var object = JSONObject()
    object["models"] = .array(models)
    object["accessories"] = .array(accessories)
    object["mostAccessories"] = .integer(scene.policy.choices.mostAccessories)
    object["slots"] = .array(
      slots.map { slot in
        let place = calendar.place(of: slot)
        return [
          "value": .string(slot.text), "start": .string(RFC3339.text(slot.start)),
          "place": place?.title.json ?? .string(slot.place),
        ]
      }
    )
    object["chosen"] = kept(chosen, models: models, accessories: accessories, slots: slots)
    return object
  }

  /// Of what was chosen, what still can be.
  private func kept(_ chosen: JSON?, models: [JSON], accessories: [JSON], slots: [Slot]) -> JSON {
    let model = chosen?["model"] ?? .null
    let wanted = (chosen?["accessories"]?.string ?? "").split(separator: ",").map(String.init)
    let there = wanted.filter { id in accessories.contains { $0["value"] == .string(id) } }
    let slot = chosen?["slot"] ?? .null
    let only = models.count == 1 ? models[0]["value"] ?? .null : .null
    return [
      "model": models.contains { $0["value"] == model } ? model : only,
      "accessories": there.isEmpty ? .null : .string(there.joined(separator: ",")),
      "slot": slots.contains { .string($0.text) == slot } ? slot : .null,
    ]
  }

  private func areInStock(
    _ shares: [Reservation.Share],
    _ campaign: Int,
    _ serial: String,
    in connection: Connection
  ) throws(DatabaseError) -> Bool {
    for share in shares {
      let isThere = try ReservationStore.isInStock(
        share,
        campaign: campaign,
        besides: serial,
        in: connection
      )
      guard isThere else { return false }
    }
    return true
  }

  /// A few of the first slots that are free.
  private func freeSlots(
    of scene: RolloverScene,
    _ calendar: SlotCalendar,
    in connection: Connection
  ) throws(DatabaseError) -> [Slot] {
    let choices = scene.policy.choices
    guard !calendar.places.isEmpty else { return [] }
    var from = calendar.firstDay(
      after: scene.now,
      businessDays: choices.firstSlotAfterBusinessDays
    )
    var free: [Slot] = []
    // Some weeks at a time, until there are enough to choose the shown ones among, half a year at most.
    for _ in 0..<9 {
      let through = from + 20
      let slots = calendar.slots(from: from, through: through)
      free += try self.free(slots, scene, calendar, in: connection)
      if free.count >= choices.slotsShown * 3 { break }
      from = through + 1
    }
    return calendar.selection(of: free, most: choices.slotsShown)
  }

  /// Those of some slots, in order of time, that somebody more can come to.
  private func free(
    _ slots: [Slot],
    _ scene: RolloverScene,
    _ calendar: SlotCalendar,
    in connection: Connection
  ) throws(DatabaseError) -> [Slot] {
    guard let first = slots.first, let last = slots.last else { return [] }
    var taken: [String: [Date: Int]] = [:]
    for place in calendar.places {
      taken[place.id] = try ReservationStore.taken(
        at: place.id,
        from: first.start,
        to: last.start.addingTimeInterval(1),
        besides: (scene.campaign.number, scene.serial),
        in: connection
      )
    }
    return slots.filter { slot in
      let capacity = calendar.place(of: slot)?.capacity ?? 0
      return (taken[slot.place]?[slot.start] ?? 0) < capacity
    }
  }
}
