import Ground
import Testing

@Suite struct BackoffTests {
  @Test func `doubles up to its bound`() {
    let backoff = Backoff(first: .seconds(1), rate: 2, most: .seconds(10), jitter: .none)
    var generator = SeededGenerator(seed: 1)
    let waits = [1, 2, 3, 4, 5, 1_000_000].map { backoff.wait(after: $0, drawing: &generator) }
    #expect(waits == [1, 2, 4, 8, 10, 10].map { .seconds($0) })
  }

  @Test(arguments: 0..<50)
  func `draws from nothing to the whole wait`(seed: Int) {
    let backoff = Backoff()
    var one = SeededGenerator(seed: UInt64(seed))
    var other = SeededGenerator(seed: UInt64(seed))
    for failures in 1...20 {
      let wait = backoff.wait(after: failures, drawing: &one)
      #expect(wait >= .zero && wait < .seconds(min(1 << (failures - 1), 300)))
      #expect(wait == backoff.wait(after: failures, drawing: &other))
    }
  }
}

@Suite struct SecretTests {
  @Test func `never shows itself`() {
    let secret = Secret("hunter2")
    var dumped = ""
    dump(["key": secret], to: &dumped)
    for text in [
      "\(secret)", String(reflecting: secret), dumped, "\([secret])", "\(Optional(secret) as Any)",
    ] {
      #expect(!text.contains("hunter2"))
    }
    #expect("\(secret)" == "<secret>")
    #expect(secret.reveal() == "hunter2")
  }
}
