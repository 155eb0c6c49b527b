internal import Connectors
internal import Foundation
internal import Graph
internal import HTTP
internal import Helpdesk
internal import People
internal import Storage
internal import WorkingTime

/// The way to Graph and to the database on which flows look at licences, and how far the settings let them go.
struct LicenceDoor: Sendable {
  private let reader: GraphClient
  private let writer: GraphClient?
  private let holds: String?
  private let database: Database
  private let folder: ContentFolder

  /// Nil where the settings do not say how to reach Graph.
  init?(
    _ settings: SourceSettings,
    transport: any Transport,
    database: Database,
    in folder: ContentFolder
  ) {
    // A flow is not to wait for a quarter of an hour: it comes again by itself.
    let patience = Patience(failures: 5, total: .seconds(180))
    guard let reader = try? settings.graph(.reads, transport: transport, patience: patience) else {
      return nil
    }
    self.reader = reader
    writer =
      settings.mayChange
      ? try? settings.graph(.writes, transport: transport, patience: patience) : nil
    holds = settings.holds
    self.database = database
    self.folder = folder
  }

  /// Whether anything may be changed.
  var mayChange: Bool { writer != nil }

  /// With what the content says.
  func office(
    _ ground: LicenceGround?,
    people: @escaping @Sendable () -> Directory,
    hours: BusinessHours
  ) -> LicenceOffice {
    LicenceOffice(
      database: database,
      reader: reader,
      writer: writer,
      ground: ground,
      holds: holds,
      people: people,
      hours: hours,
      lock: folder.scanLockPath
    )
  }
}

extension ContentFolder {
  /// The file whose lock says that a scan for licences is under way.
  var scanLockPath: String { state.appending(path: "licences.lock").path }
}
