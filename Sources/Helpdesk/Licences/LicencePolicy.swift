package import Ground
package import WorkingTime

/// Whose unused licences are freed, how they are asked first, and what is done where nobody answers: a file of
/// `flows/campaigns`.
package struct LicencePolicy: Sendable, Hashable {
  /// The kind of campaign that this is a policy of.
  package static let kind = CampaignKind.licences

  /// What policies of every kind say.
  package var terms: CampaignTerms
  /// The products that it is about, by Microsoft's names; none for all that the rules do not leave alone.
  package var products: [Glob]
  /// In lower case; none for all.
  package var municipalities: [String]
  package var exclusions: [Exclusion]
  package var ask: Ask
  package var ifSilent: Silence
  /// Days from the word that something will be freed until it is (1 to 90).
  package var graceDays: Int
  package var mailbox: MailboxRule
  /// The names of groups that people may be taken out of, for they give licences and nothing else.
  package var groups: [Glob]
  /// How long somebody may keep what they do not use, in days from when they say so (1 to 1095).
  package var longestKeepDays: Int
  /// How many licences are freed on a day at most, over all campaigns (1 to 1000).
  package var mostRemovalsPerDay: Int

  /// What is left out, and why.
  package struct Exclusion: Sendable, Hashable {
    package var what: What
    /// In words that people read.
    package var reason: String
    /// The last day on which it holds; nil for good.
    package var until: Day?

    /// By what somebody, or a licence, is left out.
    package enum What: Sendable, Hashable {
      /// An id in Entra or the directory, or a name that somebody signs in with; in lower case.
      case user(String)
      case unit(Glob)
      /// In lower case.
      case municipality(String)
      /// By Microsoft's name.
      case product(Glob)
    }
  }

  /// When who is asked, in days of the calendar after the first notice (1 to 365 each, in this order).
  package struct Ask: Sendable, Hashable {
    /// When the silent are reminded.
    package var remindAfterDays = [30]
    /// When their leader is asked.
    package var leaderAfterDays = 60
    /// When it is decided without an answer.
    package var decideAfterDays = 90
  }

  /// What is done where nobody has answered.
  package enum Silence: String, Sendable, Hashable, CaseIterable {
    /// Whoever started the campaign is asked; where they are silent too, nothing is taken.
    case staff
    /// The licences are freed: that was decided with the policy.
    case free
  }

  /// What is done with a licence that a mailbox goes with.
  package enum MailboxRule: String, Sendable, Hashable, CaseIterable {
    /// A person makes the mailbox a shared one first.
    case convert
    /// The licence is left alone.
    case leave
  }

  /// Reads the text of a file.
  ///
  /// - Parameter file: what faults call it.
  package init(parsing text: String, file: String = "") throws(PolicyFaults) {
    var reader = PolicyReader(file: file)
    let root = try reader.root(text, of: Self.kind, members: Self.members)
    terms = CampaignTerms(Self.kind, root, &reader)
    products = reader.patterns("products", of: root)
    municipalities = reader.municipalities("municipalities", of: root)
    exclusions = reader.list("exclude", of: root).compactMap { Exclusion($0, &reader) }
    ask = reader.ask(root)
    ifSilent = reader.word("ifSilent", of: root) ?? .staff
    graceDays = reader.number("graceDays", of: root, 1...90) ?? 14
    mailbox = reader.word("mailbox", of: root) ?? .convert
    groups = reader.patterns("groups", of: root)
    longestKeepDays = reader.number("longestKeepDays", of: root, 1...1_095) ?? 365
    mostRemovalsPerDay = reader.number("mostRemovalsPerDay", of: root, 1...1_000) ?? 50
    // A pattern that fits every group would take people out of what gives them more than licences.
    for item in reader.list("groups", of: root) {
      guard let text = item.value.string, text.count(where: { $0.isLetter || $0.isNumber }) < 3
      else { continue }
      reader.fault(
        "policy.groups",
        at: item,
        "a pattern of groups needs three letters or digits of their names"
      )
    }
    try reader.finish()
  }

  /// What such a policy may have beside what every policy has.
  private static let members = [
    "products", "municipalities", "exclude", "ask", "ifSilent", "graceDays", "mailbox", "groups",
    "longestKeepDays", "mostRemovalsPerDay",
  ]

  /// Reads a policy that a campaign was started with.
  package init(json: JSON) throws(PolicyFaults) { try self.init(parsing: json.text) }

  /// The same policy for these municipalities only; it never widens.
  ///
  /// - Parameter names: in any case; none for those that the policy has.
  /// - Returns: nil where none is left.
  package func narrowed(to names: [String]) -> LicencePolicy? {
    guard !names.isEmpty else { return self }
    let left = Set(names.map(\.municipalityKey)).filter {
      municipalities.isEmpty || municipalities.contains($0)
    }
    guard !left.isEmpty, var narrowed = terms.json.object else { return nil }
    narrowed["municipalities"] = .array(left.sorted().map(JSON.string))
    return try? LicencePolicy(json: .object(narrowed))
  }
}
