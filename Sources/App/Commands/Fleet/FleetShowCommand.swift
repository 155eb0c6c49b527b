internal import Foundation
internal import Ground
internal import Helpdesk
internal import Storage

/// `rakel fleet show`: all that is known of one device.
struct FleetShowCommand: StaffCommand {
  static let caller = "rakel fleet"
  static let name = "show"
  static let usage = "SERIAL|NAME|TAG --as USER [--json]"
  static let summary = "shows one device, and which source says what of it"

  /// Which device.
  struct Action: StaffAction {
    let word: String

    init(_ arguments: inout Arguments, at now: Date) throws(UsageError) {
      let words = arguments.operands()
      guard words.count == 1, let word = words.first else {
        throw UsageError("which device? show SERIAL, its name, or its tag")
      }
      self.word = word
    }

    var name: String { "fleet.show" }
    var isChange: Bool { false }

    func perform(at desk: Desk, in connection: Connection) throws(DatabaseError) -> Answer {
      let devices = try FleetStore.named(word, in: connection)
      guard let device = devices.first else {
        return Answer(complaint: "there is no device '\(AlignedTable.printable(word))'")
      }
      if devices.count > 1 {
        var answer = FleetPage.list(devices, at: desk.now)
        answer.complaint = "several devices have that name; say which by its serial number"
        return answer
      }
      return FleetPage.show(
        device,
        isGone: try FleetStore.isGone(device.serial, in: connection),
        reports: try FleetStore.reports(of: device.serial, in: connection),
        at: desk.now
      )
    }
  }
}
