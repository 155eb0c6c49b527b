package import Ground

/// Reads files with all they import, and pulls into intents and questions what their links name.
///
/// Pure but for the loader: what is outside of the root, missing or leads back to itself is an error at the line
/// that names it.
package struct Imports {
  /// All files read, merged; links are resolved, and every part keeps the place where it was written.
  package private(set) var lu = LUFile()
  package private(set) var qna = QNAFile()
  /// What is wrong with any of the files, at most 100 errors and 100 warnings.
  package var diagnostics: [Diagnostic] { faults.all }
  /// The files that are part of the whole, in the order in which they were read.
  package private(set) var files: [String] = []

  private enum State { case unresolved, resolving, resolved }

  private let source: ContentSource
  private let culture: String
  private var texts: [String: AuthoredText] = [:]
  private var states: [String: State] = [:]
  private var faults = Faults()

  /// Links that lead over more files than this are a fault.
  private static let maximumDepth = 100

  /// - Parameters:
  ///   - roots: the files to start from, by their paths from the content's root.
  ///   - source: where those and all others are.
  package init(_ roots: [String], from source: ContentSource, culture: String = "en-us") {
    self.source = source
    self.culture = culture
    for root in roots { include(root, at: Place(file: root, line: 1)) }
    for file in files { resolve(file, depth: 0) }
    var merger = Merger(faults: faults)
    for file in files {
      guard let text = texts[file], text.isValid else { continue }
      merger.add(text.lu)
      merger.add(text.qna)
    }
    (lu, qna, faults) = (merger.lu, merger.qna, merger.faults)
    lu.imports = []
    qna.imports = []
  }

  // MARK: Files

  /// Makes a file and all it imports part of the whole.
  private mutating func include(_ root: String, at place: Place) {
    var pending = [(file: root, place: place, path: [String]())]
    while let (file, place, path) = pending.popLast() {
      if path.contains(file) {
        faults.error(
          "lu.import-loop",
          place,
          "the import of '\(file)' leads back to it: \((path + [file]).joined(separator: " -> "))",
          hint: "take one of these imports away"
        )
        continue
      }
      guard !files.contains(file), let text = text(of: file, at: place) else { continue }
      files.append(file)
      for link in text.lu.imports.reversed() {
        for target in targets(of: link, from: file) {
          pending.append((target, link.place, path.count < 100 ? path + [file] : path))
        }
      }
    }
  }

  /// The files that an import names; a fault where there are none.
  private mutating func targets(of link: Import, from file: String) -> [String] {
    guard let path = path(link.path, from: file, at: link.place) else { return [] }
    guard let (folder, isDeep) = ContentPath.folder(path) else { return [path] }
    let found = source.files.filter { ContentPath.isFile($0, in: folder, isDeep: isDeep) }
    if found.isEmpty {
      faults.error("lu.missing-file", link.place, "there are no files in '\(link.path)'")
    }
    return found.filter { $0 != file }
  }

  private mutating func path(_ path: String, from file: String, at place: Place) -> String? {
    if let resolved = ContentPath.resolve(path, from: file) { return resolved }
    faults.error(
      "lu.outside-root",
      place,
      "'\(path)' leads out of the content's folder",
      hint: "put the file into that folder"
    )
    return nil
  }

  /// A file, read once.
  private mutating func text(of file: String, at place: Place) -> AuthoredText? {
    if let known = texts[file] { return known }
    guard let bytes = source.load(file) else {
      faults.error(
        "lu.missing-file",
        place,
        "there is no file '\(file)'",
        hint: "paths are relative to the file that names them"
      )
      return nil
    }
    let text = AuthoredText.parse(bytes: bytes, file: file, culture: culture)
    faults.append(text.diagnostics)
    texts[file] = text
    states[file] = .unresolved
    return text
  }

  // MARK: Links

  /// Puts what links name in their place, in the file and first in those it pulls from.
  private mutating func resolve(_ file: String, depth: Int) {
    guard states[file] == .unresolved, var text = texts[file] else { return }
    states[file] = .resolving
    for index in text.lu.intents.indices {
      let references = text.lu.intents[index].references
      text.lu.intents[index].references = []
      for reference in references {
        let pulled = pull(reference, into: file, text, depth: depth)
        text.lu.intents[index].utterances += pulled.utterances
        text.lu.intents[index].patterns += pulled.patterns
      }
    }
    for index in text.qna.pairs.indices {
      let references = text.qna.pairs[index].references
      text.qna.pairs[index].references = []
      for reference in references {
        let pulled = pull(reference, into: file, text, depth: depth)
        if !pulled.patterns.isEmpty {
          faults.error(
            "qna.pulled-patterns",
            reference.place,
            "[\(reference.text)](\(reference.target)) pulls patterns, which are no questions",
            hint: "pull *utterances* only"
          )
        }
        text.qna.pairs[index].questions += pulled.utterances.map {
          Question(text: $0.text, place: $0.place)
        }
      }
    }
    texts[file] = text
    states[file] = .resolved
  }

  private mutating func pull(
    _ reference: Reference,
    into file: String,
    _ own: AuthoredText,
    depth: Int
  ) -> LinkSelection {
    guard let target = LinkTarget(reference.target) else { return LinkSelection() }
    if LinkTarget.isURL(reference.target) {
      faults.error(
        "lu.url",
        reference.place,
        "'\(reference.target)' is on the network, and links are to local files"
      )
      return LinkSelection()
    }
    guard !target.path.isEmpty else { return LinkSelection(target.selection, of: own) }
    guard let path = path(target.path, from: file, at: reference.place) else {
      return LinkSelection()
    }
    var sources = [path]
    if let (folder, isDeep) = ContentPath.folder(path) {
      sources = source.files.filter {
        $0 != file && ContentPath.isFile($0, in: folder, isDeep: isDeep)
      }
    }
    var selection = LinkSelection()
    for other in sources {
      guard text(of: other, at: reference.place) != nil else { continue }
      if states[other] == .resolving || depth >= Self.maximumDepth {
        faults.error(
          "lu.link-loop",
          reference.place,
          "[\(reference.text)](\(reference.target)) leads back to where it stands",
          hint: "take one of these links away"
        )
        continue
      }
      resolve(other, depth: depth + 1)
      if let text = texts[other] { selection.add(LinkSelection(target.selection, of: text)) }
    }
    return selection
  }
}
