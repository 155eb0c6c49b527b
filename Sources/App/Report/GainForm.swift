internal import Helpdesk

/// In which form a report on what was saved is given.
enum GainForm: Sendable {
  case markdown, csv
  /// An SVG in the file of that path.
  case picture(String)

  /// What the command line says, with the path.
  static let usage = "--markdown | --csv | --json | --svg FILE"

  /// Takes it from the words of the command line; Markdown unless told.
  init(_ arguments: inout Arguments) throws(UsageError) {
    let (isTable, isText) = (arguments.flag("csv"), arguments.flag("markdown"))
    let picture = try arguments.option("svg")
    guard [isTable, isText, picture != nil].count(where: { $0 }) <= 1 else {
      throw UsageError("one of --markdown, --csv and --svg")
    }
    self = picture.map(Self.picture) ?? (isTable ? .csv : .markdown)
  }

  /// What to print, and the file to write.
  ///
  /// - Parameter title: the campaign's; nil for everything.
  func answer(_ report: GainReport, title: String?, words: PrintWords) -> Answer {
    let text = GainText(report: report, title: title, words: words)
    switch self {
    case .markdown: return Answer(lines: text.markdown, json: text.json)
    case .csv: return Answer(lines: text.table, json: text.json)
    case .picture(let path):
      let picture = GainPicture(report: report, title: title, words: words)
      return Answer(lines: [path], json: text.json, file: (path, picture.svg))
    }
  }
}
