internal import Flows
internal import Foundation
internal import Ground
internal import Helpdesk
internal import Messaging
internal import Storage

/// What made-up people are going to do, and when.
struct Agenda {
  /// Latest first, so that the next is taken from the end; only sorted before it is looked at.
  private var entries: [(time: Date, order: Int, deed: Deed)] = []
  private var isSorted = true
  private var count = 0

  /// When the next deed is due; nil for none.
  var next: Date? {
    mutating get {
      sort()
      return entries.last?.time
    }
  }

  mutating func add(_ deed: Deed, at time: Date) {
    count += 1
    entries.append((time, count, deed))
    isSorted = false
  }

  /// Takes out what is due, in order.
  mutating func take(until now: Date) -> [Deed] {
    sort()
    var due: [Deed] = []
    while let last = entries.last, last.time <= now {
      due.append(last.deed)
      entries.removeLast()
    }
    return due
  }

  private mutating func sort() {
    guard !isSorted else { return }
    entries.sort { ($0.time, $0.order) > ($1.time, $1.order) }
    isSorted = true
  }

  /// One thing that somebody does.
  enum Deed: Sendable {
    /// Answers a question: with the data, and for what these leave open, with what the seed makes of its inputs.
    case answer(Int, JSON?, UInt64)
    /// Finishes a work item.
    case finish(Int)

    func perform(
      by engine: FlowEngine,
      at now: Date,
      in connection: Connection
    ) throws(DatabaseError) {
      switch self {
      case .answer(let id, let data, let seed):
        guard let question = try QuestionStore.question(id, in: connection),
          question.state == .open
        else { return }
        var random = SeededGenerator(seed: seed)
        var submitted = Guess(question).data(&random)
        if let told = data?.object, var whole = submitted.object {
          for (key, value) in told { whole[key] = value }
          submitted = .object(whole)
        }
        // What the server would refuse, nobody can answer with: they stay silent.
        guard let answer = try? question.answer(from: submitted) else { return }
        try QuestionStore.settle(id, as: .answered, at: now, in: connection)
        _ = try engine.answer(
          question.token,
          with: .success(answer),
          now: now.milliseconds,
          in: connection
        )
      case .finish(let number):
        _ = try WorklistStore.finish(
          number,
          with: Note(by: "simulation", at: now, ""),
          answering: FlowAnswers(engine),
          in: connection
        )
      }
    }
  }
}
