internal import Foundation
package import Graph
package import Helpdesk
package import People
package import Storage
package import WorkingTime

/// All that licences are looked at, taken and given back with.
package struct LicenceOffice: Sendable {
  let database: Database
  /// What reads Microsoft Graph, and cannot change it.
  let reader: GraphClient
  /// What may change it; nil where the settings do not let Rakel.
  let writer: GraphClient?
  /// By what people are judged; nil where the content has no rules.
  let ground: LicenceGround?
  /// The list of mailboxes that must be kept for the law; read anew whenever somebody is looked at.
  let holds: String?
  let people: @Sendable () -> Directory
  let hours: BusinessHours
  /// The file whose lock says that a scan is under way.
  let lock: String

  package init(
    database: Database,
    reader: GraphClient,
    writer: GraphClient? = nil,
    ground: LicenceGround?,
    holds: String?,
    people: @escaping @Sendable () -> Directory,
    hours: BusinessHours = BusinessHours(),
    lock: String
  ) {
    self.database = database
    self.reader = reader
    self.writer = writer
    self.ground = ground
    self.holds = holds
    self.people = people
    self.hours = hours
    self.lock = lock
  }

  /// Whose mailboxes must be kept, as the list says now; nil where there is none that can be gone by.
  func holds(at now: Date) -> LicenceHolds? {
    holds.flatMap { try? LicenceHolds(file: $0, at: now) }
  }
}
