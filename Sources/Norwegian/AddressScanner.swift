/// Finds e-mail addresses, web addresses and bare domains, in time linear in the text.
enum AddressScanner {
  /// The ranges of the addresses, in order, not overlapping.
  static func addresses(in bytes: [UInt8]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var start = 0
    var (hasAt, hasPoint) = (false, false)
    for index in 0...bytes.count {
      let byte = index < bytes.count ? bytes[index] : 0
      switch byte {
      case UInt8(ascii: "@"): hasAt = true
      case UInt8(ascii: "."), UInt8(ascii: ":"): hasPoint = true
      case 0...UInt8(ascii: " "):
        if hasAt || hasPoint { search(start..<index, of: bytes, hasAt: hasAt, into: &found) }
        (start, hasAt, hasPoint) = (index + 1, false, false)
      default: continue
      }
    }
    return found
  }

  /// Looks through a stretch without blanks.
  private static func search(
    _ chunk: Range<Int>,
    of bytes: [UInt8],
    hasAt: Bool,
    into found: inout [Range<Int>]
  ) {
    let outer = trimmed(chunk, bytes)
    guard outer.count >= 4 else { return }
    if let web = webAddress(outer, bytes) {
      found.append(web)
    } else if hasAt {
      mailAddresses(outer, bytes, into: &found)
    } else if isDomain(outer, bytes) {
      found.append(outer)
    }
  }

  /// The chunk without brackets, quotes and punctuation around it.
  private static func trimmed(_ chunk: Range<Int>, _ bytes: [UInt8]) -> Range<Int> {
    var (lower, upper) = (chunk.lowerBound, chunk.upperBound)
    while lower < upper, isPunctuation(bytes[lower]) { lower += 1 }
    while lower < upper, isPunctuation(bytes[upper - 1]) && bytes[upper - 1] != UInt8(ascii: "/") {
      upper -= 1
    }
    return lower..<upper
  }

  private static func isPunctuation(_ byte: UInt8) -> Bool { byte < 0x80 && !isWordByte(byte) }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
      true
    default: false
    }
  }

  /// From `scheme://` or `www.` to the end of the chunk; text before the scheme is left to the
  /// words.
  private static func webAddress(_ chunk: Range<Int>, _ bytes: [UInt8]) -> Range<Int>? {
    if bytes[chunk].prefix(4).map({ $0 | 0x20 }) == Array("www.".utf8) { return chunk }
    guard let colon = firstScheme(chunk, bytes), colon + 3 < chunk.upperBound else { return nil }
    var start = colon
    while start > chunk.lowerBound, bytes[start - 1] < 0x80, isWordByte(bytes[start - 1]) {
      start -= 1
    }
    return start < colon ? start..<chunk.upperBound : nil
  }

  private static func firstScheme(_ chunk: Range<Int>, _ bytes: [UInt8]) -> Int? {
    let slash = UInt8(ascii: "/")
    for index in chunk where bytes[index] == UInt8(ascii: ":") && index + 2 < chunk.upperBound {
      if bytes[index + 1] == slash && bytes[index + 2] == slash { return index }
    }
    return nil
  }

  /// Around every `@`: as much as an address may hold, never past the one before.
  private static func mailAddresses(
    _ chunk: Range<Int>,
    _ bytes: [UInt8],
    into found: inout [Range<Int>]
  ) {
    var floor = chunk.lowerBound
    for at in chunk where bytes[at] == UInt8(ascii: "@") && at >= floor {
      var (lower, upper) = (at, at + 1)
      while lower > floor, isMailByte(bytes[lower - 1]) { lower -= 1 }
      while upper < chunk.upperBound, isDomainByte(bytes[upper]) { upper += 1 }
      floor = upper
      while upper > at + 1, !isWordByte(bytes[upper - 1]) { upper -= 1 }
      while lower < at, !isWordByte(bytes[lower]) { lower += 1 }
      let domain = bytes[(at + 1)..<upper]
      if lower < at && domain.contains(UInt8(ascii: ".")) { found.append(lower..<upper) }
    }
  }

  private static func isMailByte(_ byte: UInt8) -> Bool {
    isDomainByte(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "+")
      || byte == UInt8(ascii: "%")
  }

  private static func isDomainByte(_ byte: UInt8) -> Bool {
    isWordByte(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
  }

  /// Whether the chunk is a host name under a common top domain, with or without a path.
  private static func isDomain(_ chunk: Range<Int>, _ bytes: [UInt8]) -> Bool {
    let host = bytes[chunk].prefix { $0 != UInt8(ascii: "/") }
    guard host.count <= 253, host.allSatisfy({ isDomainByte($0) && $0 < 0x80 }) else {
      return false
    }
    let labels = host.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard labels.count >= 2, labels.allSatisfy({ !$0.isEmpty }), labels[0].count >= 2,
      let top = labels.last
    else { return false }
    return topDomains.contains(String(decoding: top.map { $0 | 0x20 }, as: UTF8.self))
  }

  /// The top domains that a bare host name is known by; others need `www.` or a scheme.
  private static let topDomains: Set<String> = [
    "com", "dk", "edu", "eu", "net", "no", "org", "se",
  ]
}
