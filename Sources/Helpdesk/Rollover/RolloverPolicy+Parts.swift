package import WorkingTime

extension RolloverPolicy {
  /// Which machines are due: one of age, end of life and readiness decides, the rest narrows.
  package struct Eligible: Sendable, Hashable {
    /// In whole years since the purchase.
    package var olderThanYears: Int?
    /// Due where its end of life comes before that day.
    package var endOfLifeBefore: Day?
    /// And not before this one; nil for no such bound.
    package var endOfLifeFrom: Day?
    /// Whether those that cannot run Windows 11 are due.
    package var notReadyForWindows11 = false
    /// Any of these; none for all.
    package var models: [Glob] = []
    /// In lower case; none for all.
    package var municipalities: [String] = []
    package var units: [Glob] = []
    /// Seen within so many days; nil where that does not matter.
    package var seenWithinDays: Int?

    package init() {}

    /// Whether only age makes a machine due, so that one without a day of purchase cannot be judged.
    package var isByAgeOnly: Bool {
      olderThanYears != nil && endOfLifeBefore == nil && !notReadyForWindows11
    }

    /// Whether anything decides.
    package var decides: Bool {
      olderThanYears != nil || endOfLifeBefore != nil || notReadyForWindows11
    }
  }

  /// Who comes first: all that is told must fit.
  package struct Priority: Sendable, Hashable {
    /// The rank of those whom no priority names.
    package static let ordinary = 100

    /// The lowest is the first.
    package var rank: Int
    package var units: [Glob]
    package var models: [Glob]
    package var municipalities: [String]
    package var readiness: Device.Readiness?
    package var olderThanYears: Int?
  }

  /// What is left out, and why.
  package struct Exclusion: Sendable, Hashable {
    package var what: What
    /// In words that people read.
    package var reason: String
    /// The last day on which it holds; nil for good.
    package var until: Day?

    /// By what a machine is left out.
    package enum What: Sendable, Hashable {
      /// In upper case.
      case serial(String)
      case unit(Glob)
      /// An id, or a name that somebody signs in with.
      case user(String)
      case model(Glob)
      /// In lower case.
      case municipality(String)
    }
  }

  /// When the silent are written to again.
  package struct Reminders: Sendable, Hashable {
    /// Working days to wait before each reminder.
    package var businessDays = [3, 3]
    /// Working days after the last of them until the leader is asked.
    package var leaderBusinessDays = 3
  }

  /// How often and how long the exchange can be put off.
  package struct Later: Sendable, Hashable {
    package var times = 1
    /// The latest day is so many days after the answer.
    package var days = 60
  }

  /// What an exchange took before.
  package struct Baseline: Sendable, Hashable {
    package var minutesBefore = 25.0
    package var kronerPerHour = 450.0
  }
}
