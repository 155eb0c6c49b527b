internal import Ground
internal import Helpdesk
internal import WorkingTime

/// What was taken, as people, spreadsheets and machines read it.
struct LicenceLedger {
  let rows: [LicenceRemoval]

  private static let heading = [
    "no.", "status", "who", "product", "way", "decision", "by", "taken", "undone", "kroner a month",
    "because",
  ]

  /// For a terminal, a line each.
  var lines: [String] {
    guard !rows.isEmpty else { return [] }
    return AlignedTable(heading: Self.heading, rows: rows.map(Self.cells)).lines
  }

  /// For a spreadsheet.
  var csv: [String] {
    ([Self.heading + ["user", "municipality", "campaign", "undo"]]
      + rows.map { row in
        Self.cells(row) + [
          row.user, row.municipality ?? "", row.campaign.map(String.init) ?? "", row.howToUndo,
        ]
      }).map { CSVText.line($0) }
  }

  private static func cells(_ row: LicenceRemoval) -> [String] {
    [
      "\(row.number)", row.status.rawValue, row.person ?? row.user, row.product,
      row.group?.name ?? row.way.word, row.decision.rawValue, row.decidedBy ?? "",
      row.ended.map { OsloClock.reading($0).day.text } ?? "",
      row.undone.map { OsloClock.reading($0).day.text } ?? "",
      row.øre.map(LicenceWords.kroner) ?? "", row.because ?? "",
    ]
  }
}
