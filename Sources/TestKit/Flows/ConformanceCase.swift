internal import Foundation
package import Ground
internal import StatesLanguage

/// A state machine, an input, and what must come of it: a case of `asl-cases.json` or of the executions recorded on AWS.
package struct ConformanceCase: Sendable {
  package let name: String
  package let group: String
  /// The definition, as JSON text.
  package let definition: String
  package let input: JSON
  /// Answers in place of connectors, by state; nil where there are none.
  package let mock: JSON?
  private let expected: JSON

  /// The cases in a file of the shared folder; none where it is missing.
  package static func all(in path: String) -> [ConformanceCase] {
    guard let data = try? Data(contentsOf: Shared.root.appending(path: path)),
      let cases = try? JSON(parsing: [UInt8](data)).array
    else { return [] }
    return cases.map(ConformanceCase.init)
  }

  private init(_ json: JSON) {
    name = json["name"]?.string ?? ""
    group = json["group"]?.string ?? ""
    definition = json["definition"]?.text ?? ""
    input = json["input"] ?? .null
    mock = json["mock"]
    expected = json["expected"] ?? .null
  }

  /// Whether the check finds a fault in the definition.
  package var isRefused: Bool {
    StateMachineCheck(text: definition, file: name).faults.contains { $0.severity == .error }
  }

  /// Why an outcome is not the one that must come, by the rules that the cases came with; nil where it is.
  ///
  /// A null there stands for nothing; the waits of a definition that is refused are those that stand in its text, which
  /// no execution comes to.
  /// - Parameter outcome: `status` with `output`, or `error` and `cause`, and `waits` in seconds.
  package func objection(to outcome: JSON) -> String? {
    let accepted = expected["accept"]?.array ?? []
    guard let status = outcome["status"], let due = expected["status"] else { return "no status" }
    guard status == due else {
      return accepted.contains(status) ? nil : "\(outcome.text) instead of \(due.text)"
    }
    switch due {
    case "SUCCEEDED":
      guard let output = outcome["output"], Self.isEqual(output, expected["output"] ?? .null)
      else { return "\(outcome["output"]?.text ?? "nothing") instead of \(expected.text)" }
    case "INVALID": return nil
    default:
      let error = outcome["error"] ?? .null
      guard error == expected["error"] ?? .null || accepted.contains(error)
      else { return "error \(outcome["error"]?.text ?? "none") instead of \(expected.text)" }
      let cause = outcome["cause"] ?? .null
      guard expected["cause"] == nil || cause == expected["cause"] else {
        return "cause \(outcome["cause"]?.text ?? "none") instead of \(expected.text)"
      }
    }
    return objection(toWaits: outcome["waits"])
  }

  private func objection(toWaits waits: JSON?) -> String? {
    guard let due = expected["waits"] else { return nil }
    let seconds = Self.seconds(waits)
    return seconds == Self.seconds(due) ? nil : "waits \(seconds) instead of \(due.text)"
  }

  private static func seconds(_ waits: JSON?) -> [Double] {
    (waits?.array ?? []).compactMap(\.double).filter { $0 > 0 }.sorted()
  }

  /// Equality where 1 is 1.0.
  private static func isEqual(_ left: JSON, _ right: JSON) -> Bool {
    switch (left, right) {
    case (.array(let left), .array(let right)):
      return left.count == right.count && zip(left, right).allSatisfy { isEqual($0, $1) }
    case (.object(let left), .object(let right)):
      return left.count == right.count
        && left.keys.allSatisfy { key in
          isEqual(left[key] ?? .null, right[key] ?? .null) && right[key] != nil
        }
    default:
      guard let left = left.double, let right = right.double else { return left == right }
      return left == right
    }
  }
}
