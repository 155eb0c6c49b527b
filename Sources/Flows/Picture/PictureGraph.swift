/// What is drawn of a flow, whatever it is written in: boxes, arrows, and frames around them.
struct PictureGraph: Sendable {
  var nodes: [Node] = []
  var edges: [Edge] = []
  var root = Group(id: "flow", title: nil)
  /// The places in `edges` of those that have labels.
  private var labelled: [Ends: Int] = [:]

  /// A box, by its place in `nodes`.
  struct Node: Sendable {
    /// A name of ASCII letters, digits and `_` that no other node or group has, and no language reserves.
    var id: String
    var kind: Kind
    /// Clean and short: see `PictureText`.
    var title: String
    /// What it does, clean and short; empty where the title says it.
    var detail = ""
    var mark: Mark?
  }

  enum Kind: String, Sendable, CaseIterable {
    case start, end, join, task, choice, pass, wait, succeed, fail
    /// Where the branches of a Parallel, or the items of a Map, begin.
    case fork
    /// What a transition names and the definition lacks.
    case missing
  }

  enum Mark: String, Sendable, CaseIterable { case current, visited }

  struct Edge: Sendable {
    var from: Int
    var to: Int
    /// Each is one reason to go there, clean and short.
    var labels: [String] = []
    /// Whether it is taken when something fails.
    var isDashed = false
  }

  /// A frame around a Parallel or Map, or around one of its branches.
  struct Group: Sendable {
    var id: String
    var title: String?
    var nodes: [Int] = []
    var groups: [Group] = []

    var isEmpty: Bool { nodes.isEmpty && groups.isEmpty }
  }

  /// Adds an arrow; a labelled one between boxes that have one already is one more label of that.
  mutating func connect(_ from: Int, _ to: Int, label: String? = nil, isDashed: Bool = false) {
    let edge = Edge(from: from, to: to, labels: label.map { [$0] } ?? [], isDashed: isDashed)
    guard let label else {
      edges.append(edge)
      return
    }
    let ends = Ends(from: from, to: to, isDashed: isDashed)
    if let known = labelled[ends] {
      edges[known].labels.append(label)
    } else {
      labelled[ends] = edges.count
      edges.append(edge)
    }
  }

  private struct Ends: Hashable {
    var from: Int
    var to: Int
    var isDashed: Bool
  }
}

extension PictureGraph.Edge {
  /// The labels that fit, one a line.
  var lines: [String] {
    let most = 5
    guard labels.count > most else { return labels }
    return labels.prefix(most - 1) + ["… \(labels.count - most + 1) more"]
  }
}
