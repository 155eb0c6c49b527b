internal import Flows
internal import Foundation
internal import Ground
internal import Storage

/// `rakel flow show NAME`: all that is known of one execution, and its flow as a picture with where it is marked.
///
/// What somebody has answered and what connectors gave is shown with `--data` only.
enum FlowShowCommand: StaffCommand {
  static let caller = "rakel flow"
  static let name = "show"
  static let usage = "NAME [--data] [--mermaid | --svg FILE] --as USER [--json]"
  static let summary = "shows an execution, its history, and its flow as a picture"

  /// What to show of which execution.
  struct Action: StaffAction {
    let name = "flow.show"
    let isChange = false
    private let execution: String
    private let withData: Bool
    private let isMermaid: Bool
    private let file: String?

    init(_ arguments: inout Arguments, at now: Date) throws(UsageError) {
      withData = arguments.flag("data")
      isMermaid = arguments.flag("mermaid")
      file = try arguments.option("svg")
      let names = arguments.operands()
      guard let name = names.first, names.count == 1 else { throw UsageError("name one execution") }
      guard !isMermaid || file == nil else { throw UsageError("--mermaid and --svg go alone") }
      execution = name
    }

    func perform(at desk: Desk, in connection: Connection) throws(DatabaseError) -> Answer {
      // One transaction, so that a server that goes on meanwhile is seen at one moment.
      let found = try connection.savepoint { (connection) throws(DatabaseError) in
        try ExecutionPage(of: execution, in: connection)
      }
      guard let page = found else { return Answer(complaint: FlowRefusal.missing.description) }
      if isMermaid { return Answer(lines: [page.picture.mermaid]) }
      guard let file else { return page.answer(withData: withData, at: desk.now) }
      do {
        try Data(page.picture.svg().utf8).write(to: URL(filePath: file))
        return Answer(lines: ["the picture is in \(file)"])
      } catch let error as GraphvizError {
        return Answer(complaint: error.description)
      } catch {
        return Answer(complaint: "'\(file)' cannot be written")
      }
    }
  }
}
