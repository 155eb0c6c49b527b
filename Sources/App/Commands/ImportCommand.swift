internal import Foundation
internal import Ground
internal import Importing

/// `rakel import FILE…`: turns what other systems export into `.lu` and `.qna` files.
///
/// All files are read before anything is written; where one of them is at fault, nothing is.
enum ImportCommand: Command {
  static let name = "import"
  static let usage = "FILE… [--out DIR] [--format FORMAT] [--dry-run] [--force]"
  static let summary =
    "turn exports of LUIS, CLU, QnA Maker, Question Answering and Rasa into .lu and .qna"

  /// A file to be written and what the user reads about it.
  private struct Planned {
    var url: URL
    var text: String
    var summary: String
  }

  static func run(_ arguments: consuming Arguments) async throws -> Int32 {
    let folder = URL(filePath: try arguments.option("out") ?? ".", directoryHint: .isDirectory)
    let format = try format(try arguments.option("format"))
    let isTrial = arguments.flag("dry-run")
    let isForced = arguments.flag("force")
    let files = arguments.operands()
    try arguments.finish()
    guard !files.isEmpty else { throw UsageError("a file is wanted") }
    var outputs: [Planned] = []
    var isFaulty = false
    for file in files {
      do {
        let imported = try read(file).imported(as: format)
        for warning in imported.warnings { Output.complain("\(file): warning: \(warning)") }
        for output in try imported.files(stem: stem(of: file)) {
          let url = folder.appending(path: output.path)
          outputs.append(Planned(url: url, text: output.text, summary: output.summary))
        }
      } catch {
        Output.complain("\(error)")
        isFaulty = true
      }
    }
    if !isForced, complainOfExisting(outputs) { isFaulty = true }
    guard !isFaulty else {
      Output.complain("nothing is written")
      return 1
    }
    for output in outputs {
      if !isTrial { try write(output) }
      Output.line("\(output.url.relativePath): \(output.summary)")
    }
    return 0
  }

  private static func format(_ word: String?) throws(UsageError) -> ExportFormat? {
    guard let word else { return nil }
    guard let format = ExportFormat(rawValue: word.lowercased()) else {
      let known = ExportFormat.allCases.map(\.rawValue).joined(separator: ", ")
      throw UsageError("there is no format '\(word)'; there are \(known)")
    }
    return format
  }

  // MARK: Reading

  private static func read(_ file: String) throws(ImportError) -> Export {
    if file.contains("://") {
      throw ImportError(file: file, "is an address; save what is there and import that")
    }
    let values = try? URL(filePath: file).resourceValues(forKeys: [.fileSizeKey, .isRegularFileKey])
    guard let values else { throw ImportError(file: file, "there is no such file") }
    guard values.isRegularFile == true else { throw ImportError(file: file, "is no file") }
    guard (values.fileSize ?? 0) <= Export.maximumBytes else {
      throw ImportError(file: file, "is larger than \(Export.maximumBytes >> 20) MiB")
    }
    do {
      return Export(file: file, bytes: [UInt8](try Data(contentsOf: URL(filePath: file))))
    } catch {
      throw ImportError(file: file, "cannot be read: \(error.localizedDescription)")
    }
  }

  /// The name of what is made of `file`: its own without extension, signs that trouble a shell replaced.
  private static func stem(of file: String) -> String {
    let name = URL(filePath: file).deletingPathExtension().lastPathComponent
    let clean = String(name.map { $0.isLetter || $0.isNumber || "-_.".contains($0) ? $0 : "-" })
    let trimmed = clean.drop { $0 == "." || $0 == "-" }
    return trimmed.isEmpty ? "import" : String(trimmed)
  }

  // MARK: Writing

  /// Says which outputs would replace a file or each other; true where one does.
  private static func complainOfExisting(_ outputs: [Planned]) -> Bool {
    var seen: Set<String> = []
    var isTaken = false
    for output in outputs {
      let path = output.url.path
      if !seen.insert(path).inserted {
        Output.complain("\(output.url.relativePath): two of the files would be written here")
        isTaken = true
      } else if FileManager.default.fileExists(atPath: path) {
        Output.complain("\(output.url.relativePath): is there already; --force replaces it")
        isTaken = true
      }
    }
    return isTaken
  }

  private static func write(_ output: Planned) throws {
    let folder = output.url.deletingLastPathComponent()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(output.text.utf8).write(to: output.url, options: .atomic)
  }
}
