package import Ground
package import Norwegian

/// What the words of an entity mean.
package enum EntityValue: Sendable, Hashable {
  /// A value of a list.
  case canonical(String)
  case number(Double)
  /// A place in a row: 3 for «tredje».
  case ordinal(Int)
  /// An amount with its unit, such as 25 and `kr`, `GB`, `°C`, `%` or `year`.
  case quantity(Double, unit: String)
  case moment(Moment)
  /// The words themselves, or their usual form: an address in lower case, a telephone number as `+4722334455`.
  case text(String)

  /// The value in words, as a slot keeps it and a card shows it.
  package var plain: String {
    switch self {
    case .canonical(let value), .text(let value): value
    case .number(let number): Self.plain(number)
    case .ordinal(let place): String(place)
    case .quantity(let amount, let unit): "\(Self.plain(amount)) \(unit)"
    case .moment(let moment):
      moment.value ?? "\(moment.start ?? "..")/\(moment.end ?? "..")"
    }
  }

  /// A string, a number, or an object for quantities and moments.
  package var json: JSON {
    switch self {
    case .canonical(let value), .text(let value): return .string(value)
    case .number(let number): return .double(number)
    case .ordinal(let place): return .integer(place)
    case .quantity(let amount, let unit):
      var object = JSONObject()
      object["number"] = .double(amount)
      object["unit"] = .string(unit)
      return .object(object)
    case .moment(let moment):
      var object = JSONObject()
      object["type"] = .string(moment.kind.rawValue)
      if let value = moment.value { object["value"] = .string(value) }
      if let start = moment.start { object["start"] = .string(start) }
      if let end = moment.end { object["end"] = .string(end) }
      return .object(object)
    }
  }

  /// Without «.0» where the number is whole.
  private static func plain(_ number: Double) -> String {
    Int(exactly: number).map(String.init) ?? String(number)
  }
}
