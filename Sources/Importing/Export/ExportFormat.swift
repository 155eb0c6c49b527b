/// Which system an export comes from.
///
/// A format has several shapes (LUIS apps and batch tests, tables and JSON of QnA Maker); the shape is always
/// told from the content.
package enum ExportFormat: String, Sendable, Hashable, CaseIterable {
  /// Language Understanding: an app's JSON, a batch test.
  case luis
  /// Conversational Language Understanding: a project's JSON.
  case clu
  /// QnA Maker: JSON, TSV or XLSX of a knowledge base, its synonyms.
  case qnamaker
  /// Custom Question Answering: JSON, TSV or XLSX of a project, its synonyms.
  case cqa
  /// Rasa: training data in YAML.
  case rasa
}
