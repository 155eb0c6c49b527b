/// The built-in entity types that `.lu` knows, and their names in other systems.
enum Prebuilts {
  private static let known: [String: String] = {
    let names = [
      "age", "datetimeV2", "dimension", "email", "geographyV2", "keyPhrase", "money", "number",
      "ordinal", "ordinalV2", "percentage", "personName", "phonenumber", "temperature", "url",
    ]
    var known = Dictionary(uniqueKeysWithValues: names.map { ($0.lowercased(), $0) })
    // What a reader of `.lu` makes of the older type.
    known["datetime"] = "datetimeV2"
    return known
  }()

  private static let ofCLU: [String: String] = [
    "quantity.number": "number", "quantity.age": "age", "quantity.dimension": "dimension",
    "quantity.ordinal": "ordinal", "quantity.percentage": "percentage",
    "quantity.temperature": "temperature", "quantity.currency": "money",
    "datetime": "datetimeV2", "email": "email", "url": "url", "phonenumber": "phonenumber",
    "phone number": "phonenumber", "person.name": "personName", "geography.location": "geographyV2",
  ]

  /// The name as `.lu` spells it; nil where it knows no such type.
  static func name(_ name: String) -> String? { known[name.lowercased()] }

  /// The `.lu` type for a prebuilt component of Conversational Language Understanding.
  static func name(ofCLU name: String) -> String? { ofCLU[name.lowercased()] }
}
