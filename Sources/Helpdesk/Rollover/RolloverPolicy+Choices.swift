package import People
package import WorkingTime

extension RolloverPolicy {
  /// What a user can choose.
  package struct Choices: Sendable, Hashable {
    package var models: [Model] = []
    package var accessories: [Accessory] = []
    package var mostAccessories = 2
    package var places: [Place] = []
    /// Working days from the notice to the first slot that is offered.
    package var firstSlotAfterBusinessDays = 5
    package var slotsShown = 20

    /// The model of that id; nil where there is none.
    package func model(_ id: String) -> Model? { models.first { $0.id == id } }

    /// The accessory of that id; nil where there is none.
    package func accessory(_ id: String) -> Accessory? { accessories.first { $0.id == id } }

    /// The place of that id; nil where there is none.
    package func place(_ id: String) -> Place? { places.first { $0.id == id } }
  }

  /// A new machine.
  package struct Model: Sendable, Hashable {
    package var id: String
    package var title: PolicyText
    /// The name of a picture of the cards; nil for none.
    package var picture: String?
    /// Who may choose it.
    package var roles: Set<Role>
    /// How many there are, by municipality in lower case, `*` for what all others share; nil for no limit.
    package var stock: [String: Int]?
    /// In kroner; nil where it is not told.
    package var price: Int?

    /// Whose stock a municipality takes from, and how many that has; nil for no limit.
    package func stock(for municipality: String?) -> (pool: String, count: Int)? {
      guard let stock else { return nil }
      if let key = municipality?.municipalityKey, let own = stock[key] { return (key, own) }
      return ("*", stock["*"] ?? 0)
    }
  }

  /// Something that comes along with it.
  package struct Accessory: Sendable, Hashable {
    package var id: String
    package var title: PolicyText
    /// How many there are; nil for no limit.
    package var stock: Int?
  }

  /// Where machines are handed over, and when.
  package struct Place: Sendable, Hashable {
    package var id: String
    package var title: PolicyText
    /// In lower case.
    package var municipality: String
    /// 1 for Monday to 7 for Sunday.
    package var days: Set<Int>
    package var from: TimeOfDay
    package var to: TimeOfDay
    /// How long a slot lasts.
    package var minutes: Int
    /// How many are served in one slot.
    package var capacity: Int
    package var closed: Set<Day>

    /// When the slots of a day begin, by the weekday, the hours and the days on which it is closed.
    ///
    /// Working time is the caller's to know.
    package func slots(on day: Day) -> [TimeOfDay] {
      guard days.contains(day.weekday), !closed.contains(day) else { return [] }
      return stride(from: from.minutes, through: to.minutes - minutes, by: minutes)
        .compactMap(TimeOfDay.init(minutes:))
    }
  }
}
