internal import Foundation
internal import Graph
internal import Helpdesk
internal import People

/// A source that is asked over the network, and whose word is then taken whole.
struct FleetFeedImport {
  private let name: String
  private let feed: FleetFeed
  private let notes = FleetNotes()

  /// Takes `--from NAME` and the flags of settings away; nil where nobody is to be asked.
  init?(_ arguments: inout Arguments, at place: StaffPlace) throws {
    guard let name = try arguments.option("from") else { return nil }
    let settings = try SourceSettings(&arguments, content: place.content)
    let notes = notes
    self.name = name
    feed = try FleetFeed.named(
      name,
      settings,
      directory: place.directory,
      complain: { notes.add($0) },
      waiting: Progress.patience(of: name)
    )
  }

  /// Takes its devices into the inventory and gives what to print.
  func take(_ terms: FleetImport.Terms, at place: StaffPlace) async throws -> Answer {
    var terms = terms
    // It has said all that it knows where it ends without an error.
    terms.isComplete = true
    let progress = Progress()
    let changes: FleetChanges
    do {
      changes = try await FleetImport.take(
        feed,
        from: feed.source,
        into: place.database,
        terms,
        at: place.now,
        by: place.desk.user.id
      ) { progress.say("\(name): \($0) devices read") }
    } catch let error where error is GraphError || error is SnipeError {
      progress.end()
      return Answer(complaint: "\(error); nothing was imported")
    }
    progress.end()
    return FleetImportPage(files: [name], source: feed.source, terms: terms, notes: notes.all)
      .answer(changes)
  }
}
