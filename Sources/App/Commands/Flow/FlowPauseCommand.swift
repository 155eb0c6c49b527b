internal import Flows
internal import Helpdesk

/// `rakel flow pause`: see ``FlowOperation/pause``.
enum FlowPauseCommand: FlowOperatorCommand {
  static let operation = FlowOperation.pause
  static let event = AuditEvent.flowPaused
  static let done = "paused"
  static let summary = "stops executions where they are, until they are resumed"
}
