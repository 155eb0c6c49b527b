internal import Channels
internal import Dialogue
internal import Flows
internal import Helpdesk
internal import Messaging
internal import Storage

/// The tables of the one database file.
enum Tables {
  /// Every store's layout; each is there in every file, whatever command made it.
  static let all: [Layout] = [
    ConversationStore.layout, CaseStore.layout, WorklistStore.layout, AuditStore.layout,
    AnnouncementStore.layout, GainStore.layout, OutboxStore.layout, QuestionStore.layout,
    ExecutionStore.layout, ReferenceStore.layout, InboxStore.layout, RefusalStore.layout,
    ChoreStore.layout, FleetStore.layout, CampaignStore.layout,
    ReservationStore.layout, RolloverStore.layout, WorkCardStore.layout,
    LicenceScanStore.layout, LicenceFindingStore.layout, LicenceRemovalStore.layout,
    LicenceKeepStore.layout, PersonStore.layout,
  ]
}
