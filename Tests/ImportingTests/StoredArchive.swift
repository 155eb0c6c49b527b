/// A ZIP archive made for a test.
struct StoredArchive: Sendable {
  private(set) var bytes: [UInt8] = []

  /// An archive of texts that are not compressed.
  init(_ members: [(name: String, text: String)]) {
    self.init(members.map { ($0.name, Array($0.text.utf8), $0.text.utf8.count, 0) })
  }

  /// - Parameter members: each with its data, the size unpacked and the method.
  private init(_ members: [(name: String, data: [UInt8], size: Int, method: Int)]) {
    var directory: [UInt8] = []
    for member in members {
      let offset = bytes.count
      let common =
        Self.number(member.method, 2) + Self.number(0, 8) + Self.number(member.data.count, 4)
        + Self.number(member.size, 4) + Self.number(member.name.utf8.count, 2) + Self.number(0, 2)
      bytes += [0x50, 0x4B, 0x03, 0x04, 20, 0, 0, 0] + common + Array(member.name.utf8)
      bytes += member.data
      directory += [0x50, 0x4B, 0x01, 0x02, 20, 0, 20, 0, 0, 0] + common + Self.number(0, 10)
      directory += Self.number(offset, 4) + Array(member.name.utf8)
    }
    let start = bytes.count
    bytes += directory + [0x50, 0x4B, 0x05, 0x06] + Self.number(0, 4)
    bytes += Self.number(members.count, 2) + Self.number(members.count, 2)
    bytes += Self.number(directory.count, 4) + Self.number(start, 4) + Self.number(0, 2)
  }

  private static func number(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { $0 < 4 ? UInt8(value >> (8 * $0) & 0xFF) : 0 }
  }

  /// A workbook with one pair, its sheet compressed by zlib with codes of its own.
  static let packed = StoredArchive([
    ("xl/workbook.xml", Array("<a/>".utf8), 4, 0),
    ("xl/worksheets/sheet1.xml", sheet, 199, 8),
  ])

  private static let sheet: [UInt8] = [
    0xB3, 0x29, 0xCF, 0x2F, 0xCA, 0x2E, 0xCE, 0x48, 0x4D, 0x2D, 0xB1, 0xB3, 0x01, 0x53, 0x2E,
    0x89, 0x25, 0x89, 0x76, 0x36, 0x45, 0xF9, 0xE5, 0x0A, 0x45, 0xB6, 0x4A, 0x86, 0x4A, 0x76,
    0x36, 0xC9, 0x0A, 0x25, 0xB6, 0x4A, 0xC5, 0x25, 0x45, 0x40, 0x66, 0x99, 0x5D, 0x60, 0x69,
    0x6A, 0x71, 0x49, 0x66, 0x7E, 0x9E, 0x8D, 0x7E, 0x99, 0x9D, 0x8D, 0x7E, 0x32, 0x9A, 0xAC,
    0x63, 0x5E, 0x71, 0x79, 0x6A, 0x11, 0x5C, 0x4E, 0x1F, 0x68, 0x0A, 0xDC, 0x28, 0x23, 0x74,
    0xA3, 0x8A, 0x0B, 0x72, 0xB1, 0x9B, 0x52, 0x5C, 0x96, 0x58, 0xA4, 0x00, 0x27, 0xD0, 0x4C,
    0xD3, 0x47, 0x72, 0xA4, 0x3E, 0xC2, 0xED, 0x00,
  ]
}
