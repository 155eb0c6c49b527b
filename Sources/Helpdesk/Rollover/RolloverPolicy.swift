package import Ground
package import WorkingTime

/// Who gets a new machine, in which order, what they can choose, and how they are asked: a file of `flows/campaigns`.
package struct RolloverPolicy: Sendable, Hashable {
  /// The kind of campaign that this is a policy of.
  package static let kind = "pc-rollover"

  package var title: String
  /// The flow that each device's run is of.
  package var flow: String
  package var eligible: Eligible
  /// The first that fits decides; who fits none has the rank ``Priority/ordinary``.
  package var priorities: [Priority]
  package var exclusions: [Exclusion]
  package var choices: Choices
  /// Why it happens, as the notice says it; nil for the flow's own words.
  package var why: PolicyText?
  /// Whom to turn to.
  package var contact: PolicyText?
  package var reminders: Reminders
  package var later: Later
  /// How many are noticed on a working day; nil for as many as can be.
  package var perDay: Int?
  /// The first day on which anybody is noticed; nil for at once.
  package var starts: Day?
  /// The last day on which anybody is noticed; nil for none.
  package var stops: Day?
  /// Days from an old machine's return until what is on it is deleted.
  package var wipeAfterDays: Int
  package var baseline: Baseline
  /// Languages by municipality; Bokmål where a municipality has none.
  package var languages: [String: String]
  /// The policy as it was written.
  package let json: JSON

  /// Reads the text of a file.
  ///
  /// - Parameter file: what faults call it.
  package init(parsing text: String, file: String = "") throws(PolicyFaults) {
    var reader = PolicyReader(file: file)
    let root = try reader.root(text)
    json = root.value
    title = reader.text("title", of: root) ?? ""
    flow = reader.optionalText("flow", of: root) ?? Self.kind
    eligible = reader.eligible(root)
    priorities = reader.priorities(root)
    exclusions = reader.exclusions(root)
    choices = reader.choices(root)
    (why, contact) = reader.words(root)
    reminders = reader.reminders(root)
    later = reader.later(root)
    perDay = reader.perDay(root)
    starts = reader.day("starts", of: root)
    stops = reader.day("stops", of: root)
    wipeAfterDays = reader.number("wipeAfterDays", of: root, 0...365) ?? 14
    baseline = reader.baseline(root)
    languages = reader.languages(root)
    if let starts, let stops, stops < starts {
      reader.fault("policy.order", at: root["stops"], "it stops before it starts")
    }
    try reader.finish()
  }

  /// Reads a policy that a campaign was started with.
  package init(json: JSON) throws(PolicyFaults) { try self.init(parsing: json.text) }

  /// The language to write to somebody of that municipality in: `nb` or `nn`, or `en`.
  package func language(of municipality: String?) -> String {
    municipality.flatMap { languages[$0.municipalityKey] } ?? "nb"
  }
}
