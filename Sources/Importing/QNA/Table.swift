/// The cells of an export that is a table: its header and the rows below it.
struct Table {
  let file: String
  /// In lower case.
  let header: [String]
  let rows: [Row]

  struct Row {
    /// In the file, from 1.
    var line: Int
    var cells: [String]
  }

  /// - Parameter rows: all of them, the header first.
  init(file: String, _ rows: [Row]) {
    self.file = file
    header = (rows.first?.cells ?? []).map { $0.oneLine.lowercased() }
    self.rows = Array(rows.dropFirst())
  }

  /// The columns with these names; nil where there is none.
  func column(_ name: String) -> Int? { header.firstIndex(of: name) }

  /// A cell; empty where the row is shorter or the column is missing.
  func cell(_ row: Row, _ column: Int?) -> String {
    guard let column, column < row.cells.count else { return "" }
    return row.cells[column]
  }

  func place(_ row: Row) -> String { "line \(row.line)" }
}

extension Table {
  /// Reads tab-separated values.
  ///
  /// QnA Maker quotes nothing, Excel quotes a cell that holds a quotation mark, a tab or a line end: a cell between
  /// quotation marks is unquoted where one of these is in it.
  init(tsv bytes: [UInt8], file: String) throws(ImportError) {
    var reader = TSVReader(bytes: bytes, file: file)
    self.init(file: file, try reader.rows())
  }
}

private struct TSVReader {
  let bytes: [UInt8]
  let file: String
  private var position = 0
  private var line = 1

  init(bytes: [UInt8], file: String) {
    self.bytes = bytes
    self.file = file
  }

  mutating func rows() throws(ImportError) -> [Table.Row] {
    var rows: [Table.Row] = []
    while position < bytes.count {
      let start = line
      let cells = row()
      guard cells.count <= 1_000 else {
        throw ImportError(file: file, at: .init(line: start), "a row of more than 1000 cells")
      }
      if cells.contains(where: { !$0.isEmpty }) {
        rows.append(Table.Row(line: start, cells: cells))
      }
    }
    return rows
  }

  private mutating func row() -> [String] {
    var cells: [String] = []
    while true {
      cells.append(quoted() ?? bare())
      guard position < bytes.count else { return cells }
      let end = bytes[position]
      position += 1
      if end == 0x09 { continue }
      if end == 0x0D, position < bytes.count, bytes[position] == 0x0A { position += 1 }
      line += 1
      return cells
    }
  }

  private mutating func bare() -> String {
    let start = position
    while position < bytes.count, bytes[position] != 0x09, bytes[position] != 0x0A,
      bytes[position] != 0x0D
    {
      position += 1
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  /// A cell that only makes sense between quotation marks.
  private mutating func quoted() -> String? {
    guard position < bytes.count, bytes[position] == 0x22 else { return nil }
    var text: [UInt8] = []
    var index = position + 1
    var needsQuotes = false
    var lines = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x22 {
        guard index + 1 < bytes.count, bytes[index + 1] == 0x22 else { break }
        needsQuotes = true
        index += 1
      } else if byte == 0x09 || byte == 0x0A || byte == 0x0D {
        needsQuotes = true
        if byte == 0x0A { lines += 1 }
        // A cell as long as this never was one; reading on for each such cell would be quadratic.
        if lines > 1_000 { return nil }
      }
      text.append(byte)
      index += 1
    }
    let isClosed = index < bytes.count
    let after = index + 1
    let endsCell = isClosed && (after == bytes.count || [0x09, 0x0A, 0x0D].contains(bytes[after]))
    guard needsQuotes, endsCell else { return nil }
    position = after
    line += lines
    return String(decoding: text, as: UTF8.self)
  }
}
