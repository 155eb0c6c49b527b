internal import Dispatch
internal import Synchronization

/// Does independent jobs on at most two threads.
///
/// Which thread does which job depends on timing, what comes out does not: a job knows its number and nothing of
/// the others.
enum TwoThreads {
  /// The results of `job` for 0 ..< `count`, in order; blocks until all are done.
  static func map<Result: Sendable>(_ count: Int, _ job: @Sendable (Int) -> Result) -> [Result] {
    let next = Atomic<Int>(0)
    let results = Mutex<[Int: Result]>([:])
    DispatchQueue.concurrentPerform(iterations: min(2, count)) { _ in
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < count else { return }
        let result = job(index)
        results.withLock { $0[index] = result }
      }
    }
    return results.withLock { results in (0..<count).compactMap { results[$0] } }
  }
}
