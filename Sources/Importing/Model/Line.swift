/// A text made fit for one line of `.lu` or `.qna`, measured in UTF-16 code units.
struct Line {
  /// Without line ends and without blanks around it.
  let text: String
  /// How many code units were cut from its start.
  let cut: Int
  private let units: [UInt16]

  init(_ raw: String) {
    // A line end becomes one blank for each of its code units, so that offsets hold.
    let all = raw.utf16.map { $0.endsLine ? 0x20 : $0 }
    let start = all.firstIndex { !$0.isTrimmed } ?? all.endIndex
    let end = all.lastIndex { !$0.isTrimmed }.map { $0 + 1 } ?? start
    units = Array(all[start..<end])
    cut = start
    text = String(decoding: units, as: UTF16.self)
  }

  /// A stretch of the raw text as one of the line, without blanks around it; nil where nothing is left.
  func range(_ raw: Range<Int>) -> Range<Int>? {
    var lower = min(max(raw.lowerBound - cut, 0), units.count)
    var upper = min(max(raw.upperBound - cut, 0), units.count)
    while lower < upper, units[lower].isTrimmed { lower += 1 }
    while lower < upper, units[upper - 1].isTrimmed { upper -= 1 }
    return lower < upper ? lower..<upper : nil
  }
}

extension String {
  /// This text on one line, without blanks around it.
  var oneLine: String { Line(self).text }

  /// Whether an offset in code units falls between two characters' code points and not within one.
  func isBoundary(_ offset: Int) -> Bool {
    guard let index = utf16.index(utf16.startIndex, offsetBy: offset, limitedBy: utf16.endIndex)
    else { return false }
    return index == utf16.endIndex || !UTF16.isTrailSurrogate(utf16[index])
  }
}

extension UInt16 {
  fileprivate var endsLine: Bool {
    self == 0x0A || self == 0x0D || self == 0x2028 || self == 0x2029
  }

  /// What a reader of `.lu` cuts from the ends of a text: everything that ECMAScript calls white space.
  fileprivate var isTrimmed: Bool {
    switch self {
    case 0x09...0x0D, 0x20, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000,
      0xFEFF:
      true
    default: false
    }
  }
}
