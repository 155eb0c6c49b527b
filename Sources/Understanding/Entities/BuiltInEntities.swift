internal import Authoring
internal import Norwegian

/// Finds the reference's built-in types, as far as a rule can for Norwegian.
///
/// - `number`, `ordinal` (and `ordinalV2`), `percentage`, `datetimeV2` (and `datetime`): see ``Numbers``, ``Dates``.
/// - `money`, `temperature`, `dimension`, `age`: a number with a unit; dimensions include computers' (`GB`, `"`).
/// - `email`, `url`, `phonenumber`: by their form; telephone numbers are Norwegian, or begin with + or 00.
/// - `personName`: one to three capitalised words after «heter», «heiter», «navnet mitt er», "my name is" and
///   the like. There is no register of names behind it, so a name by itself is not found.
/// - `geographyV2`: what follows «kommune» or a word for a place is not found either; author a list instead.
/// - `keyPhrase`: the longest words that are no function words; a hint and no more (confidence 0.3).
struct BuiltInEntities {
  /// The declared names by the type they are, in lower case.
  private var names: [String: String] = [:]
  private var wantsNumbers = false

  private static let kindsOfNumbers = [
    "number", "ordinal", "ordinalv2", "percentage", "money", "temperature", "dimension", "age",
  ]

  init(_ entities: [Entity]) {
    for entity in entities where entity.kind == .prebuilt {
      names[entity.name.lowercased()] = entity.name
    }
    wantsNumbers = Self.kindsOfNumbers.contains { names[$0] != nil }
  }

  func find(in text: EntityText, dates: Dates) -> [EntityCandidate] {
    guard !names.isEmpty else { return [] }
    // Numbers and dates are read from the same pieces.
    let pieces = Numbers.Pieces(text.original)
    var found = moments(in: pieces, dates) + addresses(in: text)
    found += numbers(in: text, pieces)
    if let name = names["phonenumber"] {
      found += PhoneNumbers.find(in: text.bytes).map { range, value in
        candidate(name, range, .text(value), .address)
      }
    }
    if let name = names["personname"] {
      found += PersonNames.find(in: text).map {
        candidate(name, $0, .text(text.string($0)), .name, confidence: 0.6)
      }
    }
    if let name = names["keyphrase"] {
      found += KeyPhrases.find(in: text).map {
        candidate(name, $0, .text(text.string($0)), .phrase, confidence: 0.3)
      }
    }
    return found
  }

  private func candidate(
    _ name: String,
    _ range: Range<Int>,
    _ value: EntityValue,
    _ rank: EntityCandidate.Rank,
    confidence: Double = 0.95
  ) -> EntityCandidate {
    EntityCandidate(entity: name, range: range, value: value, confidence: confidence, rank: rank)
  }

  private func moments(in pieces: Numbers.Pieces, _ dates: Dates) -> [EntityCandidate] {
    let wanted = ["datetimev2", "datetime"].compactMap { names[$0] }
    guard !wanted.isEmpty else { return [] }
    let moments = dates.find(in: pieces)
    return wanted.flatMap { name in
      moments.map { candidate(name, $0.range, .moment($0), .moment) }
    }
  }

  private func addresses(in text: EntityText) -> [EntityCandidate] {
    text.tokens.compactMap { token in
      guard token.kind == .address else { return nil }
      let isMail = token.text.contains("@") && !token.text.contains("://")
      return names[isMail ? "email" : "url"].map {
        candidate($0, token.range, .text(token.text), .address)
      }
    }
  }

  private func numbers(in text: EntityText, _ pieces: Numbers.Pieces) -> [EntityCandidate] {
    guard wantsNumbers else { return [] }
    return Numbers().find(in: pieces).flatMap { number -> [EntityCandidate] in
      if number.isOrdinal {
        guard let place = Int(exactly: number.value) else { return [] }
        return ["ordinal", "ordinalv2"].compactMap { names[$0] }.map {
          candidate($0, number.range, .ordinal(place), .number)
        }
      }
      var found: [EntityCandidate] = []
      if let name = names["number"] {
        found.append(candidate(name, number.range, .number(number.value), .number))
      }
      if let quantity = Quantity(around: number, in: text.bytes), let name = names[quantity.type] {
        let value = EntityValue.quantity(number.value, unit: quantity.unit)
        found.append(candidate(name, quantity.range, value, .quantity))
      }
      return found
    }
  }
}
