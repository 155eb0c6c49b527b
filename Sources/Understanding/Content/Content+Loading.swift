internal import Authoring
internal import Foundation
package import Ground

extension Content {
  /// Content as read from a folder, with what is wrong with it.
  package struct Loaded: Sendable {
    package var content: Content
    /// The same as it was written.
    package var authored: Authored
    /// Errors and warnings with their file, line and column.
    package var diagnostics: [Diagnostic]
    /// Every file that was read, by its path from the folder.
    package var files: [String]

    /// Whether the content may be used: it has no error.
    package var isValid: Bool { !diagnostics.contains { $0.severity == .error } }
  }

  /// The files beside `intents/*.lu` and `qna/*.qna` that make up the content.
  enum File {
    static let replies = "intents/replies.qna"
    static let phrases = "intents/phrases.qna"
    static let settings = "settings.json"
  }

  /// Reads the content of a folder: `intents/`, `qna/` and `settings.json`.
  package static func load(_ folder: String) -> Loaded {
    let corpus = Corpus.load(folder, culture: "nb-no")
    var diagnostics = corpus.diagnostics
    var authored = Authored()
    authored.lu = corpus.lu
    authored.qna = corpus.qna
    authored.replies = read(File.replies, in: folder, &diagnostics)
    authored.phrases = read(File.phrases, in: folder, &diagnostics)
    authored.settings =
      bytes(of: File.settings, in: folder).map { String(decoding: $0, as: UTF8.self) } ?? ""
    let settings = settings(authored.settings, &diagnostics)
    return Loaded(
      content: Content(
        lu: authored.lu,
        qna: authored.qna,
        replies: authored.replies,
        phrases: authored.phrases,
        settings: settings
      ),
      authored: authored,
      diagnostics: diagnostics,
      files: corpus.files + [File.replies, File.phrases, File.settings]
    )
  }

  private static func read(
    _ file: String,
    in folder: String,
    _ diagnostics: inout [Diagnostic]
  ) -> QNAFile {
    // A missing file is a bot without those words; `rakel check` names each that is missing.
    guard let bytes = bytes(of: file, in: folder) else { return QNAFile() }
    let text = AuthoredText.parse(bytes: bytes, file: file)
    diagnostics += text.diagnostics
    return text.qna
  }

  private static func settings(
    _ text: String,
    _ diagnostics: inout [Diagnostic]
  ) -> ContentSettings {
    // A missing file is content for everybody, everywhere.
    guard !text.isEmpty else { return ContentSettings() }
    do throws(Diagnostic) {
      return try ContentSettings(parsing: text, file: File.settings)
    } catch {
      diagnostics.append(error)
      return ContentSettings()
    }
  }

  private static func bytes(of file: String, in folder: String) -> [UInt8]? {
    let url = URL(filePath: folder, directoryHint: .isDirectory).appending(path: file)
    return (try? Data(contentsOf: url)).map { [UInt8]($0) }
  }
}
