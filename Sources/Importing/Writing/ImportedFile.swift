internal import Authoring
internal import Ground

/// A file that an import makes.
package struct ImportedFile: Sendable, Hashable {
  /// Below the folder that the import goes to: `intents/travel.lu`.
  package var path: String
  package var text: String
}

extension Imported {
  /// The files for this, each read back and found to say the same.
  ///
  /// - Parameter stem: their name without folder and extension.
  /// - Throws: where what was written reads differently, naming the first thing that does.
  package func files(stem: String) throws(ImportError) -> [ImportedFile] {
    var files: [ImportedFile] = []
    if let lu {
      let text = ModelWriter(lu: lu).text
      let file = ImportedFile(path: "intents/\(stem).lu", text: text)
      try Self.check(file) { lu.firstDifference(from: $0.lu) }
      files.append(file)
    }
    if let qna {
      let text = ModelWriter(qna: qna).text
      let file = ImportedFile(path: "qna/\(stem).qna", text: text)
      try Self.check(file) { qna.firstDifference(from: $0.qna) }
      files.append(file)
    }
    if !evaluation.isEmpty {
      let rows = evaluation.map { "\($0.intent)\t\($0.text)\n" }
      files.append(ImportedFile(path: "evaluation/\(stem).tsv", text: rows.joined()))
    }
    return files
  }

  private static func check(
    _ file: ImportedFile,
    _ difference: (AuthoredText) -> String?
  ) throws(ImportError) {
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
