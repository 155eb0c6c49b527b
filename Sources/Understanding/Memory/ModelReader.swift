/// Reads what ``ModelWriter`` wrote; believes no length before it has looked at what is left.
///
/// Runs of numbers stay where they are in the memory, and are not copied.
struct ModelReader {
  private let memory: Memory
  /// Where the content begins, a multiple of ``Memory/alignment``.
  private let start: Int
  private var position: Int

  init(_ memory: Memory, from start: Int) {
    self.memory = memory
    self.start = start
    position = start
  }

  var isAtEnd: Bool { position == memory.count }

  mutating func integer() throws(ModelError) -> Int {
    Int(try number(as: Int64.self, from: 0))
  }

  mutating func double() throws(ModelError) -> Double {
    let number = try number(as: Double.self, from: 0)
    guard number.isFinite else { throw .damaged }
    return number
  }

  mutating func text() throws(ModelError) -> String {
    let count = try integer()
    guard count >= 0, count <= memory.count - position else { throw .damaged }
    defer { position += count }
    let text = unsafe memory.withBytes(position..<position + count) {
      unsafe String(validating: $0, as: UTF8.self)
    }
    guard let text else { throw .damaged }
    return text
  }

  /// Numbers behind their count.
  mutating func counted<Number: BitwiseCopyable>(
    _ type: Number.Type
  ) throws(ModelError) -> NumberRun<Number> {
    let count = try integer()
    let askew = (position - start) % Memory.alignment
    let first = position + (askew == 0 ? 0 : Memory.alignment - askew)
    guard let numbers = NumberRun<Number>(memory, at: first, count: count) else { throw .damaged }
    position = first + count * MemoryLayout<Number>.stride
    return numbers
  }

  /// Numbers behind their count, which must be `count`.
  mutating func counted<Number: BitwiseCopyable>(
    _ type: Number.Type,
    count: Int
  ) throws(ModelError) -> NumberRun<Number> {
    let numbers = try counted(type)
    guard numbers.count == count else { throw .damaged }
    return numbers
  }

  private mutating func number<Number: BitwiseCopyable>(
    as type: Number.Type,
    from zero: Number
  ) throws(ModelError) -> Number {
    let size = MemoryLayout<Number>.size
    guard size <= memory.count - position else { throw .damaged }
    defer { position += size }
    return unsafe memory.withBytes(position..<position + size) {
      unsafe $0.loadUnaligned(as: type)
    }
  }
}
