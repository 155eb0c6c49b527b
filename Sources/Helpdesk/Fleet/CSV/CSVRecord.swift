/// The fields of one record, in the bytes that they were written in.
package struct CSVRecord: Sendable {
  /// Where it begins, from 1.
  package private(set) var line = 1
  private var bytes: [UInt8] = []
  /// Where each field ends.
  private var ends: [Int] = []
  private var hasHighBytes = false

  /// How many fields there are.
  package var fields: Int { ends.count }

  /// The bytes of a field; empty where there is none.
  package subscript(index: Int) -> ArraySlice<UInt8> {
    guard index < ends.count else { return [] }
    return bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
  }

  /// A field as text; nil where it is empty.
  ///
  /// What is no UTF-8 is Windows-1252, which Excel writes.
  package func text(_ index: Int) -> String? {
    let field = self[index]
    if field.isEmpty { return nil }
    if !hasHighBytes { return String(decoding: field, as: UTF8.self) }
    return String(validating: field, as: UTF8.self) ?? Windows1252.text(field)
  }

  /// Whether there is no field, or only one without anything.
  var isBlank: Bool { ends.count <= 1 && bytes.allSatisfy { $0 == 0x20 } }

  /// Whether it is not UTF-8.
  var needsRepair: Bool { hasHighBytes && String(validating: bytes, as: UTF8.self) == nil }

  /// Whether nothing has been read.
  var isEmpty: Bool { bytes.isEmpty && ends.isEmpty }

  var count: Int { bytes.count + ends.count }

  mutating func begin(line: Int) {
    self.line = line
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    hasHighBytes = false
  }

  mutating func append(_ byte: UInt8) {
    bytes.append(byte)
    if byte >= 0x80 { hasHighBytes = true }
  }

  mutating func endField() { ends.append(bytes.count) }

  mutating func endLine() {
    if bytes.last == 0x0D, bytes.count > (ends.last ?? 0) { bytes.removeLast() }
    endField()
  }
}
