internal import Dialogue
internal import Flows
internal import Foundation
internal import Ground
internal import People
internal import Understanding

/// Everything that the content says, ready to be served; replaced as a whole when the content changes.
struct ServedContent: Sendable {
  let turn: Turn
  /// Who is who by the content's own file.
  let written: Directory
  let library: FlowLibrary

  /// Reads the content, and learns from it where that has not been done; blocks meanwhile, for seconds if it must learn.
  ///
  /// - Parameters:
  ///   - people: who is who whenever flows ask.
  ///   - isChecked: whether it must pass all of `rakel check`, and not only be fit for use.
  ///   - licences: the way to the tenant's licences; nil for none.
  ///   - willLearn: called before it learns.
  /// - Throws: ``ContentFaults`` where it has errors.
  static func load(
    _ folder: ContentFolder,
    people: ServedDirectory,
    isChecked: Bool,
    licences: LicenceDoor?,
    willLearn: @Sendable () -> Void
  ) throws -> ServedContent {
    let loaded = Content.load(folder.path)
    let found =
      isChecked
      ? CheckCommand.diagnostics(of: loaded, in: folder.path)
      : loaded.diagnostics + loaded.workingTimeFaults + loaded.outsideFaults
    let faults = found.filter { $0.severity == .error }
    guard faults.isEmpty else { throw ContentFaults(path: folder.path, faults: faults) }
    let content = loaded.content
    let library = try folder.flowLibrary(
      of: content,
      licences: licences,
      people: { people.current }
    )
    let cache = ModelCache(folder: folder.state.appending(path: "models"))
    let (reader, _) = try cache.reader(of: content, willTrain: willLearn)
    let names = Set(library.flows.map(\.name))
    return ServedContent(
      turn: Turn(reader: reader, content: content, hasFlow: names.contains),
      written: try folder.writtenDirectory(),
      library: library
    )
  }
}

/// The content has errors, which stop it from being served.
struct ContentFaults: Error, CustomStringConvertible {
  var path: String
  var faults: [Diagnostic]

  var description: String {
    "the content in '\(path)' cannot be used; 'rakel check' shows all that is wrong"
  }
}
