import Ground
import Testing

// Testable: a table is part of a model and never seen outside.
@testable import Understanding

@Suite struct KeyTableTests {
  @Test(arguments: 0..<20)
  func `numbers keys in the order in which they come, like a dictionary`(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    var (table, numbers): (KeyTable, [UInt64: Int32]) = (KeyTable(), [:])
    for _ in 0..<500 {
      // Few letters, as in n-grams: the upper bits are all alike.
      let key = UInt64(generator.below(300)) << UInt64(8 * generator.below(3))
      let number = numbers[key] ?? Int32(numbers.count)
      numbers[key] = number
      #expect(table.number(adding: key) == number)
    }
    let again = KeyTable(table.keys)
    #expect(again.count == numbers.count)
    for (key, number) in numbers { #expect(again.number(of: key) == number) }
    #expect(again.number(of: .max) == nil)
  }
}
