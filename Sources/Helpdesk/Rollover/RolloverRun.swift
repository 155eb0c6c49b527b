package import struct Foundation.Date

/// The exchange of one machine, with the person who has it: how it stands now.
package struct RolloverRun: Sendable, Hashable {
  /// The name of the execution that takes it on.
  package var execution: String
  package var campaign: Int
  package var serial: String
  /// The id of whose machine it is.
  package var user: String
  /// Whom the fleet called its user when the run began, by sign-in name.
  package var registered: String?
  package var begun: Date
  /// What happened last; nil before they were told.
  package var last: RolloverStep.Kind?
  package var ended: Date?
  /// How it stood when it last looked: whether the same person has the machine, and is there; nil before that.
  package var standing: String?

  package init(
    execution: String,
    campaign: Int,
    serial: String,
    user: String,
    registered: String?,
    begun: Date,
    last: RolloverStep.Kind? = nil,
    ended: Date? = nil,
    standing: String? = nil
  ) {
    self.execution = execution
    self.campaign = campaign
    self.serial = serial
    self.user = user
    self.registered = registered
    self.begun = begun
    self.last = last
    self.ended = ended
    self.standing = standing
  }
}
