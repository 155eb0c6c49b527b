package import struct Foundation.Date

/// Something that has happened in the exchange of one machine.
package struct RolloverStep: Sendable, Hashable {
  package var campaign: Int
  package var serial: String
  package var execution: String
  /// The id of whose machine it was then.
  package var user: String?
  package var kind: Kind
  /// What was answered (`yes`, `notMine`, `later`, `help`), how it ended, what was changed; nil where nothing is to be said.
  package var detail: String?
  package var time: Date

  package init(
    _ kind: Kind,
    campaign: Int,
    serial: String,
    execution: String,
    user: String? = nil,
    detail: String? = nil,
    at time: Date
  ) {
    self.kind = kind
    self.campaign = campaign
    self.serial = serial
    self.execution = execution
    self.user = user
    self.detail = detail?.line(boundedTo: 200)
    self.time = time
  }

  /// What has happened, in the order in which it mostly does.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case noticed, reminded, leaderAsked
    /// By whoever was asked.
    case answered
    case reserved, changed
    /// What was chosen had gone meanwhile.
    case full
    /// The day before the time had come, and it was not prepared yet.
    case late
    case prepared, ready, slotReminded, missed, collected, returned, wiped, disposed
    /// Another has the machine.
    case handedOver
    case declined
    /// Nobody has answered, the leader neither.
    case silent
    /// The offer was taken back.
    case withdrawn
    case ended
  }
}
