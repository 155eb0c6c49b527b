internal import Cards
internal import Ground

/// Checks the variants of one card: each by itself, filled in with the samples, and that all ask the same.
struct CardVariantCheck {
  private(set) var faults: [Diagnostic] = []
  private let samples: [JSON]?
  /// What the first variant asks, by sample; nil before the first, or where it could not be filled in.
  private var first: [CardInputs]?

  init(samples: [JSON]?) { self.samples = samples }

  mutating func check(_ template: CardTemplate, in language: CardLanguage) {
    let own = CardCheck.faults(in: template)
    faults += own
    guard own.isEmpty else { return }
    if samples == nil, template.readsData {
      faults.append(
        Diagnostic(
          .warning,
          "card.no-sample",
          file: template.file,
          line: 1,
          "the card has no sample data, so nobody knows whether its paths lead anywhere",
          hint: "put an object with what flows hand over beside it, in samples/"
        )
      )
    }
    let asked = (samples ?? [[:]]).compactMap { filled(template, with: $0, in: language) }
    defer { first = first ?? asked }
    guard let first, first.count == asked.count else { return }
    if !zip(first, asked).allSatisfy({ $0.asksTheSame(as: $1) }) {
      report(
        "card.variants-differ",
        template,
        "this variant has other inputs or other data of actions than the first"
      )
    }
  }

  private mutating func filled(
    _ template: CardTemplate,
    with sample: JSON,
    in language: CardLanguage
  ) -> CardInputs? {
    // As a flow's data are, before a card is filled in with them.
    let sample = LocalText.resolved(sample, in: language)
    if samples != nil { faults += template.faults(with: sample) }
    do throws(CardExpansionError) {
      let card = try template.expanded(with: sample, in: language)
      // Without a sample the gaps are nobody's fault.
      if samples != nil {
        for fault in CardCheck.faults(in: card) {
          report(fault.code, template, "with the sample data: \(fault.message)")
        }
      }
      return CardInputs(card)
    } catch {
      if samples != nil { report("card.expansion", template, "with the sample data: \(error)") }
      return nil
    }
  }

  private mutating func report(_ code: String, _ template: CardTemplate, _ message: String) {
    let fault = Diagnostic(.error, code, file: template.file, line: 1, message)
    if !faults.contains(fault) { faults.append(fault) }
  }
}

extension CardInputs {
  /// Whether the answers to both are the same to a flow, whatever the words.
  fileprivate func asksTheSame(as other: CardInputs) -> Bool {
    inputs.map(\.answerForm) == other.inputs.map(\.answerForm)
      && actions.map(\.data) == other.actions.map(\.data)
      && actions.map(\.takesInputs) == other.actions.map(\.takesInputs)
  }
}

extension CardInput {
  /// The input without its words.
  fileprivate var answerForm: CardInput {
    var form = self
    form.label = ""
    if case .choice(let choices, let several) = kind {
      let values = choices.map { Choice(title: "", value: $0.value) }
      form.kind = .choice(values, severalAllowed: several)
    }
    return form
  }
}
