internal import Flows
internal import Foundation
internal import Ground
internal import Helpdesk
internal import People
internal import Storage
internal import WorkingTime

/// What is asked, and of whom.
extension CleanupConnector {
  /// All that a card shows, as things are now.
  func offer(_ scene: CleanupScene, _ request: TaskRequest) -> TaskOutcome {
    let parameters = request.parameters
    guard let role = parameters["for"]?.string.flatMap(CleanupScene.Role.init) else {
      return Self.refusal("'for' must be user, leader, staff, grace or end")
    }
    let round = parameters["round"]?.int ?? 0
    let since = parameters["since"]?.string.flatMap { RFC3339.moment($0) } ?? scene.now
    let licences = Licences(parameters["licences"], words, prices)
    let to = scene.asked(as: role)
    var object = scene.who.object ?? JSONObject()
    object["who"] = scene.who
    object["state"] = .string(scene.campaign.status == .stopped ? "stopped" : "ok")
    object["card"] = .string(Self.card(for: role))
    object["to"] = to.map { .string($0.id) } ?? .null
    object["toName"] = .text(to?.name)
    object["language"] = .string(to.map(scene.language) ?? "nb")
    object["licences"] = licences.shown
    object["titles"] = .string(licences.titles("nb"))
    object["kroner"] = licences.yearly.map(JSON.integer) ?? .null
    object["why"] = scene.policy.terms.why?.json ?? .null
    object["contact"] = scene.policy.terms.contact?.json ?? .null
    object["note"] = parameters["note"] ?? ""
    object["isReminder"] = .bool(role == .user && round > 0)
    // Nobody is asked twice who is not there.
    object["isLast"] = .bool(scene.isLast(round) || to == nil)
    object["isStaff"] = .bool(role == .staff)
    object["ifSilent"] = .string(scene.policy.ifSilent.rawValue)
    object["graceDays"] = .integer(scene.policy.graceDays)
    object["decidedBy"] = decidedBy(parameters["decision"], to, scene)
    let limit = scene.limit(role, round: round, since: since)
    object["until"] = .string(RFC3339.text(limit))
    object["seconds"] = limit.seconds(after: scene.now)
    object["keepFrom"] = .string((scene.today + 1).text)
    object["keepUntil"] = .string((scene.today + scene.policy.longestKeepDays).text)
    object["since"] = .string(RFC3339.text(since))
    let asked = (parameters["asked"]?.array ?? []).compactMap(\.string)
    object["isUserAsked"] = .bool(scene.person.map { asked.contains($0.id) } ?? false)
    let all = to.map { asked.contains($0.id) ? asked : asked + [$0.id] } ?? asked
    object["asked"] = .array(all.map(JSON.string))
    object["mailbox"] = .string(licences.holdMailbox ? scene.policy.mailbox.rawValue : "none")
    object["powershell"] = .string(
      MailboxCommands(account: scene.signIn ?? scene.account, otherwise: scene.account).text
    )
    // What a worklist shows where nothing is known.
    object["accountText"] = .string(scene.signIn ?? scene.account)
    object["unusedText"] = .string(scene.lastUse.map(Self.numbers) ?? "–")
    return .done(.object(object))
  }

  private static func card(for role: CleanupScene.Role) -> String {
    switch role {
    case .user: "lisens-sporsmal"
    case .leader, .staff: "lisens-leder"
    case .grace, .end: "lisens-frist"
    }
  }

  /// Who has decided, as whoever is told sees it.
  private func decidedBy(_ decision: JSON?, _ to: User?, _ scene: CleanupScene) -> JSON {
    guard let role = decision?.string.flatMap(CleanupScene.Role.init) else {
      return decision ?? .null
    }
    guard let to, scene.asked(as: role)?.id == to.id else { return .string(role.rawValue) }
    return "you"
  }

  // MARK: What comes of it

  /// `decide`: writes down that somebody lets the licences go.
  func decide(
    _ scene: CleanupScene,
    _ request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    let details: JSON = [
      "decision": request.parameters["decision"] ?? .null, "by": request.parameters["by"] ?? .null,
    ]
    try audit(.licencesDecided, details, scene, request, in: connection)
    return .done([:])
  }

  /// `keep`: writes down that somebody wants the licences to be kept, and until when.
  func keep(
    _ scene: CleanupScene,
    _ request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    let parameters = request.parameters
    guard let by = parameters["by"]?.string, let reason = parameters["reason"]?.string,
      let wanted = parameters["until"]?.string.flatMap({ Day($0) })
    else { return Self.refusal("'by' and 'reason' must be texts, 'until' a day") }
    // The card was shown some days ago.
    guard wanted > scene.today else { return .done(["kept": false, "day": .null]) }
    let until = min(wanted, scene.today + scene.policy.longestKeepDays)
    let keep = LicenceKeep(
      user: scene.account,
      person: scene.person?.id,
      reason: reason,
      until: until,
      by: by,
      time: scene.now
    )
    try LicenceKeepStore.keep(keep, in: connection)
    let details: JSON = ["by": .string(by), "until": .string(until.text)]
    try audit(.licencesKept, details, scene, request, in: connection)
    return .done(["kept": true, "day": .string(Self.numbers(until))])
  }

  private func audit(
    _ event: AuditEvent,
    _ details: JSON,
    _ scene: CleanupScene,
    _ request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) {
    var details = details.object ?? JSONObject()
    details["execution"] = .string(request.execution)
    let subject = AuditSubject(.campaign, scene.campaign.number)
    try AuditStore.append(
      AuditEntry(event, by: nil, on: subject, details: AuditDetails(details), at: scene.now),
      in: connection
    )
  }
}
