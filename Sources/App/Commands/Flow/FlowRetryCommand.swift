internal import Flows
internal import Helpdesk

/// `rakel flow retry`: see ``FlowOperation/retry``.
enum FlowRetryCommand: FlowOperatorCommand {
  static let operation = FlowOperation.retry
  static let event = AuditEvent.flowRetried
  static let done = "retried"
  static let summary = "has failed executions try again where they failed"
}
