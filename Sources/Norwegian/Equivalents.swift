/// Words that mean the same to a helpdesk, across written forms, dialects and English.
///
/// `eg`, `æ` and `jæ` are `jeg`; `printer`, `printar` and `skrivar` are `skriver`. A row is a set
/// of true equivalents: what fits only now and then is left out, and so is a word that is another
/// word in a second language (`i`, `me`, `no`, `e`). Inflected forms of nouns and verbs are found
/// by their stem.
package enum Equivalents {
  /// The key that a word shares with its equivalents, in the form of ``Token/text``; nil where it
  /// has none.
  ///
  /// The key is the Bokmål word of the row, in its base form. The key of a key is the key.
  package static func canonical(of word: String) -> String? {
    if let key = table.exact[word] { return key }
    if let key = table.norwegian[stemmer.stem(word)] { return key }
    return table.english[stemmer.stem(word, language: .en)]
  }

  /// Every form that is written in a row, for tests and tools, in the order of the rows.
  package static let rows: [[String]] = entries.map { row in row.map(\.form) }

  /// A written form, and by which language's stem other forms of it are found.
  private struct Entry {
    var form: String
    var stemmedAs: Language?
  }

  private struct Table {
    var exact: [String: String] = [:]
    var norwegian: [String: String] = [:]
    var english: [String: String] = [:]
  }

  private static let stemmer = Stemmer()

  private static let entries: [[Entry]] =
    functionWordRows.map { row in
      row.split(separator: " ").map { Entry(form: String($0), stemmedAs: nil) }
    } + helpdeskRows.map(helpdeskEntries)

  /// Reads a row such as `leder! sjef | boss`.
  private static func helpdeskEntries(_ row: String) -> [Entry] {
    row.split(separator: "|").enumerated().flatMap { half, forms in
      forms.split(separator: " ").flatMap { form in
        let base = String(form.dropLast())
        return switch form.last {
        case "!": [Entry(form: base, stemmedAs: nil)]
        case "*": agentForms(of: base).map { Entry(form: $0, stemmedAs: nil) }
        default: [Entry(form: String(form), stemmedAs: half == 0 ? .nb : .en)]
        }
      }
    }
  }

  /// `skriver`, `skriveren`, `skrivere`, `skriverne`; `skrivar`, `skrivaren`, `skrivarar`,
  /// `skrivarane`.
  private static func agentForms(of noun: String) -> [String] {
    let endings = noun.hasSuffix("ar") ? ["", "en", "ar", "ane"] : ["", "en", "e", "ne"]
    return endings.map { noun + $0 }
  }

  private static let table: Table = {
    var table = Table()
    for row in entries {
      guard let key = row.first?.form else { continue }
      for entry in row {
        table.exact[entry.form] = key
        switch entry.stemmedAs {
        case .nb, .nn: table.norwegian[stemmer.stem(entry.form)] = key
        case .en: table.english[stemmer.stem(entry.form, language: .en)] = key
        case nil: break
        }
      }
    }
    return table
  }()

  /// The stems that lead to more than one row, which would take each other's forms: the tests want
  /// none.
  ///
  /// Each is a language and a stem.
  package static let ambiguousStems: [String] = {
    var owners: [String: String] = [:]
    var ambiguous: [String] = []
    for row in entries {
      guard let key = row.first?.form else { continue }
      for entry in row {
        guard let language = entry.stemmedAs else { continue }
        let stem = "\(language) \(stemmer.stem(entry.form, language: language))"
        if owners.updateValue(key, forKey: stem).map({ $0 != key }) ?? false {
          ambiguous.append(stem)
        }
      }
    }
    return ambiguous
  }()
}
