internal import Crypto
internal import Foundation
internal import Ground

extension IntrinsicCall {
  /// How many UTF-16 code units may be encoded, decoded or hashed.
  private static var maximumLength: Int { 10_000 }

  func formatted() throws(StateFailure) -> String {
    let arguments = template == nil ? values.dropFirst() : values[...]
    let parts = if let template { template.parts } else { FormatTemplate(try text(0)).parts }
    guard parts.count == arguments.count + 1 else {
      throw failure("\(parts.count - 1) places in the template, but \(arguments.count) arguments")
    }
    var result = parts[0]
    for (argument, part) in zip(arguments, parts.dropFirst()) {
      try DataLimit.check(argument)
      argument.print(to: &result)
      result += part
      try DataLimit.check(result.utf8.count)
    }
    return result
  }

  func written() throws(StateFailure) -> JSON {
    try DataLimit.check(values[0])
    return .string(values[0].text)
  }

  /// JSON from text; a blank text is null.
  func parsed() throws(StateFailure) -> JSON {
    let text = try text(0)
    if text.utf8.allSatisfy({ $0 == 0x20 || (0x09...0x0D).contains($0) }) { return .null }
    do {
      return try JSON(parsing: text)
    } catch {
      throw failure("the string is not JSON (\(error.line):\(error.column): \(error.message))")
    }
  }

  func encoded() throws(StateFailure) -> String {
    Data(try bounded(0).utf8).base64EncodedString()
  }

  /// Line ends are passed over and the padding may be missing (RFC 2045 §6.8).
  func decoded() throws(StateFailure) -> String {
    var digits = try bounded(0).utf8.filter { $0 != 0x0D && $0 != 0x0A }
    let isPadded = digits.last == UInt8(ascii: "=")
    if !isPadded { while digits.count % 4 > 1 { digits.append(UInt8(ascii: "=")) } }
    guard let data = Data(base64Encoded: Data(digits)) else {
      throw failure("the string is not Base64")
    }
    return String(decoding: data, as: UTF8.self)
  }

  func digest() throws(StateFailure) -> String {
    let data = try bounded(0)
    guard let algorithm = Digest.Algorithm(rawValue: try text(1)) else {
      let known = Digest.Algorithm.allCases.map(\.rawValue).joined(separator: ", ")
      throw failure("argument 2 must be one of \(known)")
    }
    return Digest(of: Array(data.utf8), by: algorithm).description
  }

  /// What stands between any of the second argument's characters, nothings left out.
  func split() throws(StateFailure) -> JSON {
    let separators = Set(try text(1).unicodeScalars)
    return .array(
      try text(0).unicodeScalars.split { separators.contains($0) }.map { .string(String($0)) }
    )
  }

  private func bounded(_ index: Int) throws(StateFailure) -> String {
    let text = try text(index)
    guard text.utf16.count <= Self.maximumLength else {
      throw failure("argument \(index + 1) is longer than \(Self.maximumLength) characters")
    }
    return text
  }
}

extension JSON {
  /// Appends this value as `States.Format` writes it: texts bare, `[a, b]`, `{key=value}`.
  fileprivate func print(to text: inout String) {
    switch self {
    case .string(let value): text += value
    case .array(let items):
      text += "["
      for (index, item) in items.enumerated() {
        if index > 0 { text += ", " }
        item.print(to: &text)
      }
      text += "]"
    case .object(let members):
      text += "{"
      for (index, member) in members.enumerated() {
        if index > 0 { text += ", " }
        text += member.key + "="
        member.value.print(to: &text)
      }
      text += "}"
    default: text += self.text
    }
  }
}
