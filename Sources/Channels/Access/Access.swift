internal import Dialogue
package import Ground
package import People

/// Decides who gets in: nobody but those whom the channel vouches for and the directory knows.
///
/// What a message says of who wrote it, and what names people have, is never looked at.
package struct Access: Sendable {
  private let settings: AccessSettings
  private let directory: @Sendable () -> Directory
  private let rates: RateLimit
  private let time: any TimeSource

  /// - Parameter directory: gives the directory as it is now.
  package init(
    _ settings: AccessSettings,
    directory: @escaping @Sendable () -> Directory,
    time: any TimeSource
  ) {
    self.settings = settings
    self.directory = directory
    self.time = time
    rates = RateLimit(
      userPerMinute: settings.userPerMinute,
      tenantPerMinute: settings.tenantPerMinute
    )
  }

  /// Whether the activity's sender may write, and as whom; counts as one of what they may send in a minute.
  package func admit(_ caller: Caller, _ activity: Activity) -> Admission {
    admit(caller, activity, as: activity.from, isCounted: true)
  }

  /// Whether somebody in the activity's conversation may use Rakel, and as whom.
  package func recognise(
    _ account: Activity.Account?,
    _ caller: Caller,
    in activity: Activity
  ) -> Admission {
    admit(caller, activity, as: account, isCounted: false)
  }

  private func admit(
    _ caller: Caller,
    _ activity: Activity,
    as account: Activity.Account?,
    isCounted: Bool
  ) -> Admission {
    let directory = directory()
    let user: User?
    let tenant: String?
    let entra: EntraID?
    switch caller {
    case .emulator:
      // It has the bot's own secret, and would vouch for anybody.
      (tenant, entra) = (nil, nil)
      user = settings.emulatorUser.flatMap { directory.knows($0) ? directory.user($0) : nil }
    case .channel, .bot:
      tenant = allowedTenant(of: activity)
      guard tenant != nil else { return .refused(.tenant) }
      let isVouchedFor = settings.channels.contains(activity.channelID)
      entra = isVouchedFor ? account?.entraID.flatMap { EntraID($0) } : nil
      user = entra.flatMap { directory.user(entra: $0) }
    }
    // Whoever has left may still be signed in somewhere.
    guard let user, user.absence != .left else { return .refused(.unknown(entra)) }
    guard user.role.mayUseRakel else {
      return .refused(user.role == .pupil ? .pupil(user.id) : .unknown(entra))
    }
    guard isCounted else { return .user(user) }
    switch rates.take(user: user.id, tenant: tenant, at: time.now()) {
    case .granted: return .user(user)
    case .spent(let isNews): return .refused(.tooMany(user, isNews: isNews))
    }
  }

  /// The tenant out of which an activity comes, as both places have it; nil where it is not allowed.
  private func allowedTenant(of activity: Activity) -> String? {
    guard let stated = activity.conversation.tenantID ?? activity.tenantID else { return nil }
    let (tenant, other) = (AccessSettings.canonical(stated), activity.tenantID ?? stated)
    // Nearly all write it in one way in both places.
    guard other == stated || AccessSettings.canonical(other) == tenant else { return nil }
    return settings.tenants.contains(tenant) ? tenant : nil
  }
}
