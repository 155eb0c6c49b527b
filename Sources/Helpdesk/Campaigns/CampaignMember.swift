package import struct Foundation.Date

/// One machine, or whatever else a campaign is about, on its way through it.
package struct CampaignMember: Sendable, Hashable {
  /// The campaign's number.
  package var campaign: Int
  /// What it is about: a serial number.
  package var subject: String
  /// The id of the user whom it concerns; nil for nobody.
  package var user: String?
  /// In lower case.
  package var municipality: String?
  /// The order in which members are started, the lowest first.
  package var place: Int
  package var status: Status
  /// Why it takes part, as codes.
  package var why: [String]
  /// The name of its execution; nil before it is started.
  package var execution: String?
  /// How it ended, as a code; nil before that.
  package var outcome: String?
  package var started: Date?
  package var ended: Date?

  package init(
    campaign: Int = 0,
    subject: String,
    user: String? = nil,
    municipality: String? = nil,
    place: Int = 0,
    status: Status = .waiting,
    why: [String] = [],
    execution: String? = nil,
    outcome: String? = nil,
    started: Date? = nil,
    ended: Date? = nil
  ) {
    self.campaign = campaign
    self.subject = subject
    self.user = user
    self.municipality = municipality?.municipalityKey
    self.place = place
    self.status = status
    self.why = why
    self.execution = execution
    self.outcome = outcome
    self.started = started
    self.ended = ended
  }

  /// How far it has come.
  package enum Status: String, Sendable, Hashable, CaseIterable {
    case waiting, started, ended
    /// Taken out before it was started.
    case removed
  }
}
