internal import Flows
internal import Helpdesk

/// `rakel flow cancel`: see ``FlowOperation/cancel``.
enum FlowCancelCommand: FlowOperatorCommand {
  static let operation = FlowOperation.cancel
  static let event = AuditEvent.flowCancelled
  static let done = "cancelled"
  static let summary = "ends executions with all that is part of them"
}
