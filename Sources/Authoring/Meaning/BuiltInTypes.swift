/// The built-in entity types of the reference, and where it lacks them.
enum BuiltInTypes {
  static let all = [
    "age", "datetimeV2", "dimension", "email", "geographyV2", "keyPhrase", "money", "number",
    "ordinal", "ordinalV2", "percentage", "personName", "phonenumber", "temperature", "url",
    "datetime",
  ]

  private static let lowercased = Set(all.map { $0.lowercased() })

  /// Whether there is such a type, in any case.
  static func contains(_ name: String) -> Bool { lowercased.contains(name.lowercased()) }

  /// What a culture makes of a type.
  enum Availability { case available, missing, replaced(String) }

  /// Whether a culture knows the type; cultures the reference does not know have all of them.
  static func availability(of type: String, in culture: String) -> Availability {
    let culture = culture.lowercased()
    if missing[culture]?.contains(type) == true { return .missing }
    let usesOldTime = culture == "es-mx" || culture == "ja-jp"
    if usesOldTime && type == "datetimeV2" { return .replaced("datetime") }
    if !usesOldTime && cultures.contains(culture) && type == "datetime" {
      return .replaced("datetimeV2")
    }
    return .available
  }

  private static let cultures: Set<String> = [
    "de-de", "zh-cn", "en-us", "fr-fr", "fr-ca", "es-es", "it-it", "pt-br",
  ]

  private static let western: Set<String> = ["geographyV2", "personName", "ordinalV2"]

  private static let missing: [String: Set<String>] = [
    "de-de": western, "fr-fr": western, "fr-ca": western, "es-es": western, "es-mx": western,
    "it-it": western, "ja-jp": western, "pt-br": western,
    "zh-cn": ["keyPhrase", "geographyV2", "ordinalV2"],
    "ko-kr": [
      "datetimeV2", "age", "dimension", "money", "number", "ordinal", "percentage", "temperature",
      "datetime", "geographyV2", "personName", "ordinalV2",
    ],
    "nl-nl": ["geographyV2", "personName", "datetimeV2", "datetime", "ordinalV2"],
    "tr-tr": Set(all),
  ]
}
