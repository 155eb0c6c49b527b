internal import Foundation
internal import Understanding

/// The examples of a table: rows of label and utterance between tabs.
struct ExampleTable {
  private(set) var examples: [Example] = []
  /// What is wrong with it, as `file:line: message`, in the order of the lines.
  private(set) var faults: [String] = []

  /// Reads the table; a file that cannot be read is a fault too.
  init(path: String) {
    guard let bytes = FileManager.default.contents(atPath: path) else {
      faults.append("\(path): cannot be read; is it there?")
      return
    }
    var rows = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    if rows.last?.isEmpty == true { rows.removeLast() }
    examples.reserveCapacity(rows.count)
    for (index, row) in rows.enumerated() {
      do throws(Fault) {
        examples.append(try ExampleTable.example(row.last == 0x0D ? row.dropLast() : row))
      } catch {
        faults.append("\(path):\(index + 1): \(error.message)")
      }
    }
    if rows.isEmpty { faults.append("\(path):1: no rows; expected label and utterance") }
  }

  private struct Fault: Error { var message: String }

  private static func example(_ row: Data) throws(Fault) -> Example {
    guard let text = String(validating: row, as: UTF8.self) else {
      throw Fault(message: "not UTF-8")
    }
    let columns = text.split(separator: "\t", omittingEmptySubsequences: false)
    guard columns.count == 2 else {
      let found = "found \(columns.count) column\(columns.count == 1 ? "" : "s")"
      throw Fault(message: "expected label and utterance with a tab between, \(found)")
    }
    if columns[0].isEmpty { throw Fault(message: "the label is empty") }
    if columns[1].isEmpty { throw Fault(message: "the utterance is empty") }
    return Example(label: String(columns[0]), text: String(columns[1]))
  }
}
