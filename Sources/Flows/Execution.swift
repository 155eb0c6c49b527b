package import Ground
package import StatesLanguage

/// One run of a flow, or of one item or branch inside of it, as it is stored.
package struct Execution: Sendable {
  /// Its row; 0 for one that is not stored yet.
  package var id: Int
  /// What people and other systems know it by; unique over all databases, for ever.
  package var name: String
  package var flow: String
  /// The row of the definition that it began with.
  package var definition: Int
  package var kind: Kind
  package var status: Status
  /// The execution that forked this one; nil for a run.
  package var parent: Parent?
  /// The run that this one belongs to; its own row for a run.
  package var root: Int
  package var cursor: Cursor
  package var waiting: Waiting
  /// When it is to be looked at again, in milliseconds since 1970; nil where only an answer can wake it.
  package var due: Int?
  package var limits: Limits
  /// The token that ends the wait of the current state; nil where it waits for none.
  package var token: String?
  /// What came in by the token and is not yet taken up.
  package var answer: String?
  package var join: Join
  /// Whom it is about; nil where it is about nobody.
  package var user: String?
  /// Which machine it is about, by serial or id.
  package var device: String?
  /// The input it was started with, as JSON text; nil for a branch, which has its run's.
  package var input: String?
  /// `Map.Item` of the nearest Map around it.
  package var item: JSON?
  package var started: Int
  /// When it last did a step, or was told something.
  package var changed: Int
  package var ended: Int?
  package var seed: UInt64
  /// How many events its history has.
  package var events: Int
  package var output: String?
  package var failure: StateFailure?

  /// Whether it was started by itself, or is an item of a DISTRIBUTED Map, or part of an inline Map or Parallel.
  package enum Kind: String, Sendable { case run, item, branch }

  /// How it stands.
  package enum Status: String, Sendable, CaseIterable {
    case running
    /// It waits for a place: its Map runs only so many at once.
    case queued
    case paused, succeeded, failed, cancelled
    /// The definition's own `TimeoutSeconds` ran out.
    case timedOut

    /// Whether it will do nothing more by itself.
    package var isEnd: Bool { self != .running && self != .queued && self != .paused }

    /// Whether it ended without having succeeded, so that somebody may have it try again.
    package var isFailure: Bool { isEnd && self != .succeeded }

    /// The status in words.
    package var words: String { self == .timedOut ? "timed out" : rawValue }
  }

  /// Where a fork put it.
  package struct Parent: Sendable, Hashable {
    package var id: Int
    /// Which fork of the parent, from ``Execution/fork``.
    package var fork: Int
    /// Which of the children, from 0.
    package var place: Int
  }

  /// What the context object says of the execution that something is part of, or is by itself (`$$.Execution`).
  package struct Origin: Sendable, Hashable {
    package var name: String
    /// Milliseconds since 1970.
    package var started: Int
    package var input: JSON

    init(name: String, started: Int, input: JSON) {
      self.name = name
      self.started = started
      self.input = input
    }

    /// - Parameter input: as it is stored; one that cannot be read was stored by no Rakel, which is not the state's fault.
    init(name: String, started: Int, input: String) {
      self.init(name: name, started: started, input: (try? JSON(parsing: input)) ?? .null)
    }
  }

  /// What it waits for.
  package enum Waiting: String, Sendable {
    /// Its state is to begin, for the first time, again after a failure, or again because a call was cut off.
    case step
    /// A Wait state.
    case timer
    /// A call outside that is on its way.
    case call
    /// Somebody who has the token.
    case token
    /// The answer is there and is to be taken up.
    case answer
    /// Its children.
    case children
  }

  /// The moments, in milliseconds since 1970, after which it fails.
  package struct Limits: Sendable, Hashable {
    /// Of the whole run.
    package var run: Int?
    /// Of the task that goes on.
    package var task: Int?
    /// Of the next sign of life.
    package var beat: Int?
    /// Milliseconds between two signs of life.
    package var heartbeat: Int?

    var next: Int? { [run, task, beat].compactMap { $0 }.min() }
  }

  /// How the children stand.
  package struct Join: Sendable, Hashable {
    /// How many have not ended.
    package var pending = 0
    package var failures = 0
    /// How many may fail.
    package var tolerated = 0
    /// How many may run at once; 0 for no limit.
    package var concurrency = 0
  }

  /// Whether it has something to do by then, in milliseconds since 1970.
  func isDue(at moment: Int) -> Bool { status == .running && due.map { $0 <= moment } ?? false }

  /// The number of the fork that the current try of the current state makes.
  var fork: Int { cursor.fork }

  /// What the other side may tell a repeated request by: the same for every try of this visit.
  package var key: String { "\(name)/\(cursor.visit)" }
}
