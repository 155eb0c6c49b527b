internal import Foundation
internal import Ground
internal import Helpdesk
internal import People
internal import Storage

/// Some files that are one source's word.
struct FleetFiles {
  let files: [String]
  let mapping: FleetMapping?
  let source: String?

  /// Takes them into the inventory and gives what to print.
  func take(_ terms: FleetImport.Terms, at place: StaffPlace) async throws -> Answer {
    var taking: FleetImport?
    var origin: FleetSource?
    var words: [String] = []
    let progress = Progress()
    var count = 0
    for (index, name) in files.enumerated() {
      guard let handle = FileHandle(forReadingAtPath: name) else {
        throw UsageError("cannot read '\(name)'")
      }
      defer { try? handle.close() }
      do {
        var file = try FleetFile(handle.fileDescriptor, mapping: mapping)
        var from = file.mapping.source
        if let source { from.name = source }
        if let origin, origin != from {
          throw UsageError("'\(name)' is \(from.name)'s, the files before it are \(origin.name)'s")
        }
        origin = from
        var own =
          taking
          ?? FleetImport(
            into: place.database,
            from: from,
            at: place.now,
            by: place.desk.user.id
          )
        while case let rows = try file.next(1_000), !rows.isEmpty {
          try await own.stage(rows, file: index)
          count += rows.count
          progress.say("\(name): \(count) devices read")
        }
        taking = own
        words += notes(file, name)
      } catch let fault as FleetFileFault {
        progress.end()
        return Answer(complaint: "\(name): \(fault); nothing was imported")
      }
    }
    progress.say("\(count) devices read, comparing …")
    guard let origin, var taking else { return Answer(complaint: "there is no file") }
    let changes = try await taking.finish(terms)
    progress.end()
    return FleetImportPage(files: files, source: origin, terms: terms, notes: words)
      .answer(changes)
  }

  private func notes(_ file: FleetFile, _ name: String) -> [String] {
    var words: [String] = []
    if let line = file.firstLegacyLine {
      words.append("\(name):\(line): not UTF-8; read as Windows-1252")
    }
    if file.skipped > 0 {
      words.append(
        "\(name): \(file.skipped) rows are not about machines in use, and were passed over"
      )
    }
    return words
  }
}
