internal import Helpdesk
internal import WorkingTime

/// A scan as a spreadsheet reads it: a row for each licence.
struct LicenceCSV {
  let prices: PriceFile?

  static let heading = CSVText.line([
    "signIn", "name", "municipality", "enabled", "verdict", "reasons", "lastUse", "product",
    "assigned", "removable", "obstacles", "kronerPerMonth",
  ])

  func lines(of entry: LicenceReport.Entry) -> [String] {
    let user = entry.user
    var findings: [LicenceVerdict.Finding?] = user.licences.map { _ in nil }
    if case .inactive(_, let found) = entry.verdict { findings = found }
    return zip(user.licences, findings).map { licence, finding in
      CSVText.line([
        user.signIn ?? user.id, user.name ?? "", user.municipality ?? "",
        user.isEnabled.map { $0 ? "yes" : "no" } ?? "", LicenceWords.verdict(entry.verdict),
        LicenceWords.reasons(entry.verdict).joined(separator: " "),
        user.lastUse.map { OsloClock.reading($0).day.text } ?? "", licence.product,
        LicenceWords.ways(licence), finding.map { $0.isRemovable ? "yes" : "no" } ?? "no",
        finding.map(LicenceWords.obstacles) ?? "",
        prices?.price(of: licence.product).map(LicenceWords.kroner) ?? "",
      ])
    }
  }
}
