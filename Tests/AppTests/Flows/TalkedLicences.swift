import Flows
import Foundation
import Ground
import Helpdesk
import Storage
import Synchronization

/// `rakel:licence.*` as a conversation would have it: what Microsoft Graph knows, as somebody says.
final class TalkedLicences: LocalConnector {
  /// What is known now.
  struct State: Sendable {
    /// What a look says, and why.
    var look = "go"
    var because: [String] = []
    /// By product: `direct`, `mailbox`, or `person` with what stands in the way.
    var licences: [(product: String, way: String, obstacle: String?)] = [("SPE_E3", "direct", nil)]
    /// The error of every call, and its cause.
    var failure: (error: String, cause: String)?
    /// What only `remove` meets, which looks by itself.
    var last: (error: String?, because: [String])?
    /// Whether a person has made the mailbox a shared one.
    var isShared = false
    /// What was asked for.
    var removals: [String] = []
    /// Whom a scan finds.
    var found: [LicensedUser] = []
  }

  let name = "licence"
  let verbs = [
    Verb("scan"), Verb("look", optional: ["mailbox"]),
    Verb("remove", required: ["decision"], optional: ["by", "mailbox"]),
  ]
  private let held = Mutex(State())

  var state: State {
    get { held.withLock { $0 } }
    set { held.withLock { $0 = newValue } }
  }

  func perform(
    _ request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    var state = state
    if let failure = state.failure {
      return .failed(error: failure.error, cause: failure.cause)
    }
    switch request.verb {
    case "scan": return try scan(state, at: request.now, in: connection)
    case "look": return .done(look(state, request))
    default: break
    }
    let last = state.last
    state.last = nil
    if let error = last?.error {
      self.state = state
      return .failed(error: error, cause: "as said")
    }
    if let because = last?.because {
      self.state = state
      return .done(answer("cancelled", because: because))
    }
    let word = { (key: String) in request.parameters[key]?.string ?? "-" }
    state.removals.append("\(word("decision")) by \(word("by")), mailbox \(word("mailbox"))")
    let free = state.licences.filter {
      $0.way == "direct" || ($0.way == "mailbox" && state.isShared)
    }
    let left = state.licences.filter { licence in
      !free.contains { $0.product == licence.product } && licence.way != "leftAlone"
    }
    state.licences = left
    self.state = state
    return .done(
      answer(
        left.isEmpty ? "done" : "partly",
        removed: free.map { ["product": .string($0.product), "way": "direct"] },
        left: left.map {
          [
            "product": .string($0.product), "obstacle": .string($0.obstacle ?? "mailboxFirst"),
            "group": $0.obstacle == "dynamicGroup" ? "Alle ansatte" : .null,
          ]
        }
      )
    )
  }

  private func answer(
    _ state: String,
    removed: [JSON] = [],
    left: [JSON] = [],
    because: [String] = []
  ) -> JSON {
    [
      "state": .string(state), "removed": .array(removed), "left": .array(left),
      "because": .array(because.map(JSON.string)),
    ]
  }

  private func look(_ state: State, _ request: TaskRequest) -> JSON {
    let isCleared = state.isShared && request.parameters["mailbox"] == "converted"
    return [
      "state": .string(state.look), "because": .array(state.because.map(JSON.string)),
      "licences": .array(
        state.licences.map {
          let way = $0.way == "mailbox" && isCleared ? "direct" : $0.way
          return [
            "product": .string($0.product), "title": .string($0.product), "way": .string(way),
            "group": .null, "obstacle": .text($0.obstacle), "kroner": .null,
          ]
        }
      ),
    ]
  }

  private func scan(
    _ state: State,
    at now: Date,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    var totals = LicenceTotals()
    for user in state.found {
      totals.add(user, LicenceRules().verdict(on: user, read: now), nil)
    }
    try LicenceFindingStore.begin(in: connection)
    try LicenceFindingStore.note(state.found, in: connection)
    let findings = LicenceFindings(begun: now, source: "talk", counts: totals.all)
    try LicenceFindingStore.finish(findings, in: connection)
    return .done([
      "users": 10, "inactive": .integer(state.found.count), "licences": 1, "begun": .moment(now),
    ])
  }
}
