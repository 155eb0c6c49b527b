import Ground
import StatesLanguage

/// A definition in which `▸` marks where its one fault is.
struct Marked: Sendable, CustomStringConvertible {
  let code: String
  let path: String
  let text: String
  let line: Int
  let column: Int

  var description: String { "\(code) \(text)" }

  init(_ code: String, _ path: String, _ marked: String) {
    self.code = code
    self.path = path
    let before = marked.prefix { $0 != "▸" }
    let lines = before.split(separator: "\n", omittingEmptySubsequences: false)
    line = lines.count
    column = (lines.last?.utf16.count ?? 0) + 1
    text = String(before) + marked.dropFirst(before.count + 1)
  }

  /// One state, `A`, as a whole definition.
  static func state(_ code: String, _ path: String, _ state: String) -> Marked {
    Marked(code, "$.States.A\(path)", "{\"StartAt\": \"A\", \"States\": {\n  \"A\": \(state)}}")
  }

  /// The same with the mark before the state's name.
  static func lacking(_ code: String, _ state: String) -> Marked {
    Marked(code, "$.States.A", "{\"StartAt\": \"A\", \"States\": {\n  ▸\"A\": \(state)}}")
  }

  /// What the checker says, each fault as `line:column code path`.
  func found(connectors: ResourceCatalogue? = nil, cards: Set<String>? = nil) -> [String] {
    StateMachineCheck(text: text, file: "f", connectors: connectors, cards: cards).faults.map {
      "\($0.line):\($0.column) \($0.code) \($0.message.prefix { $0 != " " })"
    }
  }

  var expected: [String] { ["\(line):\(column) asl.\(code) \(path):"] }
}
