package import Cards
internal import Foundation
package import Ground

/// The cards of a content folder: `flows/cards/<name>.json`, with `<name>.nn.json` and `<name>.en.json` beside it
/// where a card has more words than texts by language carry.
package struct CardCatalogue: Sendable {
  /// One card in its languages.
  package struct Entry: Sendable {
    /// The one that is used where there is none in the language, which is in Bokmål.
    package let first: CardTemplate
    package let variants: [CardLanguage: CardTemplate]

    package init(first: CardTemplate, variants: [CardLanguage: CardTemplate] = [:]) {
      self.first = first
      self.variants = variants
    }

    /// The template for a language.
    package func template(in language: CardLanguage) -> CardTemplate {
      variants[language] ?? first
    }
  }

  private let entries: [String: Entry]

  /// The names of the cards, in order.
  package var names: [String] { entries.keys.sorted() }

  /// The card of that name; nil where there is none.
  package subscript(name: String) -> Entry? { entries[name] }

  /// Takes cards as they are, by name.
  package init(_ entries: [String: Entry] = [:]) { self.entries = entries }

  /// Reads the cards of a folder of flows; what cannot be read is left out, see ``faults(in:as:)``.
  package init(flows folder: String) {
    let files = CardFiles(flows: folder, as: folder)
    entries = files.names.reduce(into: [:]) { entries, name in
      guard let first = try? files.template(name) else { return }
      var variants: [CardLanguage: CardTemplate] = [:]
      for language in CardLanguage.allCases where files.has(name, language) {
        variants[language] = try? files.template(name, language)
      }
      entries[name] = Entry(first: first, variants: variants)
    }
  }

  /// What is wrong with the cards of a folder of flows, by file.
  ///
  /// Each card is checked as a template, and filled in with the sample data in `samples/<name>.json` beside the folder
  /// of cards: one object, or a list of them. Cards with expressions that have no sample are warned of.
  ///
  /// - Parameter name: what the faults call the folder.
  package static func faults(in folder: String, as name: String = "flows") -> [Diagnostic] {
    let files = CardFiles(flows: folder, as: name)
    var faults = files.misnamed
    for card in files.names {
      do throws(Diagnostic) {
        var check = CardVariantCheck(samples: try files.samples(of: card))
        check.check(try files.template(card), in: .nb)
        for language in CardLanguage.allCases where files.has(card, language) {
          check.check(try files.template(card, language), in: language)
        }
        faults += check.faults
      } catch {
        faults.append(error)
      }
    }
    return faults
  }
}
