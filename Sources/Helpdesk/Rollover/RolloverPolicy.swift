package import Ground

/// Who gets a new machine, in which order, what they can choose, and how they are asked: a file of `flows/campaigns`.
package struct RolloverPolicy: Sendable, Hashable {
  /// The kind of campaign that this is a policy of.
  package static let kind = CampaignKind.rollover

  /// What policies of every kind say.
  package var terms: CampaignTerms
  package var eligible: Eligible
  /// The first that fits decides; who fits none has the rank ``Priority/ordinary``.
  package var priorities: [Priority]
  package var exclusions: [Exclusion]
  package var choices: Choices
  package var reminders: Reminders
  package var later: Later
  /// Days from an old machine's return until what is on it is deleted.
  package var wipeAfterDays: Int
  package var baseline: Baseline

  /// Reads the text of a file.
  ///
  /// - Parameter file: what faults call it.
  package init(parsing text: String, file: String = "") throws(PolicyFaults) {
    var reader = PolicyReader(file: file)
    let root = try reader.root(text, of: Self.kind, members: Self.members)
    terms = CampaignTerms(Self.kind, root, &reader)
    eligible = reader.eligible(root)
    priorities = reader.priorities(root)
    exclusions = reader.exclusions(root)
    choices = reader.choices(root)
    reminders = reader.reminders(root)
    later = reader.later(root)
    wipeAfterDays = reader.number("wipeAfterDays", of: root, 0...365) ?? 14
    baseline = reader.baseline(root)
    try reader.finish()
  }

  /// What such a policy may have beside what every policy has.
  private static let members = [
    "eligible", "priority", "exclude", "choices", "reminders", "later", "wipeAfterDays", "baseline",
  ]

  /// Reads a policy that a campaign was started with.
  package init(json: JSON) throws(PolicyFaults) { try self.init(parsing: json.text) }
}
