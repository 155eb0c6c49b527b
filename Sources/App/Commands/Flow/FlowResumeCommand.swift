internal import Flows
internal import Helpdesk

/// `rakel flow resume`: see ``FlowOperation/resume``.
enum FlowResumeCommand: FlowOperatorCommand {
  static let operation = FlowOperation.resume
  static let event = AuditEvent.flowResumed
  static let done = "resumed"
  static let summary = "lets paused executions go on"
}
