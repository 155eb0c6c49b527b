import Connectors
import Flows
import Foundation
import Ground
import Helpdesk
import People
import Storage
import WorkingTime

@testable import App

/// What happens to machines and campaigns beside a conversation.
///
/// | words | do |
/// | --- | --- |
/// | `begin A123 kari` | puts the machine into the inventory and begins its exchange |
/// | `wait A123 kari` | puts it into the inventory and into the campaign's line |
/// | `owner A123 odd`, `gone A123` | an import has it with another user, with `nobody`, or no longer |
/// | `flap A123 odd` | an import has it with another user, and the next with Kari again |
/// | `away kari 2026-12-20`, `away kari left` | the directory has them on leave, or no longer |
/// | `hire per2 Per Dahl` | the tenant has somebody new, at the school |
/// | `fill SLOT`, `full`, `empty MODEL`, `free` | others take a time, all times, a model; they give all back |
/// | `stage A123 disposed`, `drop`, `twice A123 odd` | the machine goes on its way; nobody waits any more; a second exchange |
/// | `stop`, `reconcile` | the campaign is stopped; it looks at what has changed |
/// | `show` | how each exchange and machine stands |
struct TalkedRollover {
  private let talk: FlowTalk

  init(_ talk: FlowTalk) { self.talk = talk }

  /// A campaign in which everything can run out.
  static let policy: JSON = [
    "kind": "pc-rollover", "title": "PC-rullering", "flow": "pc-rollover",
    "eligible": ["olderThanYears": 4],
    "choices": [
      "models": [
        [
          "id": "lett",
          "title": ["nb": "Lett bærbar", "nn": "Lett berbar", "en": "Light laptop"],
          "picture": "laptop", "stock": ["*": 300],
        ],
        ["id": "stor", "title": ["nb": "Stor bærbar", "en": "Large laptop"], "stock": ["*": 300]],
      ],
      "accessories": [["id": "dokk", "title": "Dokkingstasjon"], ["id": "mus", "title": "Mus"]],
      "mostAccessories": 1,
      "places": [
        [
          "id": "radhus", "title": "Rådhuset", "municipality": "fjordviken", "days": "mon-thu",
          "from": "09:00", "to": "11:00", "minutes": 30, "capacity": 2,
        ],
        [
          "id": "legekontor", "title": "Legekontoret", "municipality": "storøya",
          "from": "09:00", "to": "10:00", "minutes": 30, "capacity": 1,
        ],
      ],
      "firstSlotAfterBusinessDays": 5, "slotsShown": 4,
    ],
    "texts": ["contact": ["nb": "Ring 4400 om noe er uklart.", "en": "Call 4400."]],
    "reminders": ["businessDays": [3, 3], "leaderBusinessDays": 3],
    "later": ["times": 1, "days": 60], "wipeAfterDays": 14,
    "baseline": ["minutesBefore": 25], "languages": ["storøya": "nn"],
  ]

  func happen(_ words: [String]) async throws -> [String] {
    let now = talk.clock.now()
    let rest = Array(words.dropFirst())
    switch (words.first, rest.first, rest.dropFirst().first) {
    case ("begin", let serial?, let user?): try await begin(serial, user)
    case ("wait", let serial?, let user?): try await add(serial, user)
    case ("owner", let serial?, let user?):
      let signIn = talk.people.directory.user(user).signIn
      try await write { (connection) throws(DatabaseError) in
        try connection.run(
          "UPDATE device SET user = ? WHERE serial = ?",
          SQLValue(signIn),
          .text(serial)
        )
      }
    case ("flap", let serial?, let user?):
      _ = try await happen(["owner", serial, user])
      let changed = try await reconcile()
      _ = try await happen(["owner", serial, "kari"])
      return ["changed: \(changed)"]
    case ("gone", let serial?, _):
      try await write { (connection) throws(DatabaseError) in
        try connection.run("UPDATE device SET isGone = 1 WHERE serial = ?", .text(serial))
      }
    case ("away", let user?, let until?): try talk.leave(user, until)
    case ("hire", let user?, .some): hire(user, rest.dropFirst().joined(separator: " "))
    case ("fill", let slot?, _): try await fill(Slot(slot).map { [$0] } ?? [])
    case ("full", _, _):
      try await fill(try slots(from: now, days: 400))
    case ("stage", let serial?, let stage?):
      try await write { (connection) throws(DatabaseError) in
        try connection.run(
          "UPDATE device SET stage = ? WHERE serial = ?",
          .text(stage),
          .text(serial)
        )
      }
    case ("drop", _, _):
      try await write { (connection) throws(DatabaseError) in
        _ = try CampaignStore.removeWaiting(1, at: now, in: connection)
      }
    case ("twice", let serial?, let user?):
      try await start(serial, user, named: "pc-rollover-1-again")
    case ("free", _, _):
      try await write { (connection) throws(DatabaseError) in
        try connection.run("DELETE FROM reservation WHERE user = 'other'")
      }
    case ("empty", let model?, _): try await empty(model)
    case ("stop", _, _):
      try await write { (connection) throws(DatabaseError) in
        _ = try CampaignStore.setStatus(.stopped, of: 1, in: connection)
      }
    case ("reconcile", _, _): return ["changed: \(try await reconcile())"]
    case ("show", _, _): return try await show()
    default: throw UsageError("! rollover \(words.joined(separator: " "))?")
    }
    return []
  }

  private func write(
    _ body: @Sendable (Connection) throws(DatabaseError) -> Void
  ) async throws { try await talk.database.write(body) }

  // MARK: Machines and campaigns

  private func add(_ serial: String, _ user: String) async throws {
    let (now, directory) = (talk.clock.now(), talk.people.directory)
    let person = directory.user(user)
    let member = CampaignMember(
      campaign: 1,
      subject: serial,
      user: user,
      municipality: person.municipality
    )
    try await write { (connection) throws(DatabaseError) in
      try connection.run(
        """
        INSERT INTO device (serial, name, model, purchased, municipality, unit, user, ownership, isShared,
          readiness, lastSeen, stage, changed)
        VALUES (?1, 'PC-' || ?1, 'Latitude 5400', ?2, ?3, ?4, ?5, 'organisation', 0, 'capable', ?6,
          'inUse', ?6)
        """,
        .text(serial),
        SQLValue(Day("2021-05-03")?.number),
        SQLValue(person.municipality),
        SQLValue(person.unit),
        SQLValue(person.signIn),
        .integer(now.milliseconds)
      )
      if try CampaignStore.find(1, in: connection) == nil {
        let campaign = Campaign(
          kind: "pc-rollover",
          title: "PC-rullering",
          flow: "pc-rollover",
          policy: Self.policy,
          startedBy: "ida",
          created: now
        )
        _ = try CampaignStore.create(campaign, members: [], in: connection)
      }
      _ = try CampaignStore.add(member, in: connection)
    }
  }

  func begin(_ serial: String, _ user: String) async throws {
    try await add(serial, user)
    let name = "pc-rollover-1-\(serial.lowercased())"
    let now = talk.clock.now()
    try await write { (connection) throws(DatabaseError) in
      try CampaignStore.markStarted(1, serial, execution: name, at: now, in: connection)
    }
    try await start(serial, user, named: name)
  }

  private func start(_ serial: String, _ user: String, named name: String) async throws {
    let person = talk.people.directory.user(user)
    let input: JSON = [
      "user": [
        "id": .string(user), "name": .string(person.name), "role": .string(person.role.rawValue),
        "municipality": .text(person.municipality),
      ],
      "language": person.municipality == "storøya" ? "nn" : "nb",
      "device": ["serial": .string(serial)],
      "campaign": 1, "intent": "pc-rollover", "text": "", "entities": [:], "conversation": "",
    ]
    try await talk.start("pc-rollover", named: name, input: input)
  }

  /// The directory anew, with somebody more in the tenant.
  private func hire(_ user: String, _ name: String) {
    let directory = talk.people.directory
    let tenant = directory.ids.filter(directory.isOfTenant).map { directory.user($0) }
    let new = User(
      id: user,
      name: name,
      role: .employee,
      municipality: "fjordviken",
      signIn: "\(user)@fjordviken.example",
      leader: "liv",
      unit: "Fjordviken skole"
    )
    let entries = (tenant + [new]).enumerated().map { index, user in
      PeopleTable.Entry(entra: EntraID(high: 1, low: UInt64(index)), user: user)
    }
    talk.people.directory = directory.with(PeopleTable(entries))
  }

  // MARK: What others take

  private func slots(from now: Date, days: Int) throws -> [Slot] {
    let policy = try RolloverPolicy(json: Self.policy)
    let calendar = SlotCalendar(places: policy.choices.places, timetable: Timetable())
    let day = OsloClock.reading(now).day
    return calendar.slots(from: day, through: day + days)
  }

  private func fill(_ slots: [Slot]) async throws {
    let now = talk.clock.now()
    try await write { (connection) throws(DatabaseError) in
      for slot in slots {
        for seat in 0..<2 {
          _ = try ReservationStore.reserve(
            Reservation(
              campaign: 99,
              serial: "\(slot.text)#\(seat)",
              user: "other",
              model: "x",
              accessories: [],
              slot: slot,
              made: now
            ),
            capacity: slot.place == "radhus" ? 2 : 1,
            shares: [],
            in: connection
          )
        }
      }
    }
  }

  private func empty(_ model: String) async throws {
    let now = talk.clock.now()
    try await write { (connection) throws(DatabaseError) in
      for number in 0..<300 {
        let wanted = Reservation(
          campaign: 1,
          serial: "other\(number)",
          user: "other",
          model: model,
          accessories: [],
          slot: Slot(place: "elsewhere", start: now),
          made: now
        )
        _ = try ReservationStore.reserve(
          wanted,
          capacity: 300,
          shares: [.init("model:\(model)", pool: "*", stock: 300)],
          in: connection
        )
      }
    }
  }

  // MARK: Looking

  private func reconcile() async throws -> Int {
    let people = talk.people
    let connector = RolloverConnector(people: { people.directory }, flows: talk.flows)
    return try await talk.reconcile(connector)?["changed"]?.int ?? -1
  }

  private func show() async throws -> [String] {
    try await talk.database.read { (connection) throws(DatabaseError) in
      let devices = try connection.rows("SELECT serial, stage FROM device ORDER BY serial") {
        (row) in
        (row.text(0), row.text(1))
      }
      var lines: [String] = []
      for (serial, stage) in devices {
        let steps = try RolloverStore.steps(campaign: 1, serial: serial, in: connection)
        let words = steps.map { $0.kind.rawValue + ($0.detail.map { "(\($0))" } ?? "") }
        let member = try CampaignStore.member(1, serial, in: connection)
        lines.append("\(serial): \(stage), \(member?.outcome ?? member?.status.rawValue ?? "")")
        lines.append("  \(words.joined(separator: " "))")
        if let reservation = try ReservationStore.find(campaign: 1, serial: serial, in: connection)
        {
          let choices = [reservation.model] + reservation.accessories + [reservation.slot.text]
          lines.append("  \(choices.joined(separator: " "))")
        }
      }
      return lines
    }
  }
}
