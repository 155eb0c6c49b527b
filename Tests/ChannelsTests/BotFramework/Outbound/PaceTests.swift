import Channels
import Ground
import Testing

@Suite struct PaceTests {
  /// The moments of the first sendings, where somebody wants to send all the time.
  private func moments(_ count: Int, _ limits: [Pace.Limit]) -> [Int] {
    var pace = Pace(limits)
    var now = 0
    return (0..<count).map { _ in
      now = pace.next(from: now)
      pace.note(now)
      return now
    }
  }

  @Test func `sends as fast as Teams allows, and no faster`() {
    let moments = moments(70, Pace.teamsConversation)
    // Seven at once, the eighth after one second, the ninth after two, and the sixty-first after thirty.
    #expect(moments[0..<7].allSatisfy { $0 == 0 })
    #expect(moments[7] == 1_000)
    #expect(moments[8] == 2_000)
    #expect(moments[60] >= 30_000)
  }

  @Test func `holds the limit of the hour`() {
    let moments = moments(1_802, Pace.teamsConversation)
    #expect(moments[1_799] < 3_600_000)
    #expect(moments[1_800] == 3_600_000)
  }

  @Test(arguments: 0..<50 as Range<UInt64>)
  func `never passes a limit, whatever the times`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let limits = [Pace.Limit(times: 3, in: .milliseconds(100)), .init(times: 7, in: .seconds(1))]
    var pace = Pace(limits)
    var (now, moments) = (0, [Int]())
    for _ in 0..<400 {
      now += generator.below(generator.below(10) == 0 ? 2_000 : 60)
      guard pace.next(from: now) == now else { continue }
      pace.note(now)
      moments.append(now)
    }
    for limit in limits {
      for (index, moment) in moments.enumerated().dropFirst(limit.times) {
        #expect(moment - moments[index - limit.times] >= limit.milliseconds)
      }
    }
    // And it does not keep back what may go: somebody else counts them one by one.
    for (index, moment) in moments.enumerated() {
      let before = moments[..<index]
      #expect(
        limits.allSatisfy { limit in
          before.filter { $0 > moment - limit.milliseconds }.count < limit.times
        }
      )
    }
  }

  @Test func `gives everybody who asks at once a moment of their own`() {
    var pace = Pace([Pace.Limit(times: 2, in: .seconds(1))])
    #expect((0..<5).map { _ in pace.reserve(from: 7) } == [7, 7, 1_007, 1_007, 2_007])
    #expect(pace.reserve(from: 5_000) == 5_000)
  }

  @Test func `forgets what counts no more`() {
    var pace = Pace([Pace.Limit(times: 2, in: .seconds(1))])
    #expect(pace.isForgotten(at: 0))
    pace.note(5)
    #expect(!pace.isForgotten(at: 1_004))
    #expect(pace.isForgotten(at: 1_005))
  }

  @Test func `has no limit where there is none`() {
    #expect(moments(1_000, []).last == 0)
  }
}
