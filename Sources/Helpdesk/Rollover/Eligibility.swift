internal import People
package import WorkingTime

/// Judges machines by a policy, on one day; knows neither clock nor database.
package struct Eligibility: Sendable {
  package let policy: RolloverPolicy
  package let today: Day

  package init(_ policy: RolloverPolicy, today: Day) {
    self.policy = policy
    self.today = today
  }

  /// Whether a machine is exchanged, with all reasons.
  package func verdict(on subject: RolloverSubject) -> Verdict {
    let why = why(subject.device)
    var reasons = standing(subject) + owner(subject) + scope(subject)
    if why.isEmpty {
      let isUnknown = policy.eligible.isByAgeOnly && subject.device.purchased == nil
      reasons.append(isUnknown ? .unknownAge : .notDue)
    }
    let exclusion = exclusion(of: subject)
    if exclusion != nil { reasons.append(.excluded) }
    guard reasons.isEmpty else { return .not(reasons, note: exclusion?.reason) }
    return .eligible(why: why, rank: rank(of: subject))
  }

  /// Why it is due; age, end of life and readiness each suffice.
  private func why(_ device: Device) -> [RolloverReason] {
    let eligible = policy.eligible
    var why: [RolloverReason] = []
    if let years = eligible.olderThanYears, let purchased = device.purchased,
      purchased < today.before(years: years)
    {
      why.append(.age)
    }
    if let before = eligible.endOfLifeBefore, let ends = device.endOfLife, ends < before,
      eligible.endOfLifeFrom.map({ ends >= $0 }) ?? true
    {
      why.append(.endOfLife)
    }
    if eligible.notReadyForWindows11, device.readiness == .notCapable { why.append(.notReady) }
    return why
  }

  private func standing(_ subject: RolloverSubject) -> [RolloverReason] {
    var reasons: [RolloverReason] = []
    if subject.isGone { reasons.append(.gone) }
    if subject.device.stage != .inUse { reasons.append(.notInUse) }
    if subject.device.ownership == .personal { reasons.append(.personal) }
    if subject.device.isShared { reasons.append(.shared) }
    if subject.campaign != nil { reasons.append(.inCampaign) }
    return reasons
  }

  private func owner(_ subject: RolloverSubject) -> [RolloverReason] {
    // Nobody is missing where a machine is everybody's.
    if subject.device.isShared { return [] }
    guard subject.device.user != nil else { return [.noUser] }
    guard let user = subject.user else { return [.unknownUser] }
    if user.absence == .left { return [.left] }
    return user.role.mayUseRakel ? [] : [.noAccess]
  }

  private func scope(_ subject: RolloverSubject) -> [RolloverReason] {
    let eligible = policy.eligible
    var reasons: [RolloverReason] = []
    if !Self.fits(eligible.models, subject.device.model) {
      reasons.append(.otherModel)
    }
    if !eligible.municipalities.isEmpty,
      !(subject.municipality.map { eligible.municipalities.contains($0.municipalityKey) } ?? false)
    {
      reasons.append(.otherMunicipality)
    }
    if !Self.fits(eligible.units, subject.unit) {
      reasons.append(.otherUnit)
    }
    if let days = eligible.seenWithinDays {
      let seen = subject.device.lastSeen.map { OsloClock.reading($0).day }
      if seen.map({ $0 < today + -days }) ?? true { reasons.append(.notSeen) }
    }
    return reasons
  }

  private func exclusion(of subject: RolloverSubject) -> RolloverPolicy.Exclusion? {
    policy.exclusions.first { exclusion in
      guard exclusion.until.map({ today <= $0 }) ?? true else { return false }
      switch exclusion.what {
      case .serial(let serial): return serial == subject.device.serial
      case .unit(let glob): return Self.fits([glob], subject.unit)
      case .model(let glob): return Self.fits([glob], subject.device.model)
      case .municipality(let name): return name == subject.municipality?.municipalityKey
      case .user(let name):
        return name == subject.user?.id || name.lowercased() == subject.device.user
      }
    }
  }

  /// Whether one of them stands for the name; none stand for all, and what has no name fits none.
  private static func fits(_ globs: [Glob], _ name: String?) -> Bool {
    globs.isEmpty || name.map { name in globs.contains { $0.matches(name) } } ?? false
  }

  private func rank(of subject: RolloverSubject) -> Int {
    policy.priorities.first { fits($0, subject) }?.rank ?? RolloverPolicy.Priority.ordinary
  }

  private func fits(_ priority: RolloverPolicy.Priority, _ subject: RolloverSubject) -> Bool {
    if !Self.fits(priority.units, subject.unit) {
      return false
    }
    if !Self.fits(priority.models, subject.device.model) {
      return false
    }
    if !priority.municipalities.isEmpty,
      !(subject.municipality.map { priority.municipalities.contains($0.municipalityKey) } ?? false)
    {
      return false
    }
    if let readiness = priority.readiness, readiness != subject.device.readiness { return false }
    if let years = priority.olderThanYears {
      guard let purchased = subject.device.purchased else { return false }
      return purchased < today.before(years: years)
    }
    return true
  }
}

extension Day {
  /// The same day so many years earlier; 28 February for a day that year does not have.
  ///
  /// What was bought before it is older than that.
  package func before(years: Int) -> Day {
    let (year, month, day) = civil
    return Day(year: year - years, month: month, day: day)
      ?? Day(year: year - years, month: month, day: 28) ?? Day(number: 0)
  }
}
