internal import Foundation
internal import Ground
internal import Helpdesk
internal import Storage

/// `rakel privacy export USER`: everything that is kept about a person, as one JSON document.
enum PrivacyExportCommand: Command {
  static let name = "export"
  static let usage = "USER [--out FILE] \(PrivacyDesk.options)"
  static let summary = "gives everything that is kept about a person as one JSON document"

  static func run(_ arguments: consuming Arguments) async throws -> Int32 {
    let answer = try await answer(arguments, at: SystemTime().now())
    return answer.print(as: "rakel privacy export")
  }

  /// Does what the command line says and gives what to print.
  static func answer(_ arguments: consuming Arguments, at now: Date) async throws -> Answer {
    let out = try arguments.option("out")
    let desk = try PrivacyDesk(&arguments)
    if let refusal = try await desk.refusal(of: "privacy.export", at: now) { return refusal }
    let data = try await desk.data()
    guard desk.known != nil || !data.isEmpty else { return desk.stranger }
    let text = data.document(as: desk.known, from: desk.source, at: now).prettyText
    if let out { try write(text, to: out) }
    let (user, operatorID) = (desk.user, desk.operatorID)
    try await desk.database.write { (connection) throws(DatabaseError) in
      let subject = AuditSubject(.user, user)
      let entry = AuditEntry(.privacyExported, by: operatorID, on: subject, at: now)
      try AuditStore.append(entry, in: connection)
    }
    return Answer(lines: out == nil ? [text] : [])
  }

  /// Writes it for the owner alone.
  private static func write(_ text: String, to path: String) throws {
    let file = try NewFile(path: path)
    do {
      try Data((text + "\n").utf8).write(to: URL(filePath: file.draft))
      try file.appear()
    } catch {
      file.discard()
      throw error
    }
  }
}
