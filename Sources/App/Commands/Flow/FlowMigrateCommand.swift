internal import Flows
internal import Helpdesk

/// `rakel flow migrate`: see ``FlowOperation/migrate``.
enum FlowMigrateCommand: FlowOperatorCommand {
  static let operation = FlowOperation.migrate
  static let event = AuditEvent.flowMigrated
  static let done = "migrated"
  static let summary = "has runs go on by the present definition of their flow"
}
