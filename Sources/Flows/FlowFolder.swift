internal import Foundation
package import Ground

/// The flows of a content folder: `flows/<name>.asl.json`.
package enum FlowFolder {
  /// How a definition's file ends.
  package static let suffix = ".asl.json"

  /// Reads every definition there; one that cannot be used is a diagnostic and no flow.
  package static func load(_ folder: String) -> (flows: [Flow], diagnostics: [Diagnostic]) {
    let path = URL(filePath: folder, directoryHint: .isDirectory).appending(path: "flows")
    // A content without flows is a content.
    let files = (try? FileManager.default.contentsOfDirectory(atPath: path.path)) ?? []
    var flows: [Flow] = []
    var diagnostics: [Diagnostic] = []
    for file in files.sorted() where file.hasSuffix(suffix) {
      do {
        let data = try Data(contentsOf: path.appending(path: file))
        let text = String(decoding: data, as: UTF8.self)
        flows.append(try Flow(name: String(file.dropLast(suffix.count)), text: text))
      } catch {
        diagnostics.append(
          Diagnostic(
            .error,
            "flow.unusable",
            file: "flows/\(file)",
            line: 1,
            "\(error)",
            hint: "'rakel flow check' says more"
          )
        )
      }
    }
    return (flows, diagnostics)
  }
}
