package import Helpdesk

/// What content says of campaigns: the policies, by name, and the words for reasons.
package struct CampaignLibrary: Sendable {
  /// By the names of their files, in order.
  package var policies: [(name: String, policy: RolloverPolicy)]
  package var words: RolloverWords

  package init(
    policies: [(name: String, policy: RolloverPolicy)] = [],
    words: RolloverWords = RolloverWords()
  ) {
    self.policies = policies
    self.words = words
  }

  /// The policy of that name; nil where there is none.
  package func policy(_ name: String) -> RolloverPolicy? {
    policies.first { $0.name == name }?.policy
  }
}
