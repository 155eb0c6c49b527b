/// Writes a graph as a Mermaid flowchart.
struct MermaidWriter {
  private let graph: PictureGraph
  private(set) var text = "flowchart TD\n"

  init(_ graph: PictureGraph) {
    self.graph = graph
    write(graph.root, level: 1)
    for edge in graph.edges { write(edge) }
    writeStyles()
  }

  private mutating func write(_ group: PictureGraph.Group, level: Int) {
    let margin = String(repeating: "  ", count: level)
    for index in group.nodes {
      let node = graph.nodes[index]
      text += "\(margin)\(node.id)\(Self.shape(node))\n"
    }
    for inner in group.groups {
      text += "\(margin)subgraph \(inner.id)[\"\(Self.escaped(inner.title ?? " "))\"]\n"
      write(inner, level: level + 1)
      text += "\(margin)end\n"
    }
  }

  private static func shape(_ node: PictureGraph.Node) -> String {
    let title = escaped(node.title)
    let label = node.detail.isEmpty ? title : "\(title)<br/>\(escaped(node.detail))"
    return switch node.kind {
    case .start: "((\" \"))"
    case .end: "(((\" \")))"
    case .join: "((\" \"))"
    case .choice: "{{\"\(label)\"}}"
    case .wait, .succeed: "([\"\(label)\"])"
    case .pass: "(\"\(label)\")"
    case .fork: "[[\"\(label)\"]]"
    case .task, .fail, .missing: "[\"\(label)\"]"
    }
  }

  private mutating func write(_ edge: PictureGraph.Edge) {
    let lines = edge.lines.filter { !$0.isEmpty }
    let label = lines.map(Self.escaped).joined(separator: "<br/>")
    let arrow = edge.isDashed ? "-.->" : "-->"
    let (from, to) = (graph.nodes[edge.from].id, graph.nodes[edge.to].id)
    text += "  \(from) \(arrow)\(label.isEmpty ? "" : "|\"\(label)\"|") \(to)\n"
  }

  private mutating func writeStyles() {
    for kind in PictureGraph.Kind.allCases {
      write(PictureStyle(kind), named: "\(kind)", for: graph.nodes.filter { $0.kind == kind })
    }
    for mark in PictureGraph.Mark.allCases {
      write(PictureStyle(mark), named: "\(mark)", for: graph.nodes.filter { $0.mark == mark })
    }
  }

  private mutating func write(
    _ style: PictureStyle,
    named name: String,
    for nodes: [PictureGraph.Node]
  ) {
    guard !nodes.isEmpty else { return }
    // Some of the names alone, as `end`, are words of Mermaid's.
    text += "  classDef is_\(name) fill:\(style.fill),stroke:\(style.stroke),"
    text += "stroke-width:\(style.width)px,color:\(PictureStyle.ink)"
    text += style.isDashed ? ",stroke-dasharray:4 3\n" : "\n"
    text += "  class \(nodes.map(\.id).joined(separator: ",")) is_\(name)\n"
  }

  /// Letters, digits and a few signs as they are; all else as Mermaid's `#…;`, so that nothing can end the quotes, begin
  /// a directive (`%%{`), a comment or Markdown, or be taken for HTML.
  private static func escaped(_ text: String) -> String {
    // A label must not be empty.
    guard !text.isEmpty else { return " " }
    var escaped = ""
    let scalars = Array(text.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      let isPlain =
        switch scalar {
        // With a blank after it, it could be that of a list's `1. `.
        case ".": index + 1 < scalars.count && scalars[index + 1].properties.isAlphabetic
        case "a"..."z", "A"..."Z", "0"..."9", " ", ",", "-", "=", "(", ")", "?", "…", "≤", "≥": true
        default: scalar.value > 0x7F && scalar.properties.isAlphabetic
        }
      if isPlain {
        escaped.unicodeScalars.append(scalar)
      } else {
        escaped += "#\(scalar.value);"
      }
    }
    return escaped
  }
}
