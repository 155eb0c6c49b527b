package import People

/// All that decides whether a machine is exchanged.
package struct RolloverSubject: Sendable, Hashable {
  package var device: Device
  /// Who has it, by the directory; nil where the device has no user, or one that the directory does not know.
  package var user: User?
  /// Whether the fleet's sources no longer know it.
  package var isGone: Bool
  /// The campaign that it takes part in already; nil for none.
  package var campaign: Int?

  package init(_ device: Device, user: User?, isGone: Bool = false, campaign: Int? = nil) {
    self.device = device
    self.user = user
    self.isGone = isGone
    self.campaign = campaign
  }

  /// Where the machine is, else where its user works.
  package var municipality: String? { device.municipality ?? user?.municipality }
  /// Where the machine is, else where its user works.
  package var unit: String? { device.unit ?? user?.unit }
}
