package import Flows
internal import Foundation
internal import Graph
internal import Ground
internal import HTTP
internal import Helpdesk
internal import Storage

/// `rakel:licence.*`: looks at the licences of the account that the execution is about, and frees them.
///
/// `scan` reads the whole tenant, as `rakel licences scan` does, and keeps whom it finds inactive. `look` reads one
/// account anew and says what can be done; `remove` looks by itself, and takes what can be taken: nothing that is not
/// on disk before. The account and the campaign are those of the execution's input. Failures: `Licence.BadRequest` for
/// wrong parameters, `Licence.NotConfigured` without Graph or rules, `Licence.ReadOnly` where the settings let Rakel
/// change nothing, `Licence.Forbidden` with the permission that is missing, `Licence.Unavailable` where Graph does not
/// answer or what it says cannot be gone by. No cause names a person.
package struct LicenceConnector: RemoteConnector {
  package let name = "licence"
  package let verbs = [
    Verb("scan"), Verb("look", optional: ["mailbox"]),
    Verb("remove", required: ["decision"], optional: ["by", "mailbox"]),
  ]
  private let office: LicenceOffice?

  /// - Parameter office: nil where the settings do not say how to reach Graph.
  package init(_ office: LicenceOffice?) { self.office = office }

  /// Does it; see ``RemoteConnector/perform(_:)``.
  package func perform(_ request: TaskRequest) async -> TaskOutcome {
    guard let office else {
      return .failed(
        error: "Licence.NotConfigured",
        cause: "graph.tenantId, graph.clientId and its secret are not set"
      )
    }
    guard office.ground != nil else {
      return .failed(
        error: "Licence.NotConfigured",
        cause: "the content has no licences/rules.json that can be used"
      )
    }
    do throws(BadParameter) {
      switch request.verb {
      case "scan": return await scan(office, at: request.now)
      case "look":
        let word: LicenceLook.MailboxWord? = try RegisterParameters(request).word("mailbox")
        return await look(request, mailbox: word, office)
      case "remove": return await remove(request, try LicenceWish(request), office)
      default: throw request.unknownVerb()
      }
    } catch {
      return error.outcome(of: "Licence")
    }
  }

  private func look(
    _ request: TaskRequest,
    mailbox: LicenceLook.MailboxWord?,
    _ office: LicenceOffice
  ) async -> TaskOutcome {
    do {
      switch try await office.matter(of: request) {
      case .failure(let fault): return fault.outcome(of: "Licence")
      case .success(let matter):
        let look = try await office.look(matter, mailbox: mailbox, at: request.now)
        return .done(look.json)
      }
    } catch let error as GraphError {
      return error.outcome
    } catch {
      // The database is not to be written or read now; it is for everybody to wait.
      return .again(after: 5_000)
    }
  }

  private func remove(
    _ request: TaskRequest,
    _ wish: LicenceWish,
    _ office: LicenceOffice
  ) async -> TaskOutcome {
    guard let writer = office.writer else {
      return .failed(
        error: "Licence.ReadOnly",
        cause: "graph.changes is false: Rakel changes nothing in Microsoft Graph"
      )
    }
    do {
      switch try await office.matter(of: request) {
      case .failure(let fault): return fault.outcome(of: "Licence")
      case .success(let matter):
        let remover = LicenceRemover(
          office: office,
          writer: writer,
          request: request,
          wish: wish,
          matter: matter
        )
        return try await remover.run()
      }
    } catch LicenceRemover.Halt.outcome(let outcome) {
      return outcome
    } catch LicenceRemover.Halt.graph(let error) {
      return error.outcome
    } catch {
      return .again(after: 5_000)
    }
  }

  private func scan(_ office: LicenceOffice, at now: Date) async -> TaskOutcome {
    do {
      let findings = try await office.scan(at: now)
      let counts = findings.counts
      let users = counts.active + counts.inactive + counts.unknown + counts.excluded
      return .done([
        "users": .integer(users), "inactive": .integer(counts.inactive),
        "licences": .integer(counts.atRenewal.licences), "begun": .moment(findings.begun),
      ])
    } catch LicenceStop.graph(let error) {
      return error.outcome
    } catch let stop as LicenceStop {
      return .failed(error: "Licence.Unavailable", cause: "\(stop)")
    } catch {
      return .again(after: 5_000)
    }
  }
}

extension LicenceOffice {
  /// Looks at somebody as things are now.
  func look(
    _ matter: LicenceMatter,
    mailbox: LicenceLook.MailboxWord?,
    at now: Date
  ) async throws(GraphError) -> LicenceLook {
    if matter.campaign.status == .stopped { return LicenceLook(.cancelled, because: ["stopped"]) }
    guard let account = try await account(matter.user, at: now) else {
      return LicenceLook(.cancelled, because: ["gone"])
    }
    return LicenceLook(account, in: matter, mailbox: mailbox, office: self, at: now)
  }

  /// Reads the whole tenant, and keeps whom it finds.
  ///
  /// - Throws: ``LicenceStop`` or ``Storage/DatabaseError``.
  fileprivate func scan(at now: Date) async throws -> LicenceFindings {
    guard let ground, let lock = FileLock(path: lock) else { throw LicenceStop.busy }
    defer { withExtendedLifetime(lock) {} }
    let scan = LicenceScan(
      client: reader,
      database: database,
      directory: people(),
      rules: ground.rules,
      holds: holds(at: now),
      prices: ground.prices,
      now: now
    )
    let findings = try await scan.run().findings
    try await scan.clear()
    return findings
  }
}

extension GraphError {
  /// What a flow is told; the words name nobody.
  fileprivate var outcome: TaskOutcome {
    switch self {
    case .forbidden, .notPremium, .credentials:
      .failed(error: "Licence.Forbidden", cause: "\(self)")
    case .readOnly: .failed(error: "Licence.ReadOnly", cause: "\(self)")
    // Rakel is being stopped: that is no failure of the flow, which asks again with the same key.
    case .unavailable(.transport(.cancelled)): .again(after: 1_000)
    case .unavailable, .unreadable, .unclear, .refused:
      .failed(error: "Licence.Unavailable", cause: "\(self)")
    }
  }
}
