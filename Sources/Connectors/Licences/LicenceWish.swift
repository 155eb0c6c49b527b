internal import Flows
internal import Helpdesk

/// By whose decision licences are taken, and what was done about the mailbox, as a flow says.
struct LicenceWish: Sendable {
  let decision: LicenceRemoval.Decision
  /// The id of who decided.
  let by: String?
  let mailbox: LicenceLook.MailboxWord?

  init(_ request: TaskRequest) throws(BadParameter) {
    let parameters = RegisterParameters(request)
    guard let decision: LicenceRemoval.Decision = try parameters.word("decision") else {
      throw BadParameter(cause: "'decision' is missing")
    }
    self.decision = decision
    by = try parameters.user("by")
    mailbox = try parameters.word("mailbox")
  }
}
