/// Unpacks data compressed with DEFLATE (RFC 1951).
package struct Inflate {
  /// Why data cannot be unpacked.
  package enum Fault: Error {
    case damaged
    /// More than the size that was announced.
    case tooLong
  }

  private let input: ArraySlice<UInt8>
  private let limit: Int
  private var position: Int
  private var bits: UInt32 = 0
  private var bitCount = 0
  private var output: [UInt8] = []

  /// The data in `input`, of which there are at most `limit` bytes.
  package static func unpacked(_ input: ArraySlice<UInt8>, limit: Int) throws(Fault) -> [UInt8] {
    var inflate = Inflate(input: input, limit: limit)
    return try inflate.unpack()
  }

  private init(input: ArraySlice<UInt8>, limit: Int) {
    self.input = input
    self.limit = limit
    position = input.startIndex
  }

  private mutating func unpack() throws(Fault) -> [UInt8] {
    var isLast = false
    while !isLast {
      isLast = try take(1) == 1
      switch try take(2) {
      case 0: try stored()
      case 1: try compressed(Self.fixedLiterals, Self.fixedDistances)
      case 2:
        let (literals, distances) = try tables()
        try compressed(literals, distances)
      default: throw .damaged
      }
    }
    return output
  }

  /// The next bits, the lowest first.
  private mutating func take(_ count: Int) throws(Fault) -> Int {
    while bitCount < count {
      guard position < input.endIndex else { throw .damaged }
      bits |= UInt32(input[position]) << UInt32(bitCount)
      position += 1
      bitCount += 8
    }
    let value = bits & ((1 << UInt32(count)) - 1)
    bits >>= UInt32(count)
    bitCount -= count
    return Int(value)
  }

  private mutating func append(_ byte: UInt8) throws(Fault) {
    guard output.count < limit else { throw .tooLong }
    output.append(byte)
  }

  private mutating func stored() throws(Fault) {
    bits = 0
    bitCount = 0
    let count = try take(16)
    guard try take(16) == ~count & 0xFFFF, input.endIndex - position >= count else {
      throw .damaged
    }
    guard output.count + count <= limit else { throw .tooLong }
    output += input[position..<(position + count)]
    position += count
  }

  private static let lengthBases = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
    163, 195, 227, 258,
  ]
  private static let lengthBits = [
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
  ]
  private static let distanceBases = [
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049,
    3073, 4097, 6145, 8193, 12289, 16385, 24577,
  ]

  private mutating func compressed(_ literals: Codes, _ distances: Codes) throws(Fault) {
    while true {
      let symbol = try decode(literals)
      if symbol < 256 {
        try append(UInt8(symbol))
        continue
      }
      if symbol == 256 { return }
      guard symbol - 257 < Self.lengthBases.count else { throw .damaged }
      let length = Self.lengthBases[symbol - 257] + (try take(Self.lengthBits[symbol - 257]))
      let code = try decode(distances)
      guard code < Self.distanceBases.count else { throw .damaged }
      let distance = Self.distanceBases[code] + (try take(max(0, code / 2 - 1)))
      guard distance <= output.count else { throw .damaged }
      for _ in 0..<length { try append(output[output.count - distance]) }
    }
  }

  // MARK: Codes

  /// A canonical Huffman code: how many codes there are of each length, and their symbols in order.
  private struct Codes {
    var counts = [Int](repeating: 0, count: 16)
    var symbols: [Int] = []

    init(_ lengths: [Int]) {
      for length in lengths where length > 0 { counts[length] += 1 }
      var starts = [Int](repeating: 0, count: 16)
      for length in 1..<15 { starts[length + 1] = starts[length] + counts[length] }
      symbols = [Int](repeating: 0, count: lengths.count)
      for (symbol, length) in lengths.enumerated() where length > 0 {
        symbols[starts[length]] = symbol
        starts[length] += 1
      }
    }
  }

  private static let fixedLiterals = Codes(
    [Int](repeating: 8, count: 144) + [Int](repeating: 9, count: 112)
      + [Int](repeating: 7, count: 24) + [Int](repeating: 8, count: 8)
  )
  private static let fixedDistances = Codes([Int](repeating: 5, count: 30))

  private mutating func decode(_ codes: Codes) throws(Fault) -> Int {
    var code = 0
    var first = 0
    var index = 0
    for length in 1...15 {
      code |= try take(1)
      let count = codes.counts[length]
      if code - count < first { return codes.symbols[index + code - first] }
      index += count
      first = (first + count) << 1
      code <<= 1
    }
    throw .damaged
  }

  private static let lengthOrder = [
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
  ]

  /// The codes that a block brings along.
  private mutating func tables() throws(Fault) -> (Codes, Codes) {
    let literalCount = try take(5) + 257
    let distanceCount = try take(5) + 1
    let lengthCount = try take(4) + 4
    guard literalCount <= 286, distanceCount <= 30 else { throw .damaged }
    var codeLengths = [Int](repeating: 0, count: 19)
    for index in 0..<lengthCount { codeLengths[Self.lengthOrder[index]] = try take(3) }
    let codes = try checked(codeLengths)
    var lengths: [Int] = []
    while lengths.count < literalCount + distanceCount {
      let symbol = try decode(codes)
      switch symbol {
      case 0..<16: lengths.append(symbol)
      case 16:
        guard let last = lengths.last else { throw .damaged }
        lengths += [Int](repeating: last, count: try take(2) + 3)
      case 17: lengths += [Int](repeating: 0, count: try take(3) + 3)
      default: lengths += [Int](repeating: 0, count: try take(7) + 11)
      }
    }
    guard lengths.count == literalCount + distanceCount else { throw .damaged }
    return (
      try checked(Array(lengths[..<literalCount])), try checked(Array(lengths[literalCount...]))
    )
  }

  /// The codes of these lengths, which must not be more than there are.
  private func checked(_ lengths: [Int]) throws(Fault) -> Codes {
    let codes = Codes(lengths)
    var free = 1
    for length in 1...15 {
      free = free << 1 - codes.counts[length]
      if free < 0 { throw .damaged }
    }
    return codes
  }
}
