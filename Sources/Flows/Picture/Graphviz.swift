internal import Foundation

/// Graphviz' program `dot`, which draws; Rakel does without it where it is not installed.
enum Graphviz {
  /// Beyond this, drawing takes minutes, and nobody can read it.
  static let mostNodes = 2000
  private static let patience = 60.0

  /// The image that `dot` draws.
  ///
  /// Text goes in and out through files: a pipe would kill Rakel when `dot` ends before it has read everything.
  static func svg(of text: String, searching path: String) throws(GraphvizError) -> String {
    guard let program = program(in: path) else { throw .notInstalled }
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "rakel-picture-\(UUID().uuidString)", directoryHint: .isDirectory)
    // What cannot be taken away stays in the machine's folder for such things.
    defer { try? FileManager.default.removeItem(at: folder) }
    do {
      try FileManager.default.createDirectory(
        at: folder,
        withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700]
      )
      let source = folder.appending(path: "flow.dot")
      let image = folder.appending(path: "flow.svg")
      try Data(text.utf8).write(to: source)
      let status = try run(program, ["-Tsvg", "-o", image.path, source.path])
      guard status == 0 else { throw GraphvizError.failed(status: status) }
      return String(decoding: try Data(contentsOf: image), as: UTF8.self)
    } catch let error as GraphvizError {
      throw error
    } catch {
      throw .files("\(error)")
    }
  }

  private static func program(in path: String) -> URL? {
    path.split(separator: ":").lazy
      .map { URL(filePath: String($0), directoryHint: .isDirectory).appending(path: "dot") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }

  private static func run(_ program: URL, _ arguments: [String]) throws -> Int32 {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    try process.run()
    guard ended.wait(timeout: .now() + patience) == .success else {
      process.terminate()
      throw GraphvizError.tooSlow(seconds: Int(patience))
    }
    return process.terminationStatus
  }
}

/// There is no image of a flow.
package enum GraphvizError: Error, Hashable, CustomStringConvertible {
  case notInstalled
  /// There are more boxes than anybody can read.
  case tooLarge(states: Int)
  case failed(status: Int32)
  case tooSlow(seconds: Int)
  /// A file in the folder for temporary files could not be written or read: why.
  case files(String)

  package var description: String {
    switch self {
    case .notInstalled:
      "there is no program 'dot'; install Graphviz (apt-get install graphviz), or take Mermaid"
    case .tooLarge(let states): "the flow is too large for an image: \(states) boxes; take Mermaid"
    case .failed(let status): "'dot' failed with status \(status); take Mermaid"
    case .tooSlow(let seconds): "'dot' had not drawn it after \(seconds) s; take Mermaid"
    case .files(let cause): "the image could not be kept for a moment: \(cause)"
    }
  }
}
