internal import Ground

/// The children of a learned entity while their lines are read.
///
/// Lines nest by four blanks or one tab a level.
struct ChildTree {
  private struct Node {
    var child: EntityChild
    var children: [Int] = []
    var index: [String: Int] = [:]
  }

  private var nodes = [Node(child: EntityChild(name: ""))]
  /// The last node of each level that may get children; the root is of level 0.
  private var parents = [0: 0]
  private var baseLevel: Int?

  /// Begins the items of another line for the same entity.
  mutating func startSection() {
    parents = [0: 0]
    baseLevel = nil
  }

  /// The tree.
  var children: [EntityChild] {
    // Children come after their parents, so that going backwards every subtree is ready before it is used.
    var built = nodes.map(\.child)
    for index in nodes.indices.reversed() {
      built[index].children = nodes[index].children.map { built[$0] }
    }
    return built[0].children
  }

  /// Adds the child that a line names.
  mutating func add(_ item: WrittenItem, _ faults: inout Faults) {
    let place = Place(file: item.place.file, line: item.place.line)
    guard let child = ChildLine.read(item.text, place: item.place), let level = item.level
    else {
      return faults.error(
        "lu.child-syntax",
        place,
        "'\(item.text)' is no part of an entity",
        hint: "write - @ TYPE NAME, perhaps with usesFeature FEATURE"
      )
    }
    let base = baseLevel ?? level
    baseLevel = base
    guard let parent = parents[level - base], level - base < Self.maximumDepth else {
      return faults.error(
        "lu.child-parent",
        place,
        "'\(item.text)' has no parent of type ml",
        hint: "indent it by four blanks more than its parent, which is an ml entity"
      )
    }
    let node: Int
    if let known = nodes[parent].index[child.name] {
      node = known
    } else {
      node = nodes.count
      nodes[parent].children.append(node)
      nodes[parent].index[child.name] = node
      nodes.append(Node(child: child))
    }
    if child.type.lowercased() == "ml" { parents[level - base + 1] = node }
  }

  /// Parts nested deeper than this are a fault.
  private static let maximumDepth = 64
}

/// Reads `@ TYPE NAME usesFeature a, b =`.
enum ChildLine {
  /// The child; nil where the line has another form.
  static func read(_ line: String, place: Place) -> EntityChild? {
    let units = CodeUnits(line)
    var rest = units[...].trimmed
    guard rest.first == Unit.at else { return nil }
    rest = rest.dropFirst().trimmedStart
    guard let type = name(&rest), rest.first == Unit.space else { return nil }
    rest = rest.dropFirst()
    guard let name = name(&rest) else { return nil }
    var features: [String] = []
    if rest.first == Unit.space, let after = label(rest.dropFirst()) {
      let end = after.firstIndex(of: Unit.equals) ?? after.endIndex
      features = after[..<end].list { $0 == Unit.comma || $0 == Unit.semicolon }.map(\.unquoted)
      rest = after[end...]
    }
    rest = rest.trimmed
    guard rest.isEmpty || rest.elementsEqual([Unit.equals]) else { return nil }
    let isLearned = ["ml", "simple"].contains(type.lowercased())
    return EntityChild(
      name: name,
      type: isLearned ? type.lowercased() : type,
      features: features,
      place: place
    )
  }

  private static func name(_ rest: inout ArraySlice<UInt16>) -> String? {
    guard let first = rest.first else { return nil }
    if first == Unit.quote || first == Unit.apostrophe {
      guard let close = rest.dropFirst().firstIndex(of: first), close > rest.startIndex + 1 else {
        return nil
      }
      defer { rest = rest[(close + 1)...] }
      return rest[(rest.startIndex + 1)..<close].text
    }
    let isEnd = { (unit: UInt16) in
      unit == Unit.space || unit == Unit.apostrophe || unit == Unit.quote || unit == Unit.equals
    }
    let end = rest.firstIndex(where: isEnd) ?? rest.endIndex
    guard end > rest.startIndex else { return nil }
    defer { rest = rest[end...] }
    return rest[..<end].trimmed.text
  }

  private static func label(_ rest: ArraySlice<UInt16>) -> ArraySlice<UInt16>? {
    for word in ["usesFeatures ", "usesFeature ", "useFeatures ", "useFeature "] {
      let lower = word.replacing("F", with: "f")
      if rest.starts(with: word.utf16) || rest.starts(with: lower.utf16) {
        return rest.dropFirst(word.utf16.count)
      }
    }
    return nil
  }
}
