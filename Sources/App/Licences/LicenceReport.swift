internal import Connectors
internal import Foundation
internal import Ground
internal import Helpdesk
internal import Storage
internal import WorkingTime

/// A scan as people, spreadsheets and machines read it; it is written while it is gone through.
struct LicenceReport {
  let terms: LicenceTerms
  let standing: LicenceScanStanding
  let notes: [String]
  let database: Database

  /// Somebody with licences, and what the rules say of them.
  typealias Entry = (user: LicensedUser, verdict: LicenceVerdict)

  /// Goes through everybody of whom the report is, in the order in which they were read.
  func forEach(_ body: (Entry) throws -> Void) async throws {
    var last = 0
    while true {
      let place = last
      let entries = try await database.read { (connection) throws(DatabaseError) in
        try LicenceScanStore.users(after: place, limit: 1_000, in: connection)
      }
      guard let end = entries.last?.number else { return }
      last = end
      for (_, kept) in entries {
        if let wanted = terms.municipality, kept.municipality != wanted { continue }
        let user = terms.holds.applied(to: kept)
        try body((user, terms.rules.verdict(on: user, read: standing.begun)))
      }
    }
  }

  /// What could be saved.
  func totals() async throws -> LicenceTotals {
    var totals = LicenceTotals()
    try await forEach { totals.add($0.user, $0.verdict, terms.prices) }
    return totals
  }

  /// Writes it, a line at a time.
  func print(_ totals: LicenceTotals, _ print: (String) -> Void) async throws {
    switch terms.form {
    case .text: for line in LicencePage(self, totals).lines { print(line) }
    case .markdown:
      let page = LicencePage(self, totals)
      for line in page.markdown { print(line) }
      try await forEach { for line in page.markdown(of: $0) { print(line) } }
    case .csv:
      print(LicenceCSV.heading)
      let csv = LicenceCSV(prices: terms.prices)
      try await forEach { for line in csv.lines(of: $0) { print(line) } }
    case .json:
      let document = LicenceDocument(self, totals)
      print(document.opening)
      var isFirst = true
      try await forEach { entry in
        print((isFirst ? "" : ",") + document.json(of: entry).text)
        isFirst = false
      }
      print("]}")
    case .picture(let file):
      do {
        let picture = LicencePicture(totals, prices: terms.prices, rules: terms.rules)
        try Data(picture.svg.utf8).write(to: URL(filePath: file))
      } catch { throw UsageError("cannot write '\(file)'") }
    }
  }
}
