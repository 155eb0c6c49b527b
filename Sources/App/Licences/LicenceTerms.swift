internal import Connectors
internal import Foundation
internal import Ground
internal import Helpdesk
internal import WorkingTime

/// What a scan goes by, and in which form its report is wanted.
struct LicenceTerms: Sendable {
  let rules: LicenceRules
  let prices: PriceFile?
  let holds: LicenceHolds?
  /// Whose people are shown, in lower case; nil for all.
  let municipality: String?
  let form: Form
  let now: Date

  /// How the report is written.
  enum Form: Sendable, Hashable {
    case text, markdown, csv, json
    /// A picture, into that file.
    case picture(String)
  }

  /// Takes the options away.
  ///
  /// Rules and prices that are not named are those of the content.
  ///
  /// - Parameter usual: the list of holds where none is named.
  init(
    _ arguments: inout Arguments,
    content: String,
    holds usual: String?,
    at now: Date
  ) throws(UsageError) {
    self.now = now
    let folder = URL(filePath: content, directoryHint: .isDirectory).appending(path: "licences")
    let file =
      try arguments.option("rules") ?? folder.appending(path: "rules.json").path
    var rules = try Self.read(file, LicenceRules.init(parsing:file:))
    rules.inactiveDays = try arguments.number(
      "inactive-days",
      in: LicenceRules.inactiveBounds,
      usual: rules.inactiveDays
    )
    self.rules = rules
    let own = folder.appending(path: "prices.json").path
    let named = try arguments.option("prices")
    prices =
      if let path = named ?? (FileManager.default.fileExists(atPath: own) ? own : nil) {
        try Self.read(path, PriceFile.init(parsing:file:))
      } else { nil }
    let list = try arguments.option("holds") ?? usual
    do throws(LicenceHoldsFault) {
      holds = try list.map { (file) throws(LicenceHoldsFault) in
        try LicenceHolds(file: file, at: now)
      }
    } catch { throw UsageError("\(error)") }
    municipality = try arguments.option("municipality")?.municipalityKey
    form = try Self.form(&arguments)
  }

  private static func form(_ arguments: inout Arguments) throws(UsageError) -> Form {
    var forms: [Form] = []
    if arguments.flag("markdown") { forms.append(.markdown) }
    if arguments.flag("csv") { forms.append(.csv) }
    if arguments.flag("json") { forms.append(.json) }
    if let file = try arguments.option("svg") { forms.append(.picture(file)) }
    guard forms.count <= 1 else {
      throw UsageError("only one of --markdown, --csv, --json and --svg")
    }
    return forms.first ?? .text
  }

  private static func read<Value>(
    _ file: String,
    _ parse: (String, String) throws(PolicyFaults) -> Value
  ) throws(UsageError) -> Value {
    guard let data = FileManager.default.contents(atPath: file), data.count <= 1_000_000,
      let text = String(validating: data, as: UTF8.self)
    else { throw UsageError("cannot read '\(file)': it must be there, in UTF-8, and below 1 MB") }
    do throws(PolicyFaults) { return try parse(text, file) } catch {
      throw UsageError("\(error)")
    }
  }

  /// What whoever reads the report must know of what it goes by.
  var notes: [String] {
    var notes: [String] = []
    if holds == nil {
      notes.append(
        "nobody said whose mailboxes are on hold, so that nothing is removable: give --holds FILE"
      )
    }
    if let prices {
      let age = OsloClock.reading(now).day.number - prices.day.number
      if age > 365 { notes.append("the prices are of \(prices.day.text): \(age / 365) years old") }
    } else {
      notes.append("there are no prices: give --prices FILE")
    }
    return notes
  }
}
