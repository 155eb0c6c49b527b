internal import Foundation
internal import Ground

/// One execution to start, as a line of `rakel flow start --each FILE` says it.
struct FlowStart: Sendable {
  var flow: String
  /// What it is to be called; nil for a name of Rakel's own.
  var name: String?
  var input: JSON

  init(flow: String, name: String?, input: JSON) throws(UsageError) {
    if let name, !Self.isName(name) {
      throw UsageError("'\(name)' is no name: at most 80 letters a–z, digits, '-' and '_'")
    }
    self.flow = flow
    self.name = name
    self.input = input
  }

  /// Reads `{"flow": …, "name": …, "input": …}` on each line; empty lines do not count.
  static func each(of text: String) throws(UsageError) -> [FlowStart] {
    var starts: [FlowStart] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    where !line.allSatisfy(\.isWhitespace) {
      guard let json = try? JSON(parsing: String(line)), let flow = json["flow"]?.string else {
        throw UsageError("line \(index + 1) must be an object with a \"flow\"")
      }
      starts.append(
        try FlowStart(
          flow: flow,
          name: json["name"]?.string,
          input: json["input"] ?? .object(JSONObject())
        )
      )
    }
    return starts
  }

  /// What AWS allows, less the dots: those are for the items and branches inside.
  private static func isName(_ name: String) -> Bool {
    (1...80).contains(name.utf8.count)
      && name.utf8.allSatisfy {
        switch $0 {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
          true
        default: false
        }
      }
  }
}
