internal import Flows
internal import Foundation
internal import Ground
internal import Helpdesk
internal import People
internal import Storage
internal import WorkingTime

/// Everything that is known of the exchange of one machine when something is asked of it.
struct RolloverScene {
  let campaign: Campaign
  let policy: RolloverPolicy
  let serial: String
  /// Nil where the inventory never had it.
  let device: Device?
  /// Whose machine it is, as the directory has them now.
  let user: User
  let directory: Directory
  let timetable: Timetable
  let now: Date
  /// Nil before the exchange has begun.
  let run: RolloverRun?
  let reservation: Reservation?
  let steps: [RolloverStep]

  /// The day it is in Norway.
  var today: Day { OsloClock.reading(now).day }

  /// Where the new machine can be fetched, and when.
  var calendar: SlotCalendar {
    SlotCalendar(places: policy.places(of: user.municipality), timetable: timetable)
  }

  /// The language to write to somebody in.
  func language(of user: User) -> String { policy.terms.language(of: user.municipality) }

  /// Whether something has happened since this execution began.
  func has(_ kind: RolloverStep.Kind) -> Bool { count(kind) > 0 }

  /// How often something has happened since this execution began.
  func count(_ kind: RolloverStep.Kind, detail: String? = nil) -> Int {
    steps.count {
      $0.kind == kind && $0.execution == run?.execution && (detail == nil || $0.detail == detail)
    }
  }

  /// The id of the leader who was asked last; nil where none was.
  var askedLeader: String? {
    let own = steps.filter { $0.execution == run?.execution }
    guard let step = own.last(where: { $0.kind == .leaderAsked }) else { return nil }
    return step.detail
  }

  /// Whether the new machine is ready as it was last chosen.
  var isPrepared: Bool { comesLast(.prepared) }

  /// Whether the user knows that it is.
  var isReady: Bool { comesLast(.ready) }

  private func comesLast(_ kind: RolloverStep.Kind) -> Bool {
    let own = steps.filter { $0.execution == run?.execution }
    guard let index = own.lastIndex(where: { $0.kind == kind }) else { return false }
    return !own[index...].contains { $0.kind == .changed && $0.detail == "model" }
  }

  /// What the stock is to give for a choice.
  func shares(
    model: RolloverPolicy.Model,
    accessories: [RolloverPolicy.Accessory]
  )
    -> [Reservation.Share]
  {
    var shares: [Reservation.Share] = []
    if let stock = model.stock(for: user.municipality) {
      shares.append(.init("model:\(model.id)", pool: stock.pool, stock: stock.count))
    }
    for accessory in accessories {
      guard let stock = accessory.stock else { continue }
      shares.append(.init("accessory:\(accessory.id)", pool: "*", stock: stock))
    }
    return shares
  }
}

extension RolloverPolicy {
  /// The pick-up places of a municipality.
  func places(of municipality: String?) -> [Place] {
    let key = municipality?.municipalityKey
    return choices.places.filter { $0.municipality == key }
  }
}

extension Date {
  /// Whole seconds from now until then, at least one: what a time limit takes.
  func seconds(after now: Date) -> JSON {
    .integer(max(1, Int(timeIntervalSince(now).rounded(.up))))
  }
}
