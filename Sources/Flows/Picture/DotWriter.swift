/// Writes a graph in Graphviz' language.
struct DotWriter {
  private let graph: PictureGraph
  private(set) var text = """
    digraph flow {
      graph [fontname="Helvetica", fontsize=10, nodesep=0.35, ranksep=0.45, pad=0.2]
      node [fontname="Helvetica", fontsize=11, fontcolor="\(PictureStyle.ink)", style="filled", height=0.4]
      edge [fontname="Helvetica", fontsize=9, color="#495057", fontcolor="#495057", arrowsize=0.7]

    """

  init(_ graph: PictureGraph) {
    self.graph = graph
    write(graph.root, level: 1)
    for edge in graph.edges { write(edge) }
    text += "}\n"
  }

  private mutating func write(_ group: PictureGraph.Group, level: Int) {
    let margin = String(repeating: "  ", count: level)
    for index in group.nodes {
      let node = graph.nodes[index]
      text += "\(margin)\(node.id) [\(Self.attributes(node))]\n"
    }
    for inner in group.groups {
      text += "\(margin)subgraph cluster_\(inner.id) {\n"
      text += "\(margin)  label=\"\(Self.escaped(inner.title ?? ""))\"; labeljust=l"
      text += "; style=\"rounded\"; color=\"\(PictureStyle.faint)\"; margin=12\n"
      write(inner, level: level + 1)
      text += "\(margin)}\n"
    }
  }

  private static func attributes(_ node: PictureGraph.Node) -> String {
    var style = PictureStyle(node.kind)
    let isDashed = style.isDashed
    if let mark = node.mark { style = PictureStyle(mark) }
    let colours = "fillcolor=\"\(style.fill)\", color=\"\(style.stroke)\""
    let label = "label=<\(label(node))>, penwidth=\(style.width)"
    return switch node.kind {
    case .start: "shape=circle, label=\"\", width=0.18, height=0.18, \(colours)"
    case .end: "shape=doublecircle, label=\"\", width=0.14, height=0.14, \(colours)"
    case .join: "shape=circle, label=\"\", width=0.1, height=0.1, \(colours)"
    case .choice: "shape=hexagon, margin=\"0.02,0.04\", \(label), \(colours)"
    case .wait, .succeed: "shape=box, style=\"filled,rounded\", \(label), \(colours)"
    case .pass, .task, .fail: "shape=box, \(label), \(colours)"
    case .fork: "shape=box, peripheries=2, \(label), \(colours)"
    case .missing:
      "shape=box, style=\"filled\(isDashed ? ",dashed" : "")\", \(label), \(colours)"
    }
  }

  /// The title in bold, and below it the detail, small.
  private static func label(_ node: PictureGraph.Node) -> String {
    let title = PictureText.lines(node.title, width: 28).map { "<B>\(filled($0))</B>" }
    guard !node.detail.isEmpty else { return title.joined(separator: "<BR/>") }
    let detail = PictureText.lines(node.detail, width: 36).map { line in
      "<FONT POINT-SIZE=\"9\" COLOR=\"#495057\">\(filled(line))</FONT>"
    }
    return (title + detail).joined(separator: "<BR/>")
  }

  /// Graphviz refuses an empty `<B>`.
  private static func filled(_ line: String) -> String {
    let escaped = escaped(line)
    return escaped.allSatisfy { $0 == " " } ? "&#160;" : escaped
  }

  private mutating func write(_ edge: PictureGraph.Edge) {
    var attributes: [String] = []
    // Blanks keep the label from the arrow.
    let label = edge.lines.map { " \(Self.escaped($0)) " }.joined(separator: "\\l")
    if !label.isEmpty { attributes.append("label=\"\(label)\\l\"") }
    if edge.isDashed { attributes.append("style=dashed, color=\"#c92a2a\", fontcolor=\"#c92a2a\"") }
    let joins = graph.nodes[edge.to].kind == .join
    if joins { attributes.append("arrowhead=none") }
    let list = attributes.isEmpty ? "" : " [\(attributes.joined(separator: ", "))]"
    text += "  \(graph.nodes[edge.from].id) -> \(graph.nodes[edge.to].id)\(list)\n"
  }

  /// For quoted strings and for HTML labels alike: Graphviz reads entities in both, and afterwards what a backslash
  /// means, as the node's own name for `\N`.
  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": escaped += "&#92;&#92;"
      case "&", "<", ">", "\"", "'", "{", "}", "|", "[", "]": escaped += "&#\(scalar.value);"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
