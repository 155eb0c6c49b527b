internal import Foundation
internal import Ground
internal import Helpdesk
internal import Storage

/// `rakel fleet import`: takes what a source says of its devices into the inventory.
struct FleetImportCommand: Command {
  static let name = "import"
  static let usage =
    "FILE… | --from \(FleetFeed.names.joined(separator: "|")) --as USER [--source NAME] [--mapping FILE]"
    + " [--complete] [--force] [--dry-run] [--json]"
  static let summary = "takes devices from CSV files, Microsoft Graph (Intune) or Snipe-IT"

  static func run(_ arguments: consuming Arguments) async throws -> Int32 {
    let answer = try await answer(arguments, at: SystemTime().now())
    return answer.print(as: "rakel fleet import")
  }

  /// Does what the command line says and gives what to print.
  static func answer(_ arguments: consuming Arguments, at now: Date) async throws -> Answer {
    let place = try StaffPlace(&arguments, at: now, making: true)
    let isJSON = arguments.flag("json")
    let terms = FleetImport.Terms(
      isComplete: arguments.flag("complete"),
      isForced: arguments.flag("force"),
      isRehearsal: arguments.flag("dry-run")
    )
    let name = try arguments.option("source")
    if let name, !FleetSource.isName(name) {
      throw UsageError("--source needs a name of a–z, digits and hyphens")
    }
    let mapping = try arguments.option("mapping").map(Self.mapping)
    let feed = try FleetFeedImport(&arguments, at: place)
    let files = arguments.operands()
    try arguments.finish()
    guard feed == nil || (files.isEmpty && name == nil && mapping == nil) else {
      throw UsageError("--from takes neither files nor --source nor --mapping")
    }
    guard feed != nil || !files.isEmpty else { throw UsageError("which files, or --from whom?") }
    if let refusal = try await place.refusal(of: "fleet.import") { return refusal }
    if let feed {
      let answer = try await feed.take(terms, at: place)
      return isJSON ? answer.forMachines : answer
    }
    let reading = FleetFiles(files: files, mapping: mapping, source: name)
    let answer = try await reading.take(terms, at: place)
    return isJSON ? answer.forMachines : answer
  }

  private static func mapping(_ file: String) throws(UsageError) -> FleetMapping {
    let json = try JSONFile.json(file)
    do throws(FleetMappingFault) { return try FleetMapping(json: json) } catch {
      throw UsageError("\(file): \(error)")
    }
  }
}
