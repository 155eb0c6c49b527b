internal import Importing

/// A PNG file as far as a check of icons needs it.
struct PNGFile {
  let width: Int
  let height: Int
  /// The pixels; nil for forms that are seldom: palettes, greys, sixteen bits, interlaced.
  let image: Image?

  /// What is wrong with a file that is no PNG.
  struct Fault: Error {
    var words: String
  }

  /// Icons are never larger, in pixels of a side.
  private static let mostSide = 4_096

  init(_ bytes: [UInt8]) throws(Fault) {
    guard bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) else {
      throw Fault(words: "is no PNG")
    }
    var (position, data): (Int, [UInt8]) = (8, [])
    var header: ArraySlice<UInt8> = []
    while position + 12 <= bytes.count {
      let count = Self.number(bytes, position)
      guard count <= bytes.count - position - 12 else { throw Fault(words: "ends too early") }
      let body = bytes[(position + 8)..<(position + 8 + count)]
      let sum = Checksum.crc32(bytes[(position + 4)..<(position + 8 + count)])
      guard Int(sum) == Self.number(bytes, position + 8 + count) else {
        throw Fault(words: "is damaged")
      }
      switch String(decoding: bytes[(position + 4)..<(position + 8)], as: UTF8.self) {
      case "IHDR": header = body
      case "IDAT": data += body
      default: break
      }
      position += 12 + count
    }
    guard header.count == 13 else { throw Fault(words: "has no header") }
    let fields = Array(header)
    (width, height) = (Self.number(fields, 0), Self.number(fields, 4))
    let isUsual = fields[8...12] == [8, 6, 0, 0, 0]
    guard isUsual, (1...Self.mostSide).contains(width), (1...Self.mostSide).contains(height) else {
      image = nil
      return
    }
    image = Image(
      width: width,
      height: height,
      pixels: try Self.pixels(data, width: width, height: height)
    )
  }

  private static func pixels(
    _ data: [UInt8],
    width: Int,
    height: Int
  ) throws(Fault) -> [UInt8] {
    let stride = width * 4
    let limit = (stride + 1) * height
    guard data.count > 6, let rows = try? Inflate.unpacked(data[2...], limit: limit),
      rows.count == limit
    else { throw Fault(words: "is damaged") }
    var pixels: [UInt8] = []
    pixels.reserveCapacity(stride * height)
    for row in 0..<height {
      let filter = rows[row * (stride + 1)]
      for column in 0..<stride {
        let value = rows[row * (stride + 1) + 1 + column]
        let left = column < 4 ? 0 : Int(pixels[row * stride + column - 4])
        let above = row == 0 ? 0 : Int(pixels[(row - 1) * stride + column])
        let corner = row == 0 || column < 4 ? 0 : Int(pixels[(row - 1) * stride + column - 4])
        switch filter {
        case 0: pixels.append(value)
        case 1: pixels.append(value &+ UInt8(left))
        case 2: pixels.append(value &+ UInt8(above))
        case 3: pixels.append(value &+ UInt8((left + above) / 2))
        case 4: pixels.append(value &+ UInt8(nearest(left, above, corner)))
        default: throw Fault(words: "is damaged")
        }
      }
    }
    return pixels
  }

  /// The Paeth predictor (PNG §9.4).
  private static func nearest(_ left: Int, _ above: Int, _ corner: Int) -> Int {
    let guess = left + above - corner
    let (a, b, c) = (abs(guess - left), abs(guess - above), abs(guess - corner))
    return a <= b && a <= c ? left : b <= c ? above : corner
  }

  private static func number(_ bytes: [UInt8], _ position: Int) -> Int {
    (0..<4).reduce(0) { $0 << 8 | Int(bytes[position + $1]) }
  }
}
