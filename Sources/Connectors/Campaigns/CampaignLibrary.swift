package import Helpdesk

/// What content says of campaigns: the policies, by name, the words for reasons, and those in
/// which people talk of them.
package struct CampaignLibrary: Sendable {
  /// By the names of their files, in order.
  package var policies: [(name: String, policy: RolloverPolicy)]
  package var words: RolloverWords
  /// The words in which people tell what they want with a campaign.
  package var speech: CampaignSpeech

  package init(
    policies: [(name: String, policy: RolloverPolicy)] = [],
    words: RolloverWords = RolloverWords(),
    speech: CampaignSpeech = CampaignSpeech()
  ) {
    self.policies = policies
    self.words = words
    self.speech = speech
  }

  /// The policy of that name; nil where there is none.
  package func policy(_ name: String) -> RolloverPolicy? {
    policies.first { $0.name == name }?.policy
  }
}
