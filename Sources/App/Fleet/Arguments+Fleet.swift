internal import Foundation
internal import Helpdesk
internal import WorkingTime

extension Arguments {
  /// The options of ``fleetFilter(at:)``, as a reader of `rakel help` types them.
  static let fleetFilterUsage =
    "--municipality --unit --model --older-than 4y --user --readiness --stage --not-seen 90d --shared"
    + " --personal --gone"

  /// Takes the options away that say which devices are meant.
  mutating func fleetFilter(at now: Date) throws(UsageError) -> FleetFilter {
    var filter = FleetFilter()
    filter.grounds.isAnyEnough = false
    if let name = try option("municipality") { filter.municipalities = [name] }
    if let pattern = try option("unit") { filter.units = [Glob(pattern)] }
    if let pattern = try option("model") { filter.models = [Glob(pattern)] }
    filter.user = try option("user")
    filter.grounds.readiness = try words("readiness")
    filter.stages = try words("stage")
    filter.notSeenSince = try moment("not-seen", before: now)
    filter.grounds.purchasedBefore = try day("older-than", before: OsloClock.reading(now).day)
    if flag("shared") { filter.isShared = true }
    if flag("personal") { filter.isPersonal = true }
    if flag("gone") { filter.isGone = true }
    return filter
  }

  /// Takes `--name WORD` away; empty where it was not there.
  private mutating func words<Word: RawRepresentable<String> & CaseIterable & Hashable>(
    _ name: String
  ) throws(UsageError) -> Set<Word> {
    guard let text = try option(name) else { return [] }
    guard let word = Word.allCases.first(where: { $0.rawValue.lowercased() == text.lowercased() })
    else {
      let all = Word.allCases.map(\.rawValue).joined(separator: ", ")
      throw UsageError("--\(name) needs one of \(all)")
    }
    return [word]
  }

  /// Takes `--name 4y` away and gives the first day on which something is not yet so old.
  private mutating func day(_ name: String, before today: Day) throws(UsageError) -> Day? {
    guard let text = try option(name) else { return nil }
    guard text.last == "y", let years = Int(text.dropLast()), (0...50).contains(years) else {
      throw UsageError("--\(name) needs a number of years: 4y")
    }
    let (year, month, day) = today.civil
    // On 29 February of a year that has none, 1 March.
    let first =
      Day(year: year - years, month: month, day: day)
      ?? Day(year: year - years, month: 3, day: 1)
    return first.map { $0 + 1 }
  }

  /// Takes `--name N` away; `usual` where it was not there.
  mutating func number(
    _ name: String,
    in range: ClosedRange<Int>,
    usual: Int
  ) throws(UsageError) -> Int {
    guard let text = try option(name) else { return usual }
    guard let number = Int(text), range.contains(number) else {
      throw UsageError("--\(name) needs a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }
}
