internal import Authoring
internal import Ground

/// A file that an import makes.
package struct ImportedFile: Sendable, Hashable {
  /// Below the folder that the import goes to: `intents/travel.lu`.
  package var path: String
  package var text: String
  /// How much is in it, for the reader: `5 intents, 120 utterances, 3 entities`.
  package var summary: String
}

extension Imported {
  /// The files for this, each read back and found to say the same.
  ///
  /// - Parameter stem: their name without folder and extension.
  /// - Throws: where what was written reads differently, naming the first thing that does.
  package func files(stem: String) throws(ImportError) -> [ImportedFile] {
    var files: [ImportedFile] = []
    if let lu {
      let writer = ModelWriter(lu: lu)
      let file = ImportedFile(path: "intents/\(stem).lu", text: writer.text, summary: lu.summary)
      try Self.check(file, writer) { lu.firstDifference(from: $0.lu) }
      files.append(file)
    }
    if let qna {
      let writer = ModelWriter(qna: qna)
      let file = ImportedFile(path: "qna/\(stem).qna", text: writer.text, summary: qna.summary)
      try Self.check(file, writer) { qna.firstDifference(from: $0.qna) }
      files.append(file)
    }
    if !evaluation.isEmpty {
      let rows = evaluation.map { "\($0.intent)\t\($0.text)\n" }
      let count = Self.count(evaluation.count, "test utterance")
      files.append(
        ImportedFile(path: "evaluation/\(stem).tsv", text: rows.joined(), summary: count)
      )
    }
    return files
  }

  /// `1 pair`, `2 pairs`.
  fileprivate static func count(_ number: Int, _ word: String, _ plural: String? = nil) -> String {
    "\(number) \(number == 1 ? word : plural ?? word + "s")"
  }

  private static func check(
    _ file: ImportedFile,
    _ writer: ModelWriter,
    _ difference: (AuthoredText) -> String?
  ) throws(ImportError) {
    if let fault = writer.diagnostics.first {
      throw ImportError(file: file.path, "could not be written: \(fault.message)")
    }
    let read = AuthoredText.parse(file.text, file: file.path)
    if let fault = read.diagnostics.first(where: { $0.severity == .error }) {
      throw ImportError(
        file: file.path,
        at: .init(line: fault.line, column: fault.column),
        "could not be written as it ought to be: \(fault.message)"
      )
    }
    if let difference = difference(read) {
      throw ImportError(
        file: file.path,
        "could not be written so that it reads the same: \(difference)"
      )
    }
  }
}

extension LUFile {
  fileprivate var summary: String {
    let utterances = intents.reduce(0) { $0 + $1.utterances.count }
    let patterns = intents.reduce(0) { $0 + $1.patterns.count }
    return [
      Imported.count(intents.count, "intent"), Imported.count(utterances, "utterance"),
      Imported.count(patterns, "pattern"), Imported.count(entities.count, "entity", "entities"),
    ].joined(separator: ", ")
  }

  /// What the other says differently, or not at all; the order of intents and entities is no difference, as settings
  /// that name one change where it is met first.
  fileprivate func firstDifference(from other: LUFile) -> String? {
    if info != other.info { return "the settings" }
    let intents = Dictionary(grouping: other.intents, by: \.name)
    for intent in self.intents where intents[intent.name] != [intent] {
      return "the intent '\(intent.name)'"
    }
    let entities = Dictionary(grouping: other.entities.map(\.declared), by: \.name)
    for entity in self.entities where entities[entity.name] != [entity.declared] {
      return "the entity '\(entity.name)'"
    }
    if phraseLists != other.phraseLists { return "the phrase lists" }
    let isMore =
      other.intents.count > self.intents.count || other.entities.count > self.entities.count
    return isMore ? "there is more in it" : nil
  }
}

extension Entity {
  /// This as if a definition named it.
  fileprivate var declared: Entity {
    var entity = self
    entity.isDeclared = true
    return entity
  }
}

extension QNAFile {
  fileprivate var summary: String {
    let pairs = Imported.count(pairs.count, "pair")
    let groups = Imported.count(alterations.count, "group of synonyms", "groups of synonyms")
    return alterations.isEmpty ? pairs : "\(pairs), \(groups)"
  }

  /// What the other says differently, or not at all.
  fileprivate func firstDifference(from other: QNAFile) -> String? {
    if name != other.name { return "the name" }
    if pairs != other.pairs {
      let index = pairs.indices.first { $0 >= other.pairs.count || pairs[$0] != other.pairs[$0] }
      return "the pair '\(index.map { pairs[$0].questions.first?.text ?? "" } ?? "")'"
    }
    return alterations == other.alterations && imports == other.imports ? nil : "the alterations"
  }
}
