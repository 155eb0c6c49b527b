internal import Foundation
internal import Graph
internal import Ground
internal import Helpdesk

/// Somebody's account as Graph has it now, with all that licences are judged by.
struct LicenceAccount: Sendable {
  let account: TenantUser
  /// The same in the words of the rules, with whom the mailbox is for and whether it must be kept.
  let user: LicensedUser
  let tenant: LicenceTenant
}

extension LicenceOffice {
  /// Reads somebody's account; nil where there is none any more.
  func account(_ id: String, at now: Date) async throws(GraphError) -> LicenceAccount? {
    guard let account = try await assignments(of: id) else { return nil }
    let tenant = try await LicenceTenant.read(by: reader)
    var user = tenant.user(account, in: people(), at: now)
    user.mailbox = try await mailbox(of: id)
    user = holds(at: now).applied(to: user)
    return LicenceAccount(account: account, user: user, tenant: tenant)
  }

  /// Reads which licences somebody has, and how; nil where there is no such account any more.
  func assignments(of id: String) async throws(GraphError) -> TenantUser? {
    let resource = GraphResource.user(id, with: [.signIns, .leaving])
    do throws(GraphError) {
      guard let account = TenantUser(try await reader.get(resource)), account.id == id else {
        throw .unreadable(.form(resource.name))
      }
      return account
    } catch {
      guard error.isNotFound else { throw error }
      return nil
    }
  }

  private func mailbox(of id: String) async throws(GraphError) -> LicensedUser.Mailbox? {
    let result: Result<JSON, GraphError>
    do throws(GraphError) { result = .success(try await reader.get(.mailbox(of: id))) } catch {
      // A missing permission must be told: nothing could ever be freed.
      if case .forbidden = error { throw error }
      result = .failure(error)
    }
    return try LicensedUser.Mailbox(result)
  }
}
