package import Helpdesk
internal import Ground
internal import Norwegian

extension CampaignSpeech {
  /// Reads `{"pause": {"plain": {"nb": ["sett … på pause"], "nn": […], "en": […]}, "likely": {…}}, …}`.
  ///
  /// What is `plain` can mean nothing else. `other` are words for what cannot be done in the chat, `doubt` for a
  /// question, `negation` for not.
  package init(parsing text: String, file: String) throws(PolicyFaults) {
    let root: JSONMap
    do throws(JSONError) { root = try JSONMap(parsing: text, maximumDepth: 8) } catch {
      let place = error.place(in: text)
      throw Self.fault("words.json", file, place.line, place.column, error.message)
    }
    let stemmer = Stemmer()
    var entries: [Entry] = []
    for member in root.members {
      guard let sense = Sense(rawValue: member.key) else {
        throw Self.fault("words.unknown", file, member.place, "there is no act '\(member.key)'")
      }
      for part in member.value.members {
        guard part.key == "plain" || part.key == "likely" else {
          throw Self.fault("words.unknown", file, part.place, "a key is 'plain' or 'likely'")
        }
        for phrase in try Self.phrases(part, file, stemmer) {
          entries.append(Entry(sense: sense, isPlain: part.key == "plain", phrase: phrase))
        }
      }
    }
    self.init(entries, stemmer: stemmer)
  }

  private static func phrases(
    _ part: JSONMap.Member,
    _ file: String,
    _ stemmer: Stemmer
  ) throws(PolicyFaults) -> [PhrasePattern] {
    let languages = part.value.members
    guard Set(languages.map(\.key)) == ["nb", "nn", "en"] else {
      throw fault("words.missing", file, part.place, "'\(part.key)' needs nb, nn and en")
    }
    var phrases: [PhrasePattern] = []
    for language in languages {
      for item in language.value.items {
        guard let phrase = item.value.string.flatMap({ PhrasePattern($0, stemmer: stemmer) })
        else { throw fault("words.type", file, item.place, "a phrase is a text with words") }
        phrases.append(phrase)
      }
    }
    return phrases
  }

  private static func fault(
    _ code: String,
    _ file: String,
    _ place: JSONMap.Place,
    _ message: String
  ) -> PolicyFaults {
    fault(code, file, place.line, place.column, message)
  }

  private static func fault(
    _ code: String,
    _ file: String,
    _ line: Int,
    _ column: Int,
    _ message: String
  ) -> PolicyFaults {
    PolicyFaults(
      all: [Diagnostic(.error, code, file: file, line: line, column: column, message)]
    )
  }
}
