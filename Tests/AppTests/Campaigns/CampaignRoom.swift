import Foundation
import Helpdesk
import Storage
import TestKit
import WorkingTime

// What the commands on campaigns print is App's own.
@testable import App

/// A room of the IT staff with a fleet, a policy and flows.
struct CampaignRoom {
  let room: StaffRoom

  /// A Monday morning at nine.
  static let now = Date(timeIntervalSince1970: 1_799_654_400)
  static let today = OsloClock.reading(now).day

  init() async throws {
    room = try StaffRoom()
    let users = [
      "ida\tIda\titstaff\tåsdal\t\tida@x", "kari\tKari\temployee\tåsdal\t\tkari@x",
      "odd\tOdd\temployee\tstorøya\t\todd@x",
    ]
    try room.folder.write(users.joined(separator: "\n"), to: "users.tsv")
    try write("flows/campaigns/p.json", Self.policy)
    try write("flows/campaign.asl.json", Self.text(of: "flows/campaign.asl.json"))
    try write("flows/words/rollover.json", Self.text(of: "flows/words/rollover.json"))
    try write("flows/pc-rollover.asl.json", Self.flow)
    try await own(Self.device("A1", "kari@x"), Self.device("B2", "odd@x"))
    try await own(Self.device("C3", nil) { $0.isShared = true })
    try await own(Self.device("D4", "kari@x") { $0.purchased = Self.today + -30 })
  }

  func write(_ path: String, _ text: String) throws {
    let file = room.folder.url.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data(text.utf8).write(to: file)
  }

  private static func text(of path: String) throws -> String {
    try String(contentsOf: Shared.checkout.appending(path: path), encoding: .utf8)
  }

  func own(_ devices: Device...) async throws {
    try await room.write { (connection) throws(DatabaseError) in
      for device in devices {
        try FleetStore.add(device, at: Date(timeIntervalSince1970: 0), in: connection)
      }
    }
  }

  /// An old one of somebody's.
  static func device(
    _ serial: String,
    _ user: String?,
    _ change: (inout Device) -> Void = { _ in }
  ) -> Device {
    var device = Device(serial: serial)
    (device.user, device.model, device.purchased) = (user, "Latitude 7400", today + -2_000)
    device.lastSeen = now
    change(&device)
    return device
  }

  /// What a command prints.
  func run<Action: CampaignAction>(
    _ command: Action.Type,
    _ words: String...,
    as user: String = "ida",
    at now: Date = now,
    typing number: Int? = nil
  ) async throws -> Answer {
    let place = [
      "--as", user, "--content", room.folder.url.path, "--state", room.folder.path("state"),
    ]
    let counter = Counter(ask: number.map { number in { @Sendable _ in number } })
    return try await command.answer(Arguments(words + place), at: now, asking: counter)
  }

  static let policy = """
    {"kind": "pc-rollover", "title": "Vår", "eligible": {"olderThanYears": 4}, "choices": {
      "models": [{"id": "a", "title": "A"}],
      "places": [{"id": "p", "title": "P", "municipality": "åsdal", "from": "09:00", "to": "10:00"}]
    }, "pace": {"perDay": 1}}
    """

  /// Asks, and has a technician do something where the answer is yes.
  private static let flow = """
    {"StartAt": "Ask", "States": {
      "Ask": {"Type": "Task", "Resource": "rakel:text.ask.waitForTaskToken",
        "Parameters": {"text": "Ny PC?", "kind": "yesno"}, "TimeoutSeconds": 864000,
        "Catch": [{"ErrorEquals": ["States.Timeout"], "Next": "End"}], "Next": "Work"},
      "Work": {"Type": "Task", "Resource": "rakel:worklist.add.waitForTaskToken",
        "Parameters": {"title": "Klargjør", "kind": "klargjoring"}, "Next": "End"},
      "End": {"Type": "Succeed"}}}
    """
}
