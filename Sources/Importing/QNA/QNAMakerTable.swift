internal import Authoring
internal import Ground

/// A knowledge base as a table: one row for each question, of QnA Maker and Custom Question Answering alike.
struct QNAMakerTable {
  private let table: Table
  private var base = KnowledgeBase()
  private var pairs: [ExportedPair] = []
  private var indices: [Key: Int] = [:]

  /// What rows of one pair have in common.
  private enum Key: Hashable {
    case id(Int)
    case content([String])
  }

  /// Reads a table with the columns `Question` and `Answer`, or one of synonyms.
  static func imported(_ table: Table) throws(ImportError) -> Imported {
    if table.header.first == "synonyms" { return SynonymTable.imported(table) }
    guard table.column("question") != nil, table.column("answer") != nil else {
      throw ImportError(
        file: table.file,
        at: .init(line: 1),
        "the header names no columns 'Question' and 'Answer', so this is no table of pairs"
      )
    }
    var reader = QNAMakerTable(table)
    return try reader.read()
  }

  private init(_ table: Table) { self.table = table }

  private mutating func read() throws(ImportError) -> Imported {
    for row in table.rows { try read(row) }
    for pair in pairs { base.add(pair) }
    let known: Set<String> = [
      "question", "answer", "source", "metadata", "suggestedquestions", "iscontextonly", "prompts",
      "qnaid", "sourcedisplayname", "",
    ]
    for name in table.header where !known.contains(name) {
      base.losses.report("the column '\(name)' is left out")
    }
    let file = QNAFile(pairs: base.pairs())
    return Imported(qna: file, warnings: base.losses.lines)
  }

  private mutating func read(_ row: Table.Row) throws(ImportError) {
    let question = cell(row, "question")
    let answer = cell(row, "answer")
    if question.lowercased() == "question" && answer.lowercased() == "answer" {
      return base.losses.count("a row that repeats the header is left out", at: table.place(row))
    }
    if try hasItems(row, "suggestedquestions") {
      base.losses.count("suggestions of active learning are left out", at: table.place(row))
    }
    let id = Int(cell(row, "qnaid").oneLine)
    let source = cell(row, "source")
    let metadata = cell(row, "metadata")
    let key: Key = id.map { .id($0) } ?? .content([answer, source, metadata])
    if let index = indices[key] {
      pairs[index].questions.append(question)
      return
    }
    indices[key] = pairs.count
    var pair = ExportedPair(id: id, source: source, questions: [question], answer: answer)
    pair.place = table.place(row)
    for part in metadata.split(separator: "|") {
      let halves = part.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      pair.metadata.append((String(halves[0]), halves.count > 1 ? String(halves[1]) : ""))
    }
    pair.isContextOnly = cell(row, "iscontextonly").lowercased() == "true"
    pair.prompts = try prompts(row)
    pairs.append(pair)
  }

  private func prompts(_ row: Table.Row) throws(ImportError) -> [ExportedPrompt] {
    guard let list = try json(row, "prompts") else { return [] }
    var prompts: [ExportedPrompt] = []
    do {
      for (index, prompt) in try list.items().enumerated() {
        let order = try prompt.member("displayOrder")
        prompts.append(
          ExportedPrompt(
            order: order.isNull ? index : try order.requiredInteger(),
            target: try prompt.member("qnaId").requiredInteger(),
            display: try prompt.member("displayText").text() ?? ""
          )
        )
      }
    } catch {
      throw ImportError(
        file: table.file,
        at: .init(line: row.line),
        "the cell 'prompts': \(error.message)"
      )
    }
    return prompts
  }

  private func hasItems(_ row: Table.Row, _ column: String) throws(ImportError) -> Bool {
    guard let list = try json(row, column) else { return false }
    return try !list.items().isEmpty
  }

  /// A cell that holds JSON; nil where it is empty.
  private func json(_ row: Table.Row, _ column: String) throws(ImportError) -> Field? {
    let text = table.cell(row, table.column(column))
    guard !text.oneLine.isEmpty else { return nil }
    do {
      return Field(root: try JSON(parsing: text, maximumDepth: 32), file: table.file)
    } catch {
      throw ImportError(
        file: table.file,
        at: .init(line: row.line),
        "the cell '\(column)' is not valid JSON: \(error.message)"
      )
    }
  }

  /// A cell with line ends and tabs written out.
  private func cell(_ row: Table.Row, _ column: String) -> String {
    table.cell(row, table.column(column))
      .replacing("\\r\\n", with: "\n").replacing("\\n", with: "\n").replacing("\\t", with: "\t")
  }
}

/// A table of synonyms: one column, a quoted list on each row.
enum SynonymTable {
  static func imported(_ table: Table) -> Imported {
    var losses = Losses()
    var synonyms = Synonyms()
    for row in table.rows {
      // Excel may have cut the list into cells.
      let list = row.cells.filter { !$0.isEmpty }.joined(separator: ",")
      synonyms.add(words(list), at: table.place(row), &losses)
    }
    return Imported(qna: QNAFile(alterations: synonyms.groups), warnings: losses.lines)
  }

  /// The parts between commas, each perhaps between quotation marks.
  private static func words(_ list: String) -> [String] {
    var words: [String] = []
    var word = ""
    var isQuoted = false
    for character in list {
      switch character {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted:
        words.append(word)
        word = ""
      default: word.append(character)
      }
    }
    return words + [word]
  }
}
