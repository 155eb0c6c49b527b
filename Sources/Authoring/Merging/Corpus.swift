internal import Foundation
package import Ground

/// Everything that was authored: the `.lu` and `.qna` files below `intents` and `qna`, as one model.
package struct Corpus: Sendable {
  /// All intents, entities and phrase lists; every part keeps its file, line and column.
  package var lu: LUFile
  /// All pairs and alterations.
  package var qna: QNAFile
  /// What is wrong with any file, at most 100 errors and 100 warnings.
  package var diagnostics: [Diagnostic]
  /// The files, by their paths from the content's folder.
  package var files: [String]

  /// Whether it was read without an error.
  package var isValid: Bool { !diagnostics.contains { $0.severity == .error } }

  /// Files larger than this many bytes are refused.
  package static let maximumFileSize = 16 << 20

  /// Reads the content folder at `path`.
  ///
  /// Links to files or folders outside of it are refused, as are files that are too large.
  package static func load(_ path: String, culture: String = "en-us") -> Corpus {
    var folder = ContentFolder(path)
    folder.scan()
    let roots = folder.files.filter {
      ($0.hasPrefix("intents/") && $0.hasSuffix(".lu"))
        || ($0.hasPrefix("qna/") && $0.hasSuffix(".qna"))
    }
    let source = ContentSource(files: folder.files) { [folder] in folder.load($0) }
    let imports = Imports(roots, from: source, culture: culture)
    var faults = folder.faults
    faults.append(imports.diagnostics)
    return Corpus(
      lu: imports.lu,
      qna: imports.qna,
      diagnostics: faults.all,
      files: imports.files
    )
  }
}

/// The files of a content folder.
private struct ContentFolder {
  let root: URL
  private(set) var files: [String] = []
  private(set) var faults = Faults()
  private var visited: Set<String> = []

  private static let maximumDepth = 32

  init(_ path: String) {
    root = URL(filePath: path, directoryHint: .isDirectory).resolvingSymlinksInPath()
  }

  mutating func scan() {
    scan("", depth: 0)
    files.sort()
    if files.isEmpty {
      faults.error("lu.no-content", Place(file: root.path, line: 1), "there is no content")
    }
  }

  private mutating func scan(_ folder: String, depth: Int) {
    let url = folder.isEmpty ? root : root.appending(path: folder)
    guard depth < Self.maximumDepth, visited.insert(url.resolvingSymlinksInPath().path).inserted
    else { return }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
    for name in names.sorted() where !name.hasPrefix(".") {
      let path = folder.isEmpty ? name : folder + "/" + name
      guard isInside(path) else {
        faults.error(
          "lu.outside-root",
          Place(file: path, line: 1),
          "'\(path)' is a link to something outside of the content's folder",
          hint: "put the file itself there"
        )
        continue
      }
      switch type(of: path) {
      case .typeDirectory: scan(path, depth: depth + 1)
      case .typeRegular where name.hasSuffix(".lu") || name.hasSuffix(".qna"): files.append(path)
      default: break
      }
    }
  }

  /// What a path leads to, through links.
  private func type(of path: String) -> FileAttributeType? {
    attributes(of: path)?[.type] as? FileAttributeType
  }

  private func attributes(of path: String) -> [FileAttributeKey: Any]? {
    let resolved = root.appending(path: path).resolvingSymlinksInPath()
    return try? FileManager.default.attributesOfItem(atPath: resolved.path)
  }

  private func isInside(_ path: String) -> Bool {
    let resolved = root.appending(path: path).resolvingSymlinksInPath().path
    return resolved.hasPrefix(root.path.hasSuffix("/") ? root.path : root.path + "/")
  }

  /// The bytes of a file; nil where there is none, it lies elsewhere or is too large.
  func load(_ path: String) -> [UInt8]? {
    let url = root.appending(path: path)
    guard isInside(path), type(of: path) == .typeRegular,
      let size = attributes(of: path)?[.size] as? Int, size <= Corpus.maximumFileSize,
      let data = try? Data(contentsOf: url)
    else { return nil }
    return [UInt8](data)
  }
}
