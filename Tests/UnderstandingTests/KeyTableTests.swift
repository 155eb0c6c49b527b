import Ground
import Testing

// Testable: a table is part of a model and never seen outside.
@testable import Understanding

@Suite struct KeyTableTests {
  @Test(arguments: 0..<20)
  func `numbers keys in the order in which they come, like a dictionary`(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    var (growing, numbers): (KeyNumbers, [UInt64: Int32]) = (KeyNumbers(), [:])
    for _ in 0..<500 {
      // Few letters, as in n-grams: the upper bits are all alike.
      let key = UInt64(generator.below(300)) << UInt64(8 * generator.below(3))
      let number = numbers[key] ?? Int32(numbers.count)
      numbers[key] = number
      #expect(growing.number(of: key) == number)
    }
    let again = growing.table
    #expect(again.count == numbers.count)
    for (key, number) in numbers { #expect(again.number(of: key) == number) }
    #expect(again.number(of: .max) == nil)
  }
}
