internal import Ground

/// What an export looks like; the one place that tells formats apart.
enum ExportShape {
  case luisApp(Field)
  case luisTest(Field)
  case cluProject(Field)
  /// Questions and answers as JSON.
  case pairs(Field)
  /// Questions and answers, or synonyms, as a table.
  case table(Table)
  /// The text of a YAML file.
  case rasa([UInt8])

  /// The shape of an export, which must be one of `format` where that is given.
  static func of(_ export: Export, _ format: ExportFormat?) throws(ImportError) -> ExportShape {
    let shape = try shape(of: export, format)
    guard let format, !shape.formats.contains(format) else { return shape }
    let formats = shape.formats.map(\.rawValue).joined(separator: " or ")
    throw ImportError(
      file: export.file,
      "is no export of '\(format.rawValue)'; it looks like \(formats)"
    )
  }

  private var formats: [ExportFormat] {
    switch self {
    case .luisApp, .luisTest: [.luis]
    case .cluProject: [.clu]
    case .pairs, .table: [.qnamaker, .cqa]
    case .rasa: [.rasa]
    }
  }

  private static func shape(
    of export: Export,
    _ format: ExportFormat?
  ) throws(ImportError) -> ExportShape {
    let file = export.file
    if export.bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      return .table(Table(file: file, try Workbook.rows(export.bytes, file: file)))
    }
    if export.bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      throw ImportError(
        file: file,
        "is an old Excel workbook; save it as .xlsx or tab-separated text"
      )
    }
    let text = try ExportText.utf8(export.bytes, file: file)
    guard let start = text.firstIndex(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) else {
      throw ImportError(file: file, "is empty")
    }
    try refuseLink(text[start...], file: file)
    if format == .rasa { return .rasa(text) }
    if text[start] == UInt8(ascii: "{") || text[start] == UInt8(ascii: "[") {
      return try json(text, file: file, format)
    }
    let lineEnd = text[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? text.endIndex
    let line = String(decoding: text[start..<lineEnd], as: UTF8.self).lowercased()
    let isTable = line.contains("\t") || line.oneLine == "synonyms"
    if isTable || format == .qnamaker || format == .cqa {
      return .table(try Table(tsv: text, file: file))
    }
    if holdsTrainingData(text) { return .rasa(text) }
    throw ImportError(
      file: file,
      "is no export that is known: JSON, tab-separated text, XLSX or Rasa's YAML"
    )
  }

  /// A file that only says where to find the export.
  private static func refuseLink(_ text: ArraySlice<UInt8>, file: String) throws(ImportError) {
    let start = String(decoding: text.prefix(64), as: UTF8.self).lowercased()
    let isShortcut = start.hasPrefix("[internetshortcut]")
    let isAddress = start.hasPrefix("http://") || start.hasPrefix("https://")
    if isShortcut || (isAddress && text.count < 4_096 && !text.contains(0x09)) {
      throw ImportError(file: file, "holds only an address; save what is there and import that")
    }
  }

  private static func json(
    _ text: [UInt8],
    file: String,
    _ format: ExportFormat?
  ) throws(ImportError) -> ExportShape {
    let value: JSON
    do {
      value = try JSON(parsing: text, maximumDepth: 64)
    } catch {
      throw ImportError(file: file, error)
    }
    let root = Field(root: value, file: file)
    let keys = Set(
      (value.array?.first?.object?.keys ?? value.object?.keys ?? []).map { $0.lowercased() }
    )
    let has = { (names: [String]) in names.contains { keys.contains($0) } }
    if root.isArray {
      if has(["questions", "answer"]) { return .pairs(root) }
      if has(["intent"]) || format == .luis { return .luisTest(root) }
    } else if has(["luis_schema_version"]) {
      return .luisApp(root)
    } else if has(["labeledtestsetutterances"]) {
      return .luisTest(root)
    } else if has(["qnalist", "qnadocuments", "qnapairs", "qnas", "wordalterations"]) {
      return .pairs(root)
    } else if has(["assets"]) {
      return try assets(root)
    } else if has(["intents", "utterances", "closedlists", "patternanyentities"]) {
      return .luisApp(root)
    }
    throw ImportError(
      file: file,
      "is JSON, but no export that is known: nothing in it says what it is"
    )
  }

  private static func assets(_ root: Field) throws(ImportError) -> ExportShape {
    let assets = try root.member("assets")
    guard assets.isObject else { throw assets.error("expected an object") }
    let keys = Set(assets.keys.map { $0.lowercased() })
    if keys.contains("qnas") || keys.contains("synonyms") { return .pairs(root) }
    if keys.contains("intents") || keys.contains("utterances") { return .cluProject(root) }
    throw assets.error("holds neither utterances nor questions")
  }

  /// Whether a line starts with `nlu:`, or with `version:` as Rasa's files do.
  private static func holdsTrainingData(_ text: [UInt8]) -> Bool {
    let marks = ["nlu:", "version:", "\"nlu\":", "'nlu':"].map { Array($0.utf8) }
    return text.split(separator: 0x0A).contains { line in
      marks.contains { line.starts(with: $0) }
    }
  }
}
