internal import Ground
internal import Helpdesk
internal import Storage
internal import struct Foundation.Date

/// What can be done about somebody's licences as things are now.
struct LicenceLook: Sendable, Hashable {
  let state: State
  /// Why nothing is done, as codes; empty where something is.
  let because: [String]
  let items: [Item]

  enum State: String, Sendable, Hashable {
    case go
    /// Nothing is to be taken: they are there again, somebody wants to keep it, or nothing is left.
    case cancelled
    /// Something that must be known is not known now.
    case wait
  }

  /// One of their licences.
  struct Item: Sendable, Hashable {
    let product: String
    let way: Way
    /// What stands in the way, as a code; nil for nothing.
    let obstacle: String?
    /// The name of the group that it comes with.
    let group: String?
    /// Øre a month; nil where nobody says.
    let øre: Int?
    /// All that it takes to take it, and to give it back; nil where Rakel does not take it.
    let holding: Holding?
  }

  /// How a licence is freed.
  enum Way: String, Sendable, Hashable {
    case direct, group
    /// By a person who makes the mailbox a shared one first; then by Rakel.
    case mailbox
    case person
    /// Not at all: the rules, or the policy, leave it alone.
    case leftAlone
  }

  /// A licence as somebody has it: what must be the same when it is taken.
  struct Holding: Sendable, Hashable {
    let sku: String
    let disabledPlans: [String]
    let way: LicenceRemoval.Way
    /// When it was given, or changed last.
    let given: Date?

    /// Whether that is what was written down to be taken.
    func isSame(as removal: LicenceRemoval) -> Bool {
      sku == removal.sku && disabledPlans == removal.disabledPlans
        && way.group?.id == removal.way.group?.id
        && given.map(\.milliseconds) == removal.given.map(\.milliseconds)
    }
  }

  init(_ state: State, because: [String] = [], items: [Item] = []) {
    self.state = state
    self.because = because
    self.items = items
  }

  /// As flows are told.
  var json: JSON {
    [
      "state": .string(state.rawValue), "because": .array(because.map(JSON.string)),
      "licences": .array(items.map(\.json)),
    ]
  }
}

extension LicenceLook.Item {
  /// As flows are told.
  var json: JSON {
    [
      "product": .string(product), "title": .string(product), "way": .string(way.rawValue),
      "group": group.map(JSON.string) ?? .null, "obstacle": obstacle.map(JSON.string) ?? .null,
      "kroner": øre.map { $0 % 100 == 0 ? .integer($0 / 100) : .double(Double($0) / 100) } ?? .null,
    ]
  }
}
