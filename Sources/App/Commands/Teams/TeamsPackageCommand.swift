internal import Foundation
internal import Ground

/// `rakel teams package`: the file that an administrator uploads to Teams.
enum TeamsPackageCommand: Command {
  static let name = "package"
  static let usage =
    "--domain HOST --out FILE.zip [--app-id GUID] [--id GUID] [--version 1.0.0] [--name NAME]"
    + " [--accent #RRGGBB] [--content DIR] [--force]"
  static let summary = "writes the package that is uploaded to Teams, and checks it"

  static func run(_ arguments: consuming Arguments) async throws -> Int32 {
    let botID = try arguments.option("app-id")
    let appID = try arguments.option("id")
    let version = try arguments.option("version") ?? "1.0.0"
    let domain = try arguments.option("domain")
    let name = try arguments.option("name")
    let accent = try arguments.option("accent")
    let out = try arguments.option("out")
    let force = arguments.flag("force")
    let environment = ProcessInfo.processInfo.environment
    let settings = try ServerConfiguration.load(&arguments, environment: environment).configuration
    try arguments.finish()
    guard let botID = botID ?? settings.bot.appID else {
      throw UsageError("--app-id is wanted: the application (client) id of the registration")
    }
    guard let domain else { throw UsageError("--domain is wanted: the host of the server") }
    guard let out else { throw UsageError("--out is wanted: the file to write") }
    guard force || !FileManager.default.fileExists(atPath: out) else {
      throw UsageError("'\(out)' is there already; say --force to replace it")
    }
    let details = TeamsManifest.Details(
      botID: botID,
      appID: appID ?? botID,
      version: version,
      domain: domain,
      name: name,
      accent: accent
    )
    return try write(details, content: settings.content.folder, to: out)
  }

  private static func write(
    _ details: TeamsManifest.Details,
    content: String,
    to file: String
  ) throws -> Int32 {
    let presence = try JSONFile.json(content == "." ? "teams.json" : "\(content)/teams.json")
    let package = TeamsPackage.bytes(of: try TeamsManifest(details, presence: presence))
    let faults = TeamsPackage.faults(of: package, file: file)
    let status = DiagnosticList(diagnostics: faults).print(asJSON: false)
    guard status == 0 else {
      Output.complain("nothing was written; the texts are those of teams.json")
      return status
    }
    try Data(package).write(to: URL(filePath: file), options: .atomic)
    Output.complain("\(file): \(package.count) bytes; upload it in the Teams admin centre")
    return 0
  }
}
