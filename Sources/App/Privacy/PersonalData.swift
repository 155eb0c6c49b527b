internal import Dialogue
internal import Flows
internal import Foundation
internal import Ground
internal import Helpdesk
internal import Messaging
internal import People
internal import Storage

/// Everything that is kept about one person, by kind.
struct PersonalData: Sendable {
  let user: String
  var sections: [Section]

  /// One kind of data about the person.
  struct Section: Sendable {
    let kind: String
    /// What it is, in a sentence.
    let what: String
    /// How many days it is kept, and from when on they are counted.
    let kept: String
    /// What a deletion does with it.
    let fate: Fate
    /// Ordered by time.
    let entries: [JSON]
  }

  /// What a deletion does.
  enum Fate: String, Sendable {
    case deleted, anonymised, kept
  }

  /// Whether nothing at all is kept.
  var isEmpty: Bool { sections.allSatisfy(\.entries.isEmpty) }

  /// Collects it.
  ///
  /// - Parameters:
  ///   - signIn: the name that they sign in with, by which the inventory knows them; nil for none.
  ///   - account: their account in the tenant; nil where none is known.
  init(
    of user: String,
    signIn: String?,
    account: EntraID? = nil,
    keep: ServerConfiguration.KeepDays,
    in connection: Connection
  ) throws(DatabaseError) {
    self.user = user
    sections = try Self.said(user, keep, connection)
    sections += try Self.done(user, keep, connection)
    let machines = try signIn.map { (name) throws(DatabaseError) in
      try FleetStore.export(ofUser: name, in: connection)
    }
    sections.append(
      Section(
        kind: "machines",
        what: "The machines that the inventory's sources say are the person's.",
        kept: "as long as a source says so, however many days",
        fate: .deleted,
        entries: machines ?? []
      )
    )
    let findings = try signIn.map { (name) throws(DatabaseError) in
      try LicenceFindingStore.export(ofUser: name, in: connection)
    }
    sections.append(
      Section(
        kind: "licences",
        what: "What the last scan found of the person's account, where it was not in use.",
        kept: "30 days, or until the next scan",
        fate: .deleted,
        entries: findings ?? []
      )
    )
    let tenant = try account.map { (account) throws(DatabaseError) in
      try PersonStore.export(of: account, in: connection)
    }
    sections.append(
      Section(
        kind: "directory",
        what:
          "Who the person is by Microsoft Graph, what was read there, and what they were called.",
        kept: "as long as the tenant has them; what they were called \(keep.cases) days after;"
          + " the account of whoever was deleted, so that they stay deleted",
        fate: .deleted,
        entries: tenant ?? []
      )
    )
  }

  /// What was said and asked, and where.
  private static func said(
    _ user: String,
    _ keep: ServerConfiguration.KeepDays,
    _ connection: Connection
  ) throws(DatabaseError) -> [Section] {
    [
      Section(
        kind: "conversations",
        what: "What was said in each conversation, secrets masked, and what Rakel remembers of it.",
        kept: "\(keep.messages) days after each message",
        fate: .deleted,
        entries: try ConversationStore.export(of: user, in: connection)
      ),
      Section(
        kind: "inbox",
        what: "What came in on a channel, so that nothing is lost or handled twice;"
          + " its words only until it is handled.",
        kept: "\(keep.inbox) days after it came in",
        fate: .deleted,
        entries: try InboxStore.export(of: user, in: connection)
      ),
      Section(
        kind: "outbox",
        what: "What Rakel sent or is to send, and when it arrived.",
        kept: "\(keep.outbox) days after it was written",
        fate: .deleted,
        entries: try OutboxStore.export(of: user, in: connection)
      ),
      Section(
        kind: "references",
        what: "Where the person can be reached, by the channel's own ids.",
        kept: "\(keep.references) days after they were last heard of there",
        fate: .deleted,
        entries: try ReferenceStore.export(of: user, in: connection)
      ),
      Section(
        kind: "questions",
        what: "What flows have asked the person; the answers are in the executions.",
        kept: "\(keep.questions) days after they were answered or closed",
        fate: .deleted,
        entries: try QuestionStore.export(of: user, in: connection)
      ),
    ]
  }

  /// What was done for them and by them.
  private static func done(
    _ user: String,
    _ keep: ServerConfiguration.KeepDays,
    _ connection: Connection
  ) throws(DatabaseError) -> [Section] {
    let cases = try CaseStore.export(of: user, in: connection)
    let items = try WorklistStore.export(of: user, in: connection)
    let names = try ExecutionStore().names(about: user, in: connection)
    let subjects =
      names.map { AuditSubject(.execution, $0) }
      + cases.compactMap { $0["number"]?.int }.map { AuditSubject(.helpdeskCase, $0) }
    return [
      Section(
        kind: "executions",
        what:
          "Runs of flows about the person: what they were started with, each step, each answer.",
        kept: "\(keep.executions) days after they ended",
        fate: .deleted,
        entries: try ExecutionStore().export(of: user, in: connection)
      ),
      Section(
        kind: "cases",
        what: "What the person reported to the helpdesk, with notes and what was said before.",
        kept: "\(keep.cases) days after they were closed",
        fate: .anonymised,
        entries: cases
      ),
      Section(
        kind: "caseNotes",
        what: "What the person wrote on cases, as staff.",
        kept: "as long as the case",
        fate: .anonymised,
        entries: try CaseStore.notes(by: user, in: connection)
      ),
      Section(
        kind: "workItems",
        what: "Work for the IT staff about the person, or taken on, done or noted on by them.",
        kept: "\(keep.cases) days after it was done or cancelled",
        fate: .anonymised,
        entries: items
      ),
      Section(
        kind: "campaigns",
        what: "Campaigns that the person's machine or licences are or were part of, or that they"
          + " started.",
        kept: "\(keep.cases) days after the campaign was over",
        fate: .anonymised,
        entries: try CampaignStore.export(of: user, in: connection)
      ),
      Section(
        kind: "exchanges",
        what: "What has happened in the exchanges of the person's machines, step by step.",
        kept: "\(keep.cases) days after each step, once the exchange is over",
        fate: .anonymised,
        entries: try RolloverStore.export(of: user, in: connection)
      ),
      Section(
        kind: "reservations",
        what: "The new machines that the person chose, and when and where they fetch them.",
        kept: "\(keep.cases) days after the time of collection",
        fate: .anonymised,
        entries: try ReservationStore.export(of: user, in: connection)
      ),
      Section(
        kind: "licenceRemovals",
        what: "Licences that were taken from the person, or by their decision, and given back.",
        kept: "730 days after that was confirmed",
        fate: .anonymised,
        entries: try LicenceRemovalStore.export(of: user, in: connection)
      ),
      Section(
        kind: "licenceKeeps",
        what:
          "The person's licences that are to be kept though nobody uses them, until when and why;"
          + " or others', where the person said so.",
        kept: "as many days as they are to be kept, and one more",
        fate: .deleted,
        entries: try LicenceKeepStore.export(of: user, in: connection)
      ),
      Section(
        kind: "audit",
        what: "Who did what and who was refused, in names and numbers without anybody's words;"
          + " by the person, or on what is about them.",
        kept: "\(keep.audit) days",
        fate: .kept,
        entries: try AuditStore.records(concerning: user, subjects: subjects, in: connection)
          .map(\.json)
      ),
    ]
  }

  /// The whole as one document.
  ///
  /// - Parameters:
  ///   - known: who they are by the directory; nil where it does not know them.
  ///   - source: where the directory has them from.
  func document(as known: User?, from source: String, at now: Date) -> JSON {
    let person: JSON = [
      "id": .string(user), "name": .text(known?.name), "role": .text(known?.role.rawValue),
      "municipality": .text(known?.municipality),
      "source": .string(source),
    ]
    return [
      "user": person, "exported": .moment(now),
      "sections": .array(
        sections.map {
          [
            "kind": .string($0.kind), "what": .string($0.what), "kept": .string($0.kept),
            "onDeletion": .string($0.fate.rawValue), "count": .integer($0.entries.count),
            "entries": .array($0.entries),
          ]
        }
      ),
    ]
  }
}
