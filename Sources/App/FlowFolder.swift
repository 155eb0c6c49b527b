internal import Connectors
internal import Flows
internal import Foundation
internal import Ground
internal import StatesLanguage

/// The flows of a content folder, `flows/*.asl.json`, and the cards beside them, `flows/cards/*.json`.
struct FlowFolder {
  /// What the name of a flow's file ends in.
  static let suffix = ".asl.json"
  /// A definition larger than this is a mistake; AWS takes a tenth of it.
  private static let mostBytes = 10_000_000

  /// The content folder.
  let path: String

  /// The names of the flows, in order.
  var names: [String] {
    Self.files(in: folder).filter { $0.hasSuffix(Self.suffix) }
      .map { String($0.dropLast(Self.suffix.count)) }.sorted()
  }

  /// The names of the cards; none where there is no folder of cards.
  var cards: Set<String> { Self.cards(in: folder) }

  /// The names of the cards beside a flow's file.
  static func cards(beside file: String) -> Set<String> {
    cards(in: URL(filePath: file).deletingLastPathComponent())
  }

  /// Reads every definition; one that cannot be used is a diagnostic and no flow.
  func load() -> (flows: [Flow], diagnostics: [Diagnostic]) {
    var flows: [Flow] = []
    var diagnostics: [Diagnostic] = []
    for name in names {
      let file = name + Self.suffix
      do {
        let data = Self.bytes(of: folder.appending(path: file).path) ?? Data()
        flows.append(try Flow(name: name, text: String(decoding: data, as: UTF8.self)))
      } catch {
        diagnostics.append(
          Diagnostic(
            .error,
            "flow.unusable",
            file: "flows/\(file)",
            line: 1,
            "\(error)",
            hint: "'rakel flow check' shows all that is wrong"
          )
        )
      }
    }
    return (flows, diagnostics)
  }

  /// What is wrong with all flows.
  func faults(connectors: ResourceCatalogue?) -> [Diagnostic] {
    let cards = cards
    var connectors = connectors
    connectors?.flows = Set(names)
    return CardCatalogue.faults(in: folder.path) + PolicyFolder(path: path).load().diagnostics
      + names.flatMap { name in
        Self.faults(
          of: folder.appending(path: name + Self.suffix).path,
          as: "flows/\(name)\(Self.suffix)",
          connectors: connectors,
          cards: cards
        )
      }
  }

  /// What is wrong with the definition in one file.
  ///
  /// - Parameter name: What the faults call the file.
  static func faults(
    of path: String,
    as name: String,
    connectors: ResourceCatalogue?,
    cards: Set<String>
  ) -> [Diagnostic] {
    func unreadable(_ reason: String) -> [Diagnostic] {
      [Diagnostic(.error, "asl.unreadable", file: name, line: 1, reason)]
    }
    guard let data = bytes(of: path) else { return unreadable("the file cannot be read") }
    guard data.count <= mostBytes else {
      return unreadable("the file is larger than \(mostBytes / 1_000_000) MB")
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      return unreadable("the file is not UTF-8")
    }
    return StateMachineCheck(text: text, file: name, connectors: connectors, cards: cards).faults
  }

  var folder: URL {
    URL(filePath: path, directoryHint: .isDirectory).appending(path: "flows")
  }

  /// The file's bytes, or one more than may be; nil where it cannot be read.
  static func bytes(of path: String) -> Data? {
    guard let file = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? file.close() }
    do {
      return try file.read(upToCount: mostBytes + 1) ?? Data()
    } catch {
      return nil
    }
  }

  private static func cards(in folder: URL) -> Set<String> {
    let files = files(in: folder.appending(path: "cards"))
    return Set(files.filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) })
  }

  private static func files(in folder: URL) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
  }
}

extension ResourceCatalogue {
  /// What these connectors can be asked to do; a verb with the optional parameter `*` takes any.
  init(_ connectors: [any Connector], acceptsForeign: Bool = false) {
    var verbs: [String: [Verb]] = [:]
    for connector in connectors {
      verbs[connector.name, default: []] += connector.verbs.map(Verb.init)
    }
    self.init(verbs, acceptsForeign: acceptsForeign)
  }
}

extension ResourceCatalogue.Verb {
  fileprivate init(_ verb: Flows.Verb) {
    let waiting: Waiting =
      switch verb.waiting {
      case .always: .always
      case .never: .never
      case .either: .either
      }
    self.init(
      verb.name,
      waiting: waiting,
      required: Set(verb.required),
      optional: verb.optional.contains("*") ? nil : Set(verb.optional)
    )
  }
}
