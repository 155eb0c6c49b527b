internal import Foundation
package import Ground

/// A flow as a picture: its states, where each leads, and where an execution is.
///
/// It draws whatever parses as JSON: what is no state is left out, and a transition to nowhere is shown as such. Names
/// may hold anything; what could mean something to Mermaid, Graphviz, XML or a reader's eye is made harmless, and
/// what is long is cut.
package struct FlowPicture: Sendable {
  let graph: PictureGraph

  /// Draws a definition in the States Language.
  ///
  /// - Parameters:
  ///   - definition: the definition's JSON.
  ///   - current: the names of the states where the execution is; those that are not in the definition are passed over.
  ///   - visited: the names of the states where it has been.
  package init(definition: JSON, current: Set<String> = [], visited: Set<String> = []) {
    var reader = PictureReader(current: current, visited: visited)
    graph = reader.read(definition)
  }

  /// A Mermaid flowchart (version 9 and later), for Markdown and wikis.
  package var mermaid: String { MermaidWriter(graph).text }

  /// A directed graph in Graphviz' language.
  package var dot: String { DotWriter(graph).text }

  /// An SVG image, drawn by Graphviz' `dot`; blocks for as long as that takes.
  ///
  /// - Parameter path: the folders in which `dot` may be, with `:` between them; those of `PATH` where it is nil.
  package func svg(searching path: String? = nil) throws(GraphvizError) -> String {
    guard graph.nodes.count <= Graphviz.mostNodes else {
      throw .tooLarge(states: graph.nodes.count)
    }
    let folders = path ?? ProcessInfo.processInfo.environment["PATH"] ?? ""
    return try Graphviz.svg(of: dot, searching: folders)
  }
}
