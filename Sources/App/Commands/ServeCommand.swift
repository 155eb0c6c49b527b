internal import Foundation
internal import Ground
internal import HTTP
internal import Storage
internal import Telemetry

/// `rakel serve`: Rakel in Teams.
enum ServeCommand: Command {
  static let name = "serve"
  static let usage = "[--config FILE] [--content DIR] [--KEY VALUE …] [--check-config]"
  static let summary = "serves Teams: the Bot Framework channel, the outgoing webhook, the flows"

  static func run(_ arguments: consuming Arguments) async throws -> Int32 {
    let isCheck = arguments.flag("check-config")
    let environment = ProcessInfo.processInfo.environment
    let loaded = try ServerConfiguration.load(&arguments, environment: environment)
    try arguments.finish()
    for fault in loaded.faults { Output.complain("\(fault)") }
    guard loaded.isUsable else {
      Output.complain("rakel serve: the settings cannot be used; 'rakel settings' shows them")
      return 1
    }
    let configuration = loaded.configuration
    let place = configuration.content
    let folder = ContentFolder(path: place.folder, state: place.state)
    if isCheck {
      Output.line("The settings can be used.")
      return 0
    }
    // Before anything else may take time: a signal to stop must not end what has begun.
    let signals = Signals()
    let metrics = Metrics()
    let sink = LogSink(to: 2, as: configuration.log.format.ofLines, metrics: metrics)
    let log = sink.log(least: configuration.log.level)
    let stamp = ContentStamp(of: folder)
    let database = try folder.database(making: true)
    let licences = LicenceDoor(
      SourceSettings(configuration),
      transport: CurlTransport(),
      database: database,
      in: folder
    )
    let people = ServedDirectory()
    let content: ServedContent
    do {
      content = try ServedContent.load(
        folder,
        people: people,
        isChecked: false,
        licences: licences
      ) {
        log(.info, "content.learning")
      }
    } catch let error as ContentFaults {
      for fault in error.faults { Output.complain("\(fault)") }
      throw error
    }
    people.take(content.written)
    try await people.takeTenant(of: database)
    let serving = try Serving(
      configuration,
      content: content,
      people: people,
      folder: folder,
      stamp: stamp,
      database: database,
      licences: licences,
      log: log,
      metrics: metrics
    )
    guard let lock = try await serving.automation.begin(holding: folder.lockPath) else {
      Output.complain(
        "rakel serve: another process serves '\(folder.state.path)' already; stop it, or use another --state.dir"
      )
      return 1
    }
    defer { withExtendedLifetime(lock) {} }
    try await serving.run(signals) { port in
      Output.line("Listening on \(configuration.server.host) port \(port).")
    }
    return 0
  }
}
