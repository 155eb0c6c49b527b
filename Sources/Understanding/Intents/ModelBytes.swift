/// Writes the parts of a model one after the other, in the byte order of the machine's floats (little-endian).
struct ModelWriter {
  private(set) var bytes: [UInt8] = []

  mutating func write(_ number: Int) { writeAll([Int64(number)]) }

  mutating func write(_ number: Double) { writeAll([number]) }

  mutating func write(_ text: String) {
    write(text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }

  /// Writes how many numbers there are, then the numbers as they lie in memory.
  mutating func writeAll<Number: BitwiseCopyable>(counted numbers: [Number]) {
    write(numbers.count)
    writeAll(numbers)
  }

  private mutating func writeAll<Number: BitwiseCopyable>(_ numbers: [Number]) {
    // Plain numbers without padding, so every byte of theirs is defined.
    unsafe numbers.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
  }
}

/// Reads what ``ModelWriter`` wrote; believes no length before it has looked at what is left.
struct ModelReader {
  private let bytes: ArraySlice<UInt8>
  private var position: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  var isAtEnd: Bool { position == bytes.endIndex }

  mutating func integer() throws(ModelError) -> Int {
    Int(try numbers(1, of: Int64.self, zero: 0)[0])
  }

  mutating func double() throws(ModelError) -> Double {
    let number = try numbers(1, of: Double.self, zero: 0)[0]
    guard number.isFinite else { throw .damaged }
    return number
  }

  mutating func text() throws(ModelError) -> String {
    let count = try integer()
    guard count >= 0, count <= bytes.endIndex - position else { throw .damaged }
    defer { position += count }
    guard let text = String(validating: bytes[position..<position + count], as: UTF8.self) else {
      throw .damaged
    }
    return text
  }

  /// Numbers behind their count.
  mutating func counted<Number: BitwiseCopyable>(
    _ type: Number.Type,
    zero: Number
  ) throws(ModelError) -> [Number] {
    try numbers(try integer(), of: type, zero: zero)
  }

  private mutating func numbers<Number: BitwiseCopyable>(
    _ count: Int,
    of type: Number.Type,
    zero: Number
  ) throws(ModelError) -> [Number] {
    let size = MemoryLayout<Number>.stride
    guard count >= 0, count <= (bytes.endIndex - position) / size else { throw .damaged }
    var numbers = [Number](repeating: zero, count: count)
    let source = bytes[position..<position + count * size]
    // The guard above holds both sides to `count * size` bytes, and any bits are a number.
    unsafe numbers.withUnsafeMutableBytes { target in
      unsafe source.withUnsafeBytes { unsafe target.copyMemory(from: $0) }
    }
    position += count * size
    return numbers
  }
}
