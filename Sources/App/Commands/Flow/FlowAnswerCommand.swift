internal import Foundation
internal import Ground
internal import Helpdesk
internal import Storage

/// `rakel flow answer TOKEN JSON --as USER`: ends the wait that a token stands for, in the name of who should have.
///
/// A token is answered once; where nothing waits for it any more the command says so and ends with 1.
enum FlowAnswerCommand: StaffCommand {
  static let caller = "rakel flow"
  static let name = "answer"
  static let usage = "TOKEN JSON --as USER [--content DIR] [--state DIR]"
  static let summary = "answers for somebody or something that a flow waits for"

  /// An answer to what a flow waits for.
  struct Action: StaffAction {
    let name = "flow.answer"
    let isChange = true
    private let token: String
    private let answer: JSON

    init(_ arguments: inout Arguments, at now: Date) throws(UsageError) {
      let operands = arguments.operands()
      guard operands.count == 2 else { throw UsageError("say the token and the answer") }
      token = operands[0]
      do throws(JSONError) { answer = try JSON(parsing: operands[1]) } catch {
        throw UsageError("the answer is no JSON: \(error)")
      }
    }

    func perform(at desk: Desk, in connection: Connection) throws(DatabaseError) -> Answer {
      let isTaken = try desk.tasks.answer(token, with: answer, at: desk.now, in: connection)
      // The secret half of the token stays out of the audit.
      let execution = token.lastIndex(of: ".").map { String(token[..<$0]) } ?? token
      guard isTaken else { return Answer(complaint: "nothing waits for '\(token)' any more") }
      // Whoever was asked is not to go on thinking that they are.
      try Automation.closeWait(token, desk.now.milliseconds, connection)
      try desk.audit(
        .questionAnswered,
        on: AuditSubject(.execution, execution),
        in: connection
      )
      return Answer(lines: ["taken"])
    }
  }
}
