package import Ground

/// One authored text, read: how it is written, what it means and what is wrong with it.
package struct AuthoredText: Sendable {
  /// The sections in their order, with comments.
  package var document: Document
  /// What the `.lu` half says; of use only where there are no errors.
  package var lu: LUFile
  /// What the `.qna` half says; of use only where there are no errors.
  package var qna: QNAFile
  /// Errors and warnings, in the order in which they were found, at most 100 of each.
  package var diagnostics: [Diagnostic]

  /// Whether it was read without an error.
  package var isValid: Bool { !diagnostics.contains { $0.severity == .error } }

  /// Reads a text as Microsoft's parser (bf-lu) does: pure, no file is opened, imports stay unresolved.
  ///
  /// Never traps and takes time linear in the length of the text, whatever is in it.
  ///
  /// - Parameters:
  ///   - text: a `.lu` or `.qna` text; both may hold sections of either kind.
  ///   - file: the name of the file, for places.
  ///   - culture: whose built-in entities there are, such as `de-de`; unknown cultures have all.
  package static func parse(
    _ text: String,
    file: String = "",
    culture: String = "en-us"
  ) -> AuthoredText {
    parse(text, file: file, culture: culture, Faults())
  }

  /// Reads a text from bytes; those that are not UTF-8 become U+FFFD, with a warning.
  package static func parse(
    bytes: [UInt8],
    file: String = "",
    culture: String = "en-us"
  ) -> AuthoredText {
    var faults = Faults()
    if let (line, column, byte) = InvalidBytes.first(in: bytes) {
      faults.warning(
        "lu.invalid-utf8",
        Place(file: file, line: line, column: column),
        "the byte \(String(byte, radix: 16, uppercase: true)) is not UTF-8 and is read as '\u{FFFD}'",
        hint: "save the file as UTF-8"
      )
    }
    return parse(String(decoding: bytes, as: UTF8.self), file: file, culture: culture, faults)
  }

  private static func parse(
    _ text: String,
    file: String,
    culture: String,
    _ faults: Faults
  ) -> AuthoredText {
    let source = SourceText(text, file: file)
    var parser = DocumentParser(source: source)
    parser.faults = faults
    if let offset = source.units.firstIndex(of: 0) {
      parser.faults.error(
        "lu.nul",
        source.place(offset),
        "the text holds a NUL character",
        hint: "save the file as text in UTF-8"
      )
    }
    parser.parse()
    var faults = parser.faults
    faults.append(parser.lineFaults.all)
    var collator = Collator(culture: culture, faults: faults)
    collator.collate(parser.document)
    return AuthoredText(
      document: parser.document,
      lu: collator.file,
      qna: collator.qna,
      diagnostics: collator.faults.all
    )
  }
}

/// Finds bytes that are not UTF-8.
private enum InvalidBytes {
  /// Where the first one stands, as line and column in UTF-16 code units from 1.
  static func first(in bytes: [UInt8]) -> (line: Int, column: Int, byte: UInt8)? {
    var decoder = UTF8()
    var input = bytes.makeIterator()
    var line = 1
    var column = 1
    var offset = 0
    while true {
      switch decoder.decode(&input) {
      case .scalarValue("\n"):
        line += 1
        column = 1
        offset += 1
      case .scalarValue(let scalar):
        column += UTF16.width(scalar)
        offset += UTF8.width(scalar)
      case .error: return (line, column, bytes[offset])
      case .emptyInput: return nil
      }
    }
  }
}
