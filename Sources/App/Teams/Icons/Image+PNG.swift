internal import Importing

extension Image {
  /// The picture as PNG (W3C, second edition): eight bits of red, green, blue and opacity, not compressed.
  var png: [UInt8] {
    var rows: [UInt8] = []
    for row in 0..<height {
      // Each row begins with how it is filtered: not at all.
      rows += [0] + pixels[(row * width * 4)..<((row + 1) * width * 4)]
    }
    let header = Self.big(width) + Self.big(height) + [8, 6, 0, 0, 0]
    return Self.signature + Self.chunk("IHDR", header) + Self.chunk("IDAT", Self.stored(rows))
      + Self.chunk("IEND", [])
  }

  private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  private static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
    big(data.count) + name.utf8 + data + big(Int(Checksum.crc32(Array(name.utf8) + data)))
  }

  /// A zlib stream of stored blocks (RFC 1950, RFC 1951 §3.2.4).
  private static func stored(_ data: [UInt8]) -> [UInt8] {
    var stream: [UInt8] = [0x78, 0x01]
    for start in stride(from: 0, to: data.count, by: 65_535) {
      let block = data[start..<min(start + 65_535, data.count)]
      let count = UInt16(block.count)
      let (low, high) = (UInt8(count & 255), UInt8(count >> 8))
      stream += [block.endIndex == data.count ? 1 : 0, low, high, ~low, ~high]
      stream += block
    }
    return stream + big(Int(Checksum.adler32(data)))
  }

  private static func big(_ number: Int) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) }
  }
}
