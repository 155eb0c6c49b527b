internal import Ground

extension JSONObject {
  /// Reads a JSON object in which no two members of an object share a name, at any depth.
  ///
  /// Readers differ in which of two members they believe, and what one checks another would then not use
  /// (RFC 7515 §4, RFC 7519 §4).
  /// - Throws: `fault` where the bytes are no such object or nest deeper than `maximumDepth`;
  ///   ``JWTFault/duplicate`` where only the names are at fault.
  init(strictly bytes: [UInt8], maximumDepth: Int, else fault: JWTFault) throws(JWTFault) {
    // Why it is no JSON matters to nobody here.
    guard let value = try? JSON(parsing: bytes, maximumDepth: maximumDepth),
      case .object(let object) = value
    else { throw fault }
    // Every member was written with one colon, and a repeated one has been kept once.
    guard Self.colonsOutsideStrings(bytes) == value.memberCount else { throw .duplicate }
    self = object
  }

  /// Counts in what is known to be JSON.
  private static func colonsOutsideStrings(_ bytes: [UInt8]) -> Int {
    var count = 0
    var isInString = false
    var isEscaped = false
    for byte in bytes {
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\"") {
        isInString.toggle()
      } else if isInString {
        isEscaped = byte == UInt8(ascii: "\\")
      } else if byte == UInt8(ascii: ":") {
        count += 1
      }
    }
    return count
  }
}

extension JSON {
  /// How many members all objects in it have.
  fileprivate var memberCount: Int {
    switch self {
    case .object(let object): object.reduce(object.count) { $0 + $1.value.memberCount }
    case .array(let items): items.reduce(0) { $0 + $1.memberCount }
    default: 0
    }
  }
}
