/// What the text of an intent's item says: an utterance with its labels, or a pattern.
struct ItemText {
  /// A labelled stretch, as written.
  struct Label {
    /// Without the `@`.
    var name: String
    /// Whether an `@` stands before the name: then it may be a role's.
    var hasMark: Bool
    var role: String
    var range: Range<Int>
  }

  /// A name in braces without a value, as written.
  struct Slot {
    var name: String
    var hasMark: Bool
    var role: String
  }

  /// What is wrong with the text, or will surprise its author.
  enum Fault: Hashable {
    /// A brace or equals sign where the reference parser breaks down.
    case unbalanced
    /// A label that the line, or the last one around it, closes.
    case unclosed
    case invalidName(String)
    case emptyValue(String)
    /// A second value of one label, which replaces the first.
    case secondValue(String)
    case emptyName
  }

  /// With labels' braces and names taken out, slots left in; trimmed.
  var text: CodeUnits
  var labels: [Label] = []
  var slots: [Slot] = []
  var faults: [Fault] = []

  /// The characters that no name of an intent or entity holds.
  static let invalidInNames: Set<Character> = ["<", ">", "*", "%", "&", ":", "\\", "$"]

  init(_ line: String) {
    var reader = ItemTextReader(CodeUnits(line))
    self = reader.read()
  }

  init(text: CodeUnits) { self.text = text }
}

/// Reads the text of an item in one pass; nesting costs memory only, no stack.
private struct ItemTextReader {
  private struct Open {
    enum State { case name, role, value, afterChild }
    var name: CodeUnits = []
    var role: CodeUnits = []
    var state = State.name
    var start = 0
    var firstLabel = 0
    var firstSlot = 0
    var hasValue = false
  }

  private let line: CodeUnits
  private let scanner: LineScanner
  private var item = ItemText(text: [])
  private var open: [Open] = []

  init(_ line: CodeUnits) {
    self.line = line
    scanner = LineScanner(line)
  }

  mutating func read() -> ItemText {
    var index = 0
    while index < line.count {
      let unit = line[index]
      if unit == Unit.backslash {
        index = escape(at: index)
      } else if unit == Unit.openBrace, let end = scanner.labelEnd(from: index) {
        trimStart()
        labels(index..<end)
        index = end
      } else {
        item.text.append(unit)
        index += 1
      }
    }
    trimStart()
    item.text = CodeUnits(item.text[...].trimmedEnd)
    clampLabels()
    return item
  }

  /// `\{` and `\}` are braces; `\\` is one backslash before a label; any other backslash stays.
  private mutating func escape(at index: Int) -> Int {
    guard index + 1 < line.count else {
      item.text.append(Unit.backslash)
      return index + 1
    }
    let next = line[index + 1]
    let isBrace = next == Unit.openBrace || next == Unit.closeBrace
    let isBeforeLabel =
      next == Unit.backslash && index + 2 < line.count && line[index + 2] == Unit.openBrace
      && scanner.labelEnd(from: index + 2) != nil
    if !isBrace && !isBeforeLabel { item.text.append(Unit.backslash) }
    item.text.append(next)
    return index + 2
  }

  private mutating func labels(_ range: Range<Int>) {
    var index = range.lowerBound
    while index < range.upperBound {
      let unit = line[index]
      if unit == Unit.backslash, index + 1 < range.upperBound,
        [Unit.openBrace, Unit.closeBrace, Unit.backslash].contains(line[index + 1])
      {
        append(line[index + 1])
        index += 2
        continue
      }
      switch unit {
      case Unit.openBrace: start()
      case Unit.closeBrace: close()
      case Unit.equals where open.last?.state != .value: value()
      case Unit.colon where open.last?.state == .name && !(open.last?.name.isEmpty ?? true):
        open[open.count - 1].state = .role
      default: append(unit)
      }
      index += 1
    }
    if !open.isEmpty { fault(.unclosed) }
    while !open.isEmpty { close() }
  }

  private mutating func start() {
    if let state = open.last?.state, state == .name || state == .role { fault(.unbalanced) }
    open.append(
      Open(
        start: item.text.count,
        firstLabel: item.labels.count,
        firstSlot: item.slots.count
      )
    )
  }

  private mutating func append(_ unit: UInt16) {
    guard let last = open.indices.last else {
      item.text.append(unit)
      return
    }
    switch open[last].state {
    case .name: open[last].name.append(unit)
    case .role: open[last].role.append(unit)
    case .value where unit == Unit.space && item.text.count == open[last].start: break
    case .value, .afterChild: item.text.append(unit)
    }
  }

  private mutating func value() {
    guard let last = open.indices.last else { return fault(.unbalanced) }
    if open[last].hasValue {
      fault(.secondValue(open[last].name[...].trimmed.text))
      item.text.removeSubrange(open[last].start...)
      item.labels.removeSubrange(open[last].firstLabel...)
      item.slots.removeSubrange(open[last].firstSlot...)
    }
    open[last].hasValue = true
    open[last].state = .value
  }

  private mutating func close() {
    guard let label = open.popLast() else { return fault(.unbalanced) }
    if let parent = open.indices.last, open[parent].hasValue { open[parent].state = .afterChild }
    let (name, hasMark) = Self.split(label.name)
    if name.contains(where: ItemText.invalidInNames.contains) {
      fault(.invalidName(name))
    }
    if name.isEmpty { fault(.emptyName) }
    let role = label.role[...].trimmed.text
    guard label.hasValue else {
      item.slots.append(ItemText.Slot(name: name, hasMark: hasMark, role: role))
      item.text.append(Unit.openBrace)
      item.text.append(contentsOf: label.name)
      if !label.role.isEmpty { item.text.append(Unit.colon) }
      item.text.append(contentsOf: label.role)
      item.text.append(Unit.closeBrace)
      return
    }
    if item.text.count == label.start { fault(.emptyValue(name)) }
    item.labels.append(
      ItemText.Label(
        name: name,
        hasMark: hasMark,
        role: role,
        range: label.start..<max(label.start, item.text.count)
      )
    )
  }

  private static func split(_ name: CodeUnits) -> (String, hasMark: Bool) {
    let trimmed = name[...].trimmed
    guard trimmed.first == Unit.at else { return (trimmed.text, false) }
    return (trimmed.dropFirst().trimmed.text, true)
  }

  private mutating func trimStart() {
    guard let first = item.text.first, first.isTrimmed else { return }
    let count = item.text.count - item.text[...].trimmedStart.count
    item.text.removeFirst(count)
    for index in item.labels.indices {
      let range = item.labels[index].range
      item.labels[index].range = max(0, range.lowerBound - count)..<max(0, range.upperBound - count)
    }
  }

  /// The reference trims the text after it has measured the labels; ours stay within it.
  private mutating func clampLabels() {
    let count = item.text.count
    for index in item.labels.indices where item.labels[index].range.upperBound > count {
      item.labels[index].range = min(count, item.labels[index].range.lowerBound)..<count
    }
  }

  private mutating func fault(_ fault: ItemText.Fault) {
    if item.faults.count < 10 { item.faults.append(fault) }
  }
}
