/// What can be said of a head as it was sent, before libmicrohttpd has put ends to its strings.
///
/// When the request line is there, libmicrohttpd shows where it lies, and what has come with it lies behind it as it was
/// sent. That is what tells `\r\n` from `\0\n`, which look the same afterwards. Most heads come in one piece; one that
/// does not is answered, but no request is read after it, so that nothing can be smuggled behind it.
enum SentHead: Sendable, Hashable {
  /// Each line ends with CRLF, and nothing else is an end.
  case flawless
  case faulty
  /// It has not come as a whole, or is longer than a page.
  case unseen

  /// - Parameters:
  ///   - page: What lies in memory from the target on, to the end of the page; zeros where nothing has come yet.
  ///   - targetBytes: How much of it is the target; the blank after it is a NUL already.
  init(_ page: [UInt8], targetBytes: Int) {
    // After the target: a blank, `HTTP/1.1`, and the end of the line.
    let start = targetBytes + 1 + 8 + 2
    guard start < page.count else {
      self = .unseen
      return
    }
    self = Self.look(at: page[start...])
  }

  private static func look(at lines: ArraySlice<UInt8>) -> SentHead {
    // The start of the line that is looked at.
    var start = lines.startIndex
    while let end = lines[start...].firstIndex(where: { $0 == 0x0D || $0 == 0x0A || $0 == 0 }) {
      if lines[end] == 0 {
        // Nothing has come yet, unless something has come behind it.
        return lines[end...].allSatisfy { $0 == 0 } ? .unseen : .faulty
      }
      guard lines[end] == 0x0D, end + 1 < lines.endIndex, lines[end + 1] == 0x0A else {
        return end + 1 < lines.endIndex && (lines[end] == 0x0A || lines[end + 1] != 0)
          ? .faulty : .unseen
      }
      if end == start { return .flawless }
      start = end + 2
    }
    return .unseen
  }
}
