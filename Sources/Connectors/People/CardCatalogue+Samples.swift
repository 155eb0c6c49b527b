package import Cards
internal import Ground

extension CardCatalogue {
  /// A card of the content, filled in with its sample data.
  package struct Sample: Sendable {
    /// `oppgave-2.nn`: the card, which of its samples, and the language where it is not Bokmål.
    package var name: String
    package var card: Card
  }

  /// Every card of a folder of flows in every language it has, with each of its samples; what cannot be read or filled
  /// in is left out, see ``faults(in:as:)``.
  package static func samples(in folder: String) -> [Sample] {
    let files = CardFiles(flows: folder, as: folder)
    let catalogue = CardCatalogue(flows: folder)
    return catalogue.names.flatMap { name in
      let samples = (try? files.samples(of: name)) ?? [[:]]
      return CardLanguage.allCases.flatMap { language -> [Sample] in
        guard language == .nb || files.has(name, language),
          let template = catalogue[name]?.template(in: language)
        else { return [] }
        let ending = language == .nb ? "" : ".\(language.rawValue)"
        return samples.enumerated().compactMap { index, data in
          let data = LocalText.resolved(data, in: language)
          let card = try? template.expanded(with: data, in: language)
          let number = samples.count > 1 ? "-\(index + 1)" : ""
          return card.map { Sample(name: name + number + ending, card: $0) }
        }
      }
    }
  }
}
