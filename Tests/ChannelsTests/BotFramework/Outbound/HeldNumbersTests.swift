// The race it is there for cannot be brought about from outside, and the type is nobody else's business.
@testable import Channels
import Testing

@Suite struct HeldNumbersTests {
  @Test func `holds what leaves while the outbox is being read, until that is over`() {
    var held = HeldNumbers()
    held.hold([1, 2])
    held.beginReading()
    held.release([1])
    // What was read before 1 was marked may still have it.
    #expect(held.contains(1))
    held.endReading()
    #expect(!held.contains(1))
    held.release([2])
    #expect(!held.contains(2))
  }
}
