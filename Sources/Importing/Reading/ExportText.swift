/// Bytes of an export as text: UTF-8 with or without byte order mark, or UTF-16 with one, as Excel saves it.
enum ExportText {
  /// The bytes as UTF-8 without byte order mark.
  ///
  /// - Throws: where they are no text, with the line.
  static func utf8(_ bytes: [UInt8], file: String) throws(ImportError) -> [UInt8] {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      return try checked(Array(bytes.dropFirst(3)), file: file)
    }
    if bytes.starts(with: [0xFF, 0xFE]) { return try utf16(bytes, low: 0, high: 1, file: file) }
    if bytes.starts(with: [0xFE, 0xFF]) { return try utf16(bytes, low: 1, high: 0, file: file) }
    return try checked(bytes, file: file)
  }

  private static func checked(_ bytes: [UInt8], file: String) throws(ImportError) -> [UInt8] {
    if let index = bytes.firstIndex(of: 0) {
      let line = bytes[..<index].count { $0 == 0x0A } + 1
      throw ImportError(file: file, at: .init(line: line), "holds a NUL byte; it is no text")
    }
    guard String(validating: bytes, as: UTF8.self) != nil else {
      // Lines are tried one by one only to say where it stops being text.
      var line = 1
      for piece in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
        if String(validating: piece, as: UTF8.self) == nil { break }
        line += 1
      }
      throw ImportError(file: file, at: .init(line: line), "is not valid UTF-8; save it as UTF-8")
    }
    return bytes
  }

  private static func utf16(
    _ bytes: [UInt8],
    low: Int,
    high: Int,
    file: String
  ) throws(ImportError) -> [UInt8] {
    guard bytes.count.isMultiple(of: 2) else {
      throw ImportError(file: file, "is not valid UTF-16: half a character at the end")
    }
    let units = stride(from: 2, to: bytes.count, by: 2).map { index in
      UInt16(bytes[index + low]) | UInt16(bytes[index + high]) << 8
    }
    return try checked(Array(String(decoding: units, as: UTF16.self).utf8), file: file)
  }
}
