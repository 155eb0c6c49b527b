package import Helpdesk

/// What content says of campaigns: the policies, by name, the words for reasons, and those in
/// which people talk of them.
package struct CampaignLibrary: Sendable {
  /// By the names of their files, in order.
  package var policies: [(name: String, policy: CampaignPolicy)]
  /// The words of each kind.
  package var words: [CampaignKind: CampaignWords]
  /// The words in which people tell what they want with a campaign.
  package var speech: CampaignSpeech
  /// The words for licences, beside those of their campaigns.
  package var cleanup: CleanupWords
  /// What plans of licences are made by; nil where the content has no rules that can be used.
  package var licences: LicenceGround?
  /// Whether this installation may change anything by Microsoft Graph: no campaign that would starts without.
  package var mayChangeGraph: Bool

  package init(
    policies: [(name: String, policy: CampaignPolicy)] = [],
    words: [CampaignKind: CampaignWords] = [:],
    speech: CampaignSpeech = CampaignSpeech(),
    cleanup: CleanupWords = CleanupWords(),
    licences: LicenceGround? = nil,
    mayChangeGraph: Bool = false
  ) {
    self.policies = policies
    self.words = words
    self.speech = speech
    self.cleanup = cleanup
    self.licences = licences
    self.mayChangeGraph = mayChangeGraph
  }

  /// The policy of that name; nil where there is none.
  package func policy(_ name: String) -> CampaignPolicy? {
    policies.first { $0.name == name }?.policy
  }

  /// The policies of machines, which the next exchanges may be by.
  package var rollovers: [RolloverPolicy] {
    policies.compactMap { if case .rollover(let policy) = $0.policy { policy } else { nil } }
  }

  /// The words for a kind; codes stand for themselves where there are none.
  package func words(of kind: CampaignKind?) -> CampaignWords {
    kind.flatMap { words[$0] } ?? CampaignWords()
  }

  /// Whether campaigns of a kind can be started by this installation.
  package func mayStart(_ kind: CampaignKind) -> Bool { kind != .licences || mayChangeGraph }
}
