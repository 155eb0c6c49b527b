internal import Ground

/// A regular expression, as `=~` of a filter takes it, matched in time linear in the text.
///
/// Of Java's syntax it knows literals, `.`, classes, `\d \w \s` and their opposites, groups, `|`, `^`, `$`
/// and the greedy and reluctant quantifiers. Back references and assertions, which no such matcher can do,
/// are refused when it is read.
struct Pattern: Sendable {
  /// One instruction of Thompson's machine (Pike's variant without captures).
  enum Instruction: Sendable {
    case scalar(ScalarSet)
    case jump(Int)
    case split(Int, Int)
    case atStart
    case atEnd
    case accept
  }

  let instructions: [Instruction]

  /// Reads a pattern.
  ///
  /// - Parameter flags: `i` for any case, `s` lets `.` match line ends, `u` is taken for granted.
  init(_ source: ArraySlice<UInt8>, flags: ArraySlice<UInt8>) throws(PatternFault) {
    var compiler = PatternCompiler(source, flags: flags)
    instructions = try compiler.compile()
  }

  /// Whether the whole of a text matches; numbers and booleans are matched as they are written (Jayway).
  func matches(_ value: JSON) -> Bool {
    switch value {
    case .string(let text): matches(text)
    case .integer, .double, .bool: matches(value.text)
    default: false
    }
  }

  /// The steps that matching takes at most.
  func cost(of value: JSON) -> Int { instructions.count * (value.string?.utf8.count ?? 1) }

  private func matches(_ text: String) -> Bool {
    let scalars = Array(text.unicodeScalars)
    var now = Threads(count: instructions.count)
    var next = Threads(count: instructions.count)
    add(0, to: &now, at: 0, of: scalars.count)
    for (index, scalar) in scalars.enumerated() {
      next.removeAll()
      for thread in now.places {
        if case .scalar(let set) = instructions[thread], set.contains(scalar) {
          add(thread + 1, to: &next, at: index + 1, of: scalars.count)
        }
      }
      if next.places.isEmpty { return false }
      swap(&now, &next)
    }
    return now.places.contains { if case .accept = instructions[$0] { true } else { false } }
  }

  /// Follows what takes no scalar, on a stack of its own: patterns may chain thousands of jumps.
  private func add(_ start: Int, to threads: inout Threads, at position: Int, of count: Int) {
    var pending = [start]
    while let place = pending.popLast() {
      guard threads.insert(place) else { continue }
      switch instructions[place] {
      case .jump(let target): pending.append(target)
      case .split(let first, let second):
        pending.append(second)
        pending.append(first)
      case .atStart: if position == 0 { pending.append(place + 1) }
      case .atEnd: if position == count { pending.append(place + 1) }
      case .scalar, .accept: break
      }
    }
  }

  /// The instructions that are waiting, each once.
  private struct Threads {
    private(set) var places: [Int] = []
    private var isIn: [Bool]

    init(count: Int) { isIn = Array(repeating: false, count: count) }

    mutating func insert(_ place: Int) -> Bool {
      guard !isIn[place] else { return false }
      isIn[place] = true
      places.append(place)
      return true
    }

    mutating func removeAll() {
      for place in places { isIn[place] = false }
      places.removeAll(keepingCapacity: true)
    }
  }
}

/// Why a regular expression cannot be read, and at which of its bytes.
struct PatternFault: Error {
  var message: String
  var offset: Int
}
