internal import Foundation
internal import Understanding

/// The pairs of a table: rows of name, question and answer between tabs.
///
/// Several rows of one name are alternates of one pair, whose answer is the first row's.
struct PairTable {
  private(set) var pairs: [MatcherPair] = []
  /// What is wrong with it, as `file:line: message`, in the order of the lines.
  private(set) var faults: [String] = []

  /// Reads the table; a file that cannot be read is a fault too.
  init(path: String) {
    guard let bytes = FileManager.default.contents(atPath: path) else {
      faults.append("\(path): cannot be read; is it there?")
      return
    }
    var numbers: [String: Int] = [:]
    var rows = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    if rows.last?.isEmpty == true { rows.removeLast() }
    for (index, row) in rows.enumerated() {
      switch PairTable.columns(row.last == 0x0D ? row.dropLast() : row) {
      case .failure(let fault): faults.append("\(path):\(index + 1): \(fault.message)")
      case .success(let columns):
        if let known = numbers[columns[0]] {
          pairs[known].questions.append(columns[1])
        } else {
          numbers[columns[0]] = pairs.count
          pairs.append(MatcherPair(id: columns[0], questions: [columns[1]], answer: columns[2]))
        }
      }
    }
    if rows.isEmpty {
      faults.append("\(path):1: no rows; expected id, question and answer between tabs")
    }
  }

  private struct Fault: Error { var message: String }

  private static func columns(_ row: Data) -> Result<[String], Fault> {
    guard let text = String(validating: row, as: UTF8.self) else {
      return .failure(Fault(message: "not UTF-8"))
    }
    let columns = text.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    guard columns.count == 3 else {
      return .failure(
        Fault(
          message: "expected id, question and answer between tabs, found \(columns.count) columns"
        )
      )
    }
    if columns[0].isEmpty { return .failure(Fault(message: "the id is empty")) }
    if columns[1].isEmpty { return .failure(Fault(message: "the question is empty")) }
    return .success(columns)
  }
}
