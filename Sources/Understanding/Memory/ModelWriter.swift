/// Writes the parts of a model one after the other, in the byte order of the machine's floats (little-endian).
struct ModelWriter {
  private(set) var bytes: [UInt8] = []

  mutating func write(_ number: Int) { writeAll([Int64(number)]) }

  mutating func write(_ number: Double) { writeAll([number]) }

  mutating func write(_ text: String) {
    write(text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }

  /// Writes how many numbers there are, then the numbers as they lie in memory, from a multiple of
  /// ``Memory/alignment`` on.
  mutating func writeAll<Number: BitwiseCopyable>(counted numbers: some Collection<Number>) {
    write(numbers.count)
    while bytes.count % Memory.alignment != 0 { bytes.append(0) }
    writeAll(Array(numbers))
  }

  private mutating func writeAll<Number: BitwiseCopyable>(_ numbers: [Number]) {
    // Plain numbers without padding, so every byte of theirs is defined.
    unsafe numbers.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
  }
}
