/// A value of a YAML text and where it stands.
struct YAMLNode: Sendable, Hashable {
  indirect enum Value: Sendable, Hashable {
    /// `isLiteral` where it is a block whose lines are kept (`|`).
    case scalar(String, isLiteral: Bool)
    case sequence([YAMLNode])
    case mapping([Member])
  }

  struct Member: Sendable, Hashable {
    var key: String
    var value: YAMLNode
  }

  var value: Value
  var mark: YAMLMark

  /// The member with that key; nil where this is no mapping or has none.
  subscript(key: String) -> YAMLNode? { members.first { $0.key == key }?.value }

  var members: [Member] { if case .mapping(let members) = value { members } else { [] } }

  /// The items of a sequence, else nil.
  var items: [YAMLNode]? { if case .sequence(let items) = value { items } else { nil } }

  /// The text of a scalar, else nil.
  var text: String? { if case .scalar(let text, _) = value { text } else { nil } }

  var isLiteral: Bool { if case .scalar(_, true) = value { true } else { false } }
}

/// Builds the value from the events.
///
/// An alias is the value of its anchor once more. The size with all of them written out is bounded, so that nine
/// lines cannot mean a billion values.
struct YAMLTree {
  /// How many values a text may have with its aliases written out.
  static let maximumSize = 2_000_000

  private let events: [YAMLEvent]
  private let file: String
  private var position = 0
  private var size = 0
  private var anchors: [String: (node: YAMLNode, size: Int)] = [:]

  /// Reads the one document in `bytes`, which are UTF-8; nil where it is empty.
  static func read(_ bytes: [UInt8], file: String) throws(ImportError) -> YAMLNode? {
    var tree = YAMLTree(events: try YAMLEvents.read(bytes, file: file), file: file)
    return tree.events.isEmpty ? nil : try tree.node()
  }

  private init(events: [YAMLEvent], file: String) {
    self.events = events
    self.file = file
  }

  /// The next value; the reader of events bounds how deep this goes.
  private mutating func node() throws(ImportError) -> YAMLNode {
    let event = position < events.count ? events[position] : .end
    position += 1
    let start = size
    switch event {
    case .scalar(let text, let anchor, let isLiteral, let mark):
      try grow(by: 1, mark)
      return keep(YAMLNode(value: .scalar(text, isLiteral: isLiteral), mark: mark), anchor, start)
    case .alias(let name, let mark):
      guard let (node, size) = anchors[name] else {
        throw fault(mark, "the alias '*\(name)' has no anchor before it")
      }
      try grow(by: size, mark)
      return node
    case .sequence(let anchor, let mark):
      try grow(by: 1, mark)
      var items: [YAMLNode] = []
      while try !ended() { items.append(try node()) }
      return keep(YAMLNode(value: .sequence(items), mark: mark), anchor, start)
    case .mapping(let anchor, let mark):
      try grow(by: 1, mark)
      var members: [YAMLNode.Member] = []
      while try !ended() {
        let key = try node()
        guard let text = key.text else { throw fault(key.mark, "a key that is no text") }
        members.append(YAMLNode.Member(key: text, value: try node()))
      }
      return keep(YAMLNode(value: .mapping(members), mark: mark), anchor, start)
    case .end:
      throw ImportError(file: file, "the YAML ends too early")
    }
  }

  /// Goes past the end of a collection where it is next.
  private mutating func ended() throws(ImportError) -> Bool {
    guard position < events.count else { throw ImportError(file: file, "the YAML ends too early") }
    guard events[position] == .end else { return false }
    position += 1
    return true
  }

  private mutating func keep(_ node: YAMLNode, _ anchor: String?, _ start: Int) -> YAMLNode {
    if let anchor { anchors[anchor] = (node, size - start) }
    return node
  }

  private mutating func grow(by count: Int, _ mark: YAMLMark) throws(ImportError) {
    size += count
    if size > Self.maximumSize {
      throw fault(mark, "more than \(Self.maximumSize) values with all aliases written out")
    }
  }

  private func fault(_ mark: YAMLMark, _ message: String) -> ImportError {
    ImportError(file: file, at: .init(line: mark.line, column: mark.column), message)
  }
}
