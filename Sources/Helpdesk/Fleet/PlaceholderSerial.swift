/// What firmware and sources write where they know no serial number: it names no machine.
package enum PlaceholderSerial {
  /// Whether a serial number, trimmed and in upper case, names no machine: a well-known word for it, or one character
  /// again and again.
  package static func contains(_ serial: String) -> Bool {
    if words.contains(serial) { return true }
    var (count, first, isUniform) = (0, UInt8(0), true)
    for byte in serial.utf8 where !isIgnored(byte) {
      if count == 0 { first = byte }
      isUniform = isUniform && byte == first
      count += 1
    }
    return count == 0 || isUniform && isFiller(first) || serial.hasPrefix("TO BE FILLED")
      || serial.hasPrefix("TOBEFILLED")
  }

  private static func isIgnored(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"),
      UInt8(ascii: "/"):
      true
    default: false
    }
  }

  /// Repeated, these fill a field; a machine may well be called 7777777.
  private static func isFiller(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0"), UInt8(ascii: "X"), UInt8(ascii: "*"), UInt8(ascii: "?"),
      UInt8(ascii: "#"), UInt8(ascii: "F"), UInt8(ascii: "N"):
      true
    default: false
    }
  }

  private static let words: Set<String> = [
    "DEFAULT STRING", "DEFAULTSTRING", "DEFAULT", "SYSTEM SERIAL NUMBER", "SYSTEMSERIALNUMBER",
    "SERIAL NUMBER", "SERIAL", "SERIALNUMBER", "CHASSIS SERIAL NUMBER", "BASE BOARD SERIAL NUMBER",
    "NONE", "NULL", "NIL", "NA", "N/A", "N.A.", "NOT APPLICABLE", "NOT AVAILABLE",
    "NOT SPECIFIED", "NOTSPECIFIED", "UNKNOWN", "UKJENT", "INGEN", "MANGLER", "INVALID", "EMPTY",
    "OEM", "O.E.M.", "OEM DEFAULT STRING", "EVAL", "TEST", "123456789", "1234567890", "12345678",
    "1234567", "123456", "12345", "1234", "0123456789", "01234567890123456789", "0123456789ABCDEF",
    "DEFAULTSERIAL", "SERNUM", "SYS-1234567890", "MB-1234567890", "INVALID SERIAL",
    "SYSTEM MANUFACTURER", "SYSTEM PRODUCT NAME", "TBD", "UNDEFINED", "NO SERIAL",
  ]
}
