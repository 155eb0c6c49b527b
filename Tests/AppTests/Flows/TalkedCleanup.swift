import Connectors
import Flows
import Foundation
import Ground
import Helpdesk
import People
import Storage
import WorkingTime

@testable import App

/// What happens to licences and their campaigns beside a conversation.
///
/// | words | do |
/// | --- | --- |
/// | `begin kari`, `begin kari free`, `begin 0b1c…` | begins the clean-up of somebody's licences, or of an account that nobody knows; `free` where silence frees |
/// | `graph go`, `graph cancelled active`, `graph wait holdUnknown` | what a look says from now on |
/// | `fail Licence.Unavailable`, `well` | Graph cannot be asked, and can again |
/// | `last Licence.ReadOnly`, `last cancelled changed` | what the next freeing meets |
/// | `licences SPE_E3:mailbox VISIOCLIENT:person:dynamicGroup` | what they have |
/// | `shared` | the mailbox is a shared one |
/// | `away kari left` | the directory has them on leave, or no longer |
/// | `found kari` | whom the next scan finds |
/// | `stop`, `reconcile` | the campaign is stopped; it tells those who wait |
/// | `show` | how each has ended, what was freed, and what is kept |
struct TalkedCleanup {
  private let talk: FlowTalk

  init(_ talk: FlowTalk) { self.talk = talk }

  static func policy(ifSilent: String) -> JSON {
    [
      "kind": "licence-cleanup", "title": "Lisensopprydding", "flow": "licence-cleanup",
      "ask": ["remindAfterDays": [30], "leaderAfterDays": 60, "decideAfterDays": 90],
      "ifSilent": .string(ifSilent), "graceDays": 14, "mailbox": "convert",
      "longestKeepDays": 365,
      "texts": ["contact": ["nb": "Ring 4400 om noe er uklart.", "en": "Call 4400."]],
      "languages": ["storøya": "nn"],
    ]
  }

  func happen(_ words: [String]) async throws -> [String] {
    let rest = Array(words.dropFirst())
    switch (words.first, rest.first) {
    case ("begin", let user?):
      try await begin(user, ifSilent: rest.dropFirst().first ?? "staff")
    case ("graph", let state?):
      talk.licences.state.look = state
      talk.licences.state.because = Array(rest.dropFirst())
    case ("fail", let error?): talk.licences.state.failure = (error, "as said")
    case ("well", _): talk.licences.state.failure = nil
    case ("last", "cancelled"?):
      talk.licences.state.last = (nil, Array(rest.dropFirst()))
    case ("last", let error?): talk.licences.state.last = (error, [])
    case ("licences", _):
      talk.licences.state.licences = rest.map { word in
        let parts = word.split(separator: ":").map(String.init)
        return (parts[0], parts[1], parts.count > 2 ? parts[2] : nil)
      }
    case ("shared", _): talk.licences.state.isShared = true
    case ("away", let user?): try talk.leave(user, rest[1])
    case ("found", _): talk.licences.state.found = rest.map(account)
    case ("stop", _):
      try await talk.database.write { (connection) throws(DatabaseError) in
        _ = try CampaignStore.setStatus(.stopped, of: 1, in: connection)
      }
    case ("reconcile", _): return ["\(try await reconcile())"]
    case ("show", _): return try await show()
    default: throw UsageError("! cleanup \(words.joined(separator: " "))?")
    }
    return []
  }

  /// Somebody as a scan finds them; those whom the directory knows by what they sign in with.
  private func account(_ user: String) -> LicensedUser {
    let directory = talk.people.directory
    let person = directory.knows(user) ? directory.user(user) : nil
    let now = talk.clock.now()
    var account = LicensedUser(id: "graph-\(user)")
    account.signIn = person?.signIn ?? "\(user)@fjordviken.example"
    account.name = person?.name ?? "Ukjent Person"
    (account.municipality, account.isMember) = (person?.municipality ?? "fjordviken", true)
    account.created = now.addingTimeInterval(-900 * 86_400)
    account.lastUse = now.addingTimeInterval(-200 * 86_400)
    (account.mailbox, account.isHeld, account.isEnabled) = (.person, false, true)
    account.licences = talk.licences.state.licences.map {
      HeldLicence(product: $0.product, mayHoldMailbox: $0.way == "mailbox", ways: [.direct])
    }
    return account
  }

  private func begin(_ user: String, ifSilent: String) async throws {
    let (now, account) = (talk.clock.now(), account(user))
    let directory = talk.people.directory
    let person = directory.knows(user) ? directory.user(user) : nil
    let name = "licence-cleanup-1-\(user)"
    let member = CampaignMember(
      campaign: 1,
      subject: account.id,
      user: person?.id,
      municipality: account.municipality
    )
    try await talk.database.write { (connection) throws(DatabaseError) in
      var counts = LicenceTotals.Row()
      counts.inactive = 1
      try LicenceFindingStore.note([account], in: connection)
      let findings = LicenceFindings(begun: now, source: "talk", counts: counts)
      try LicenceFindingStore.finish(findings, in: connection)
      if try CampaignStore.find(1, in: connection) == nil {
        let campaign = Campaign(
          kind: "licence-cleanup",
          title: "Lisensopprydding",
          flow: "licence-cleanup",
          policy: Self.policy(ifSilent: ifSilent),
          startedBy: "ida",
          created: now
        )
        _ = try CampaignStore.create(campaign, members: [], in: connection)
      }
      _ = try CampaignStore.add(member, in: connection)
      try CampaignStore.markStarted(1, account.id, execution: name, at: now, in: connection)
    }
    let input: JSON = [
      "user": person.map {
        [
          "id": .string($0.id), "name": .string($0.name), "role": .string($0.role.rawValue),
          "municipality": .text($0.municipality),
        ]
      } ?? .null,
      "language": person?.municipality == "storøya" ? "nn" : "nb",
      "licences": ["user": .string(account.id)], "campaign": 1, "intent": "licence-cleanup",
      "text": "", "entities": [:], "conversation": "",
    ]
    try await talk.start("licence-cleanup", named: name, input: input)
  }

  private func reconcile() async throws -> String {
    let people = talk.people
    let result = try await talk.reconcile(CleanupConnector(people: { people.directory }))
    guard let result else { return "it failed" }
    return result["isMore"] == true ? "there are more" : "all are told"
  }

  private func show() async throws -> [String] {
    let removals = talk.licences.state.removals
    return try await talk.database.read { (connection) throws(DatabaseError) in
      var lines: [String] = []
      for member in try CampaignStore.members(
        1,
        Set(CampaignMember.Status.allCases),
        limit: 100,
        in: connection
      ) {
        lines.append("\(member.subject): \(member.outcome ?? member.status.rawValue)")
        if let keep = try LicenceKeepStore.find(member.subject, in: connection) {
          lines.append("  kept until \(keep.until.text) by \(keep.by): \(keep.reason)")
        }
      }
      let audit = try connection.rows(
        "SELECT event, details FROM audit WHERE event LIKE 'licences.%' ORDER BY rowid"
      ) { (row) in "  \(row.text(0)) \(row.text(1))" }
      return lines + audit + removals.map { "  freed: \($0)" }
    }
  }
}
