internal import Flows
internal import Foundation
internal import Ground
internal import Helpdesk
internal import People
internal import Storage
internal import WorkingTime

/// Machines that are not prepared the day before they are to be fetched.
extension RolloverConnector {
  /// What tells the user, has them choose another time, and marks the technician's item.
  private static let flow = "PCRullering"
  private static let longestHolidays = 14.0 * 86_400

  /// Whether ``warnIfLate(_:_:in:)`` could have anything to do: the working day before has come, and the time has not.
  func mayBeLate(_ look: RolloverLook, _ directory: Directory, at now: Date) -> Bool {
    guard look.stage == .ordered || look.stage == .ready, let start = look.start, start > now
    else { return false }
    // Most are further off than any holidays are long.
    guard start.timeIntervalSince(now) < Self.longestHolidays else { return false }
    let timetable = hours[directory.user(look.run.user).municipality]
    return timetable.reminder(of: start) <= now
  }

  /// Warns the user the working day before their time where the machine is not prepared yet, once for each time.
  ///
  /// Nobody is written to outside working time: the campaign looks again before the day is over.
  func warnIfLate(
    _ run: RolloverRun,
    _ request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> Bool {
    guard let scene = try scene(of: run, at: request.now, in: connection),
      let slot = scene.reservation?.slot, !scene.isPrepared, slot.start > scene.now,
      scene.reminder(of: slot) <= scene.now, scene.timetable.opening(after: scene.now) <= scene.now
    else { return false }
    let items = try WorklistStore.items(of: run.execution, kind: "klargjoring", in: connection)
    guard let item = items.last(where: \.isToDo) else { return false }
    let key = "\(run.execution)/late/\(slot.text)"
    let isNew = !scene.steps.contains { $0.kind == .late && $0.detail == slot.text }
    guard isNew else { return false }
    try note(.late, scene, detail: slot.text, key: key, request, in: connection)
    let input: JSON = [
      "user": [
        "id": .string(scene.user.id), "name": .string(scene.user.name),
        "role": .string(scene.user.role.rawValue), "municipality": .text(scene.user.municipality),
      ],
      "language": .string(scene.language(of: scene.user)),
      "device": ["serial": .string(scene.serial)], "campaign": .integer(scene.campaign.number),
      "intent": .string(Self.flow), "text": "", "entities": [:], "conversation": "",
      "run": .string(run.execution), "item": .integer(item.number),
      "title": .string(item.order.title),
    ]
    let started = try engine.start(
      Self.flow,
      input: input,
      now: request.now.milliseconds,
      in: connection
    )
    guard let started else { return false }
    let entry = request.entry(.flowStarted, on: AuditSubject(.execution, started))
    try AuditStore.append(entry, in: connection)
    return true
  }
}
