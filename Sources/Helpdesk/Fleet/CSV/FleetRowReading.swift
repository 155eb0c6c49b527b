internal import WorkingTime

/// How a record becomes a report.
struct FleetRowReading {
  private let mapping: FleetMapping
  private let places: [(column: FleetColumn, indexes: [Int])]
  private let rules: [(index: Int, rule: FleetMapping.Rule)]
  /// The last index that is looked at: a record may end after it.
  let lastIndex: Int

  /// - Parameter headings: in lower case.
  init(_ mapping: FleetMapping, headings: [String]) throws(FleetFileFault) {
    self.mapping = mapping
    var places: [(column: FleetColumn, indexes: [Int])] = []
    for (column, names) in mapping.columns {
      let indexes = names.compactMap { headings.firstIndex(of: $0.lowercased()) }
      if !indexes.isEmpty { places.append((column, indexes)) }
      if indexes.isEmpty, column == .serial { throw .missing(names) }
    }
    guard places.contains(where: { $0.column == .serial }) else { throw .missing(["serial"]) }
    self.places = places
    rules = mapping.municipalities.compactMap { rule in
      headings.firstIndex(of: rule.column.lowercased()).map { ($0, rule) }
    }
    lastIndex = places.flatMap(\.indexes).max() ?? 0
  }

  func read(_ record: CSVRecord) -> FleetRow {
    var report = DeviceReport(serial: "", line: record.line)
    var months = Months()
    do throws(UnreadableField) {
      for (column, indexes) in places {
        // The first of its columns that says something.
        guard let index = indexes.first(where: { !record[$0].isBlank }) else { continue }
        try read(column, record, index, &report, &months)
      }
    } catch {
      let serial = places.first { $0.column == .serial }.flatMap { record.text($0.indexes[0]) }
      return .failure(FleetFault(line: record.line, serial: serial, error.words))
    }
    report.warrantyEnds = report.warrantyEnds ?? report.purchased?.adding(months: months.warranty)
    report.endOfLife = report.endOfLife ?? report.purchased?.adding(months: months.endOfLife)
    if let rule = rules.first(where: { fits($0.rule, record, $0.index) }) {
      report.municipality = rule.rule.municipality
    }
    return .success(report)
  }

  private struct Months {
    var warranty: Int?
    var endOfLife: Int?
  }

  /// A field of a column that it cannot be read as.
  private struct UnreadableField: Error {
    var words: String
  }

  private func fits(_ rule: FleetMapping.Rule, _ record: CSVRecord, _ index: Int) -> Bool {
    record.text(index).map { rule.pattern.matches($0.trimmed) } ?? false
  }

  private func read(
    _ column: FleetColumn,
    _ record: CSVRecord,
    _ index: Int,
    _ report: inout DeviceReport,
    _ months: inout Months
  ) throws(UnreadableField) {
    switch column {
    case .serial: report.serial = record.text(index) ?? ""
    case .name: report.name = record.text(index)
    case .assetTag: report.assetTag = record.text(index)
    case .manufacturer: report.manufacturer = record.text(index)
    case .model: report.model = record.text(index)
    case .municipality: report.municipality = record.text(index)
    case .unit: report.unit = record.text(index)
    case .user:
      // A name with a blank in it is what people are called, not what they sign in with.
      report.user = record[index].trimmed.contains(0x20) ? nil : record.text(index)
    case .purchased: report.purchased = try date(record[index], column)?.day
    case .warrantyEnds: report.warrantyEnds = try date(record[index], column)?.day
    case .endOfLife: report.endOfLife = try date(record[index], column)?.day
    case .lastSeen: report.lastSeen = try date(record[index], column)?.moment
    case .warrantyMonths: months.warranty = try wholeMonths(record, index, column)
    case .endOfLifeMonths: months.endOfLife = try wholeMonths(record, index, column)
    case .ownership:
      report.ownership = word(record, index, column).flatMap(Device.Ownership.init)
    case .readiness: report.readiness = word(record, index, column).flatMap(Device.Readiness.init)
    case .isShared: report.isShared = word(record, index, column).flatMap { Bool($0) }
    case .bootSeconds: report.health.bootSeconds = try number(record, index, column)
    case .blueScreens:
      report.health.blueScreens = try number(record, index, column).flatMap { Int(exactly: $0) }
    case .freeGigabytes: report.health.freeGigabytes = try number(record, index, column)
    case .freeMegabytes:
      report.health.freeGigabytes = try number(record, index, column).map { $0 / 1_000 }
    }
  }

  /// Nil where the field says that it is not known.
  private func date(
    _ field: ArraySlice<UInt8>,
    _ column: FleetColumn
  ) throws(UnreadableField) -> WrittenDate? {
    let field = field.trimmed
    if let date = WrittenDate(field, slashes: mapping.slashes) { return date }
    if Self.isNothing(field) { return nil }
    if field.contains(UInt8(ascii: "/")), mapping.slashes == nil {
      throw UnreadableField(
        words: "\(column.rawValue): nobody can tell which number of this date is the month;"
          + " a mapping says it with \"dates\""
      )
    }
    throw UnreadableField(words: "\(column.rawValue): this is no date")
  }

  /// A word for nothing, or the day 0 of a database.
  private static func isNothing(_ field: ArraySlice<UInt8>) -> Bool {
    let text = String(decoding: field.prefix(32), as: UTF8.self).lowercased()
    return ["-", "--", "n/a", "na", "none", "null", "unknown", "ukjent", "never", "aldri"]
      .contains(text) || text.hasPrefix("0000-00-00") || text.hasPrefix("00.00.0000")
  }

  /// What a word of the file stands for: by the mapping, or itself.
  private func word(_ record: CSVRecord, _ index: Int, _ column: FleetColumn) -> String? {
    guard let word = record.text(index)?.trimmed else { return nil }
    return mapping.words[column]?[word.lowercased()] ?? word
  }

  /// With a point or a comma.
  private func number(
    _ record: CSVRecord,
    _ index: Int,
    _ column: FleetColumn
  ) throws(UnreadableField) -> Double? {
    let field = record[index].trimmed
    if Self.isNothing(field) { return nil }
    let text = String(decoding: field.map { $0 == 0x2C ? 0x2E : $0 }, as: UTF8.self)
    guard let number = Double(text), number.isFinite else {
      throw UnreadableField(words: "\(column.rawValue): this is no number")
    }
    return number
  }

  /// `36` or `36 months`.
  private func wholeMonths(
    _ record: CSVRecord,
    _ index: Int,
    _ column: FleetColumn
  ) throws(UnreadableField) -> Int? {
    let field = record[index].trimmed
    // Some exports have the day itself under this heading.
    if Self.isNothing(field) || WrittenDate(field, slashes: .dayFirst) != nil { return nil }
    let digits = field.prefix { (0x30...0x39).contains($0) }
    guard (1...3).contains(digits.count) else {
      throw UnreadableField(words: "\(column.rawValue): this is no number of months")
    }
    return Int(String(decoding: digits, as: UTF8.self))
  }
}

extension ArraySlice<UInt8> {
  fileprivate var isBlank: Bool { allSatisfy { $0 == 0x20 || $0 == 0x09 } }

  fileprivate var trimmed: ArraySlice<UInt8> {
    var text = drop { $0 == 0x20 || $0 == 0x09 }
    while let last = text.last, last == 0x20 || last == 0x09 { text.removeLast() }
    return text
  }
}

extension Day {
  /// The same day so many months later, or the last of that month; nil for nil.
  fileprivate func adding(months: Int?) -> Day? {
    guard let months else { return nil }
    let (year, month, day) = civil
    let place = year * 12 + month - 1 + months
    for day in stride(from: day, through: 28, by: -1) {
      if let found = Day(year: place / 12, month: place % 12 + 1, day: day) { return found }
    }
    return Day(year: place / 12, month: place % 12 + 1, day: day)
  }
}
