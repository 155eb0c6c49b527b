/// A workbook of Excel (ECMA-376), read for the texts of one sheet.
struct Workbook {
  private let archive: Archive
  private let file: String
  private var strings: [String] = []

  /// The sheets that QnA Maker writes; else the first is read.
  private static let sheetNames = ["qnas", "kb-exported-content"]
  private static let maximumColumn = 1_000
  private static let maximumCells = 2_000_000

  /// The rows of the sheet that holds the export, empty ones left out.
  static func rows(_ bytes: [UInt8], file: String) throws(ImportError) -> [Table.Row] {
    var workbook = Workbook(archive: try Archive(bytes, file: file), file: file)
    guard workbook.archive.names.contains("xl/workbook.xml") else {
      throw ImportError(file: file, "is an archive and no workbook; unpack it and import its files")
    }
    try workbook.readStrings()
    return try workbook.rows(of: try workbook.sheetPath())
  }

  private init(archive: Archive, file: String) {
    self.archive = archive
    self.file = file
  }

  private func tokens(_ path: String) throws(ImportError) -> XMLTokens? {
    let data = try archive.member(path)
    return data.map { XMLTokens($0, file: file) }
  }

  /// The member that holds the sheet.
  private func sheetPath() throws(ImportError) -> String {
    var sheets: [(name: String, id: String)] = []
    if var tokens = try tokens("xl/workbook.xml") {
      while let token = try tokens.next() {
        guard case .start("sheet", let attributes) = token else { continue }
        sheets.append((attributes["name"]?.lowercased() ?? "", attributes["id"] ?? ""))
      }
    }
    let chosen = sheets.first { Self.sheetNames.contains($0.name) } ?? sheets.first
    if let chosen, var tokens = try tokens("xl/_rels/workbook.xml.rels") {
      while let token = try tokens.next() {
        guard case .start("Relationship", let attributes) = token, attributes["Id"] == chosen.id,
          let target = attributes["Target"]
        else { continue }
        let path = target.hasPrefix("/") ? String(target.dropFirst()) : "xl/\(target)"
        if archive.names.contains(path) { return path }
      }
    }
    let first = "xl/worksheets/sheet1.xml"
    guard archive.names.contains(first) else {
      throw ImportError(file: file, "is a workbook without a sheet")
    }
    return first
  }

  /// The texts that cells refer to by number.
  private mutating func readStrings() throws(ImportError) {
    guard var tokens = try tokens("xl/sharedStrings.xml") else { return }
    var text = CellText()
    while let token = try tokens.next() {
      if case .start("si", _) = token { text = CellText() }
      text.take(token)
      if case .end("si") = token { strings.append(text.value) }
    }
  }

  private func rows(of path: String) throws(ImportError) -> [Table.Row] {
    guard var tokens = try tokens(path) else { return [] }
    var rows: [Table.Row] = []
    var row = Table.Row(line: 0, cells: [])
    var text = CellText()
    var kind = ""
    var column = 0
    var count = 0
    while let token = try tokens.next() {
      switch token {
      case .start("row", let attributes):
        row = Table.Row(line: attributes["r"].flatMap(Int.init) ?? row.line + 1, cells: [])
      case .start("c", let attributes):
        text = CellText()
        kind = attributes["t"] ?? ""
        column = attributes["r"].flatMap(Self.column) ?? row.cells.count
      case .end("c"):
        count += 1
        guard column < Self.maximumColumn, count <= Self.maximumCells else {
          throw ImportError(file: file, "is a workbook with too many cells")
        }
        while row.cells.count <= column { row.cells.append("") }
        row.cells[column] = try value(text.value, kind)
      case .end("row"):
        if row.cells.contains(where: { !$0.isEmpty }) { rows.append(row) }
      default: text.take(token)
      }
    }
    return rows
  }

  private func value(_ text: String, _ kind: String) throws(ImportError) -> String {
    switch kind {
    case "s":
      guard let index = Int(text), strings.indices.contains(index) else {
        throw ImportError(file: file, "is a workbook with a cell whose text is missing")
      }
      return strings[index]
    case "b": return text == "1" ? "True" : "False"
    default: return text
    }
  }

  /// The column in a cell's name, from 0: `B7` is 1.
  private static func column(_ name: String) -> Int? {
    var column = 0
    for byte in name.utf8.prefix(while: { (0x41...0x5A).contains($0) }).prefix(4) {
      column = column * 26 + Int(byte - 0x40)
    }
    return column == 0 ? nil : column - 1
  }
}

/// Collects the text of a cell: its value or its runs, without the hints on how to say it.
private struct CellText {
  private(set) var value = ""
  private var isText = false
  private var isHint = false

  mutating func take(_ token: XMLTokens.Token) {
    switch token {
    case .start("t", _), .start("v", _): isText = true
    case .end("t"), .end("v"): isText = false
    case .start("rPh", _): isHint = true
    case .end("rPh"): isHint = false
    case .text(let text) where isText && !isHint: value += text
    default: break
    }
  }
}
