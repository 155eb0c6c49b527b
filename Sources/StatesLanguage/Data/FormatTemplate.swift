/// The first argument of `States.Format`: text with `{}` for each value.
struct FormatTemplate: Sendable {
  /// The text before, between and after the places.
  let parts: [String]

  /// A template that a path or a call gave: every `{}` is a place.
  init(_ text: String) {
    self.init(Array(text.utf8)[...]) { _ in false }
  }

  /// A template between the apostrophes of a call, where a backslash takes `'`, `\`, `{` and `}` their meaning.
  init(literal bytes: ArraySlice<UInt8>) {
    self.init(bytes) { Self.escapable.contains($0) }
  }

  /// What a backslash may stand before in a string argument.
  static let escapable: [UInt8] = [
    UInt8(ascii: "'"), UInt8(ascii: "\\"), UInt8(ascii: "{"), UInt8(ascii: "}"),
  ]

  private init(_ bytes: ArraySlice<UInt8>, isEscapable: (UInt8) -> Bool) {
    var parts: [String] = []
    var part: [UInt8] = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      let next = index + 1 < bytes.endIndex ? bytes[index + 1] : nil
      if byte == UInt8(ascii: "\\"), let next, isEscapable(next) {
        part.append(next)
        index += 2
      } else if byte == UInt8(ascii: "{"), next == UInt8(ascii: "}") {
        parts.append(String(decoding: part, as: UTF8.self))
        part.removeAll(keepingCapacity: true)
        index += 2
      } else {
        part.append(byte)
        index += 1
      }
    }
    parts.append(String(decoding: part, as: UTF8.self))
    self.parts = parts
  }
}
