import Foundation
import Ground

/// A made-up secret as somebody might write it, and what must be found nowhere afterwards.
struct Variant: Sendable {
  var text: String
  /// The digits, without what separates them; nil for a password.
  var digits: String?
  /// The password; nil for a number.
  var password: String?
}

/// Makes secrets of every kind, with checksums that are right, in sentences with typing errors.
struct Variants {
  private var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  /// So many, of every kind.
  mutating func make(_ count: Int) -> [Variant] {
    (0..<count).map { index in
      switch index % 10 {
      case 0...3: identity(index / 10)
      case 4: account()
      case 5: iban()
      case 6: card(index / 10)
      default: password()
      }
    }
  }

  // MARK: Numbers

  /// A national identity number, D-number, H-number or a synthetic one.
  private mutating func identity(_ round: Int) -> Variant {
    var digits = ""
    while digits.isEmpty { digits = identityDigits(kind: round % 6) ?? "" }
    let (six, five) = (String(digits.prefix(6)), String(digits.suffix(5)))
    let written = [
      digits, digits, "\(six) \(five)", "\(six)-\(five)", "\(six).\(five)",
      spaced(digits, 2, 2, 2, 5),
      spaced(digits, 2, 2, 2, 3, 2), "\(six)\u{A0}\(five)", "\(six) - \(five)", "\(six)/\(five)",
    ]
    return Variant(text: sentence(Self.aboutPeople, with: pick(written)), digits: digits)
  }

  /// Nil where there is no check digit for what was drawn.
  private mutating func identityDigits(kind: Int) -> String? {
    var day = Int.random(in: 1...28, using: &generator)
    var month = Int.random(in: 1...12, using: &generator)
    let year = Int.random(in: 0...99, using: &generator)
    switch kind {
    case 1: day += 40
    case 2: month += 40
    case 3: month += 80
    case 4: (day, month) = (day + 40, month + 80)
    case 5: month += 65
    default: break
    }
    let serial = Int.random(in: 0...999, using: &generator)
    var digits = Self.digits(day, 2) + Self.digits(month, 2) + Self.digits(year, 2)
    digits += Self.digits(serial, 3)
    for weights in [[3, 7, 6, 1, 8, 9, 4, 5, 2], [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]] {
      guard let check = Self.check(digits, weights) else { return nil }
      digits.append(check)
    }
    return digits.map(String.init).joined()
  }

  private mutating func account() -> Variant {
    let digits = accountDigits()
    let written = [
      digits, spaced(digits, 4, 2, 5), spaced(digits, 4, 2, 5, by: "."),
      spaced(digits, 4, 2, 5, by: "-"),
    ]
    return Variant(text: sentence(Self.aboutMoney, with: pick(written)), digits: digits)
  }

  private mutating func iban() -> Variant {
    let account = accountDigits()
    // ISO 7064 MOD 97-10, with N = 23 and O = 24.
    var rest = 0
    for digit in (account + "232400").utf8 { rest = (rest * 10 + Int(digit) - 48) % 97 }
    let digits = (98 - rest < 10 ? "0" : "") + "\(98 - rest)" + account
    let written = ["NO\(digits)", "NO" + spaced(digits, 2, 4, 4, 3), "no\(digits)"]
    return Variant(text: sentence(Self.aboutMoney, with: pick(written)), digits: digits)
  }

  private mutating func accountDigits() -> String {
    while true {
      var digits = [Int.random(in: 1...9, using: &generator)]
      digits += (0..<9).map { _ in Int.random(in: 0...9, using: &generator) }
      if let check = Self.check(digits, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) {
        return (digits + [check]).map(String.init).joined()
      }
    }
  }

  private mutating func card(_ round: Int) -> Variant {
    let (start, length) = [([4], 16), ([5, 3], 16), ([3, 7], 15), ([4], 16)][round % 4]
    var digits = start
    while digits.count < length - 1 { digits.append(Int.random(in: 0...9, using: &generator)) }
    let sum = digits.reversed().enumerated().reduce(0) { sum, place in
      let doubled = place.element * (place.offset.isMultiple(of: 2) ? 2 : 1)
      return sum + doubled / 10 + doubled % 10
    }
    digits.append((10 - sum % 10) % 10)
    let text = digits.map(String.init).joined()
    let groups = length == 15 ? spaced(text, 4, 6, 5) : spaced(text, 4, 4, 4, 4)
    let dashes = groups.replacing(" ", with: "-")
    return Variant(
      text: sentence(Self.aboutMoney, with: pick([text, groups, dashes])),
      digits: text
    )
  }

  private static func digits(_ number: Int, _ count: Int) -> [Int] {
    let text = String(number)
    return [Int](repeating: 0, count: count - text.count) + text.compactMap(\.wholeNumberValue)
  }

  /// The check digit modulo 11; nil where there is none.
  private static func check(_ digits: [Int], _ weights: [Int]) -> Int? {
    let rest = zip(digits, weights).reduce(0) { $0 + $1.0 * $1.1 } % 11
    return rest == 1 ? nil : (11 - rest) % 11
  }

  private func spaced(_ digits: String, _ lengths: Int..., by separator: String = " ") -> String {
    var rest = digits[...]
    let groups = lengths.map { length in
      defer { rest = rest.dropFirst(length) }
      return String(rest.prefix(length))
    }
    return groups.joined(separator: separator)
  }

  // MARK: Passwords

  private mutating func password() -> Variant {
    let letters = Array("abcdefghijkmnopqrstuvwxyz")
    let word = String((0..<7).map { _ in pick(letters) })
    let number = "\(Int.random(in: 10...9999, using: &generator))"
    let password = [
      word.capitalized + number, word + number, word.capitalized + number + "!",
      word.uppercased() + "-" + number + word, word + "#" + number, word.capitalized + "_" + number,
    ]
    let chosen = pick(password)
    return Variant(
      text: sentence(Self.aboutPasswords, with: chosen),
      password: chosen.trimmingSuffix("!")
    )
  }

  // MARK: Words around

  /// A sentence with the secret in the place of `§`, and now and then a slip in another word.
  private mutating func sentence(_ sentences: [String], with secret: String) -> String {
    let words = pick(sentences).split(separator: " ").map { word -> String in
      guard !Self.announcing.contains(where: word.lowercased().contains),
        word.allSatisfy(\.isLetter), word.count > 4, Int.random(in: 0..<4, using: &generator) == 0
      else { return String(word) }
      return slipped(String(word))
    }
    return words.joined(separator: " ").replacing("§", with: secret)
  }

  /// The word with two letters exchanged, one lost, or one twice.
  private mutating func slipped(_ word: String) -> String {
    var letters = Array(word)
    let place = Int.random(in: 1..<letters.count - 1, using: &generator)
    switch Int.random(in: 0..<3, using: &generator) {
    case 0: letters.swapAt(place, place + 1)
    case 1: letters.remove(at: place)
    default: letters.insert(letters[place], at: place)
    }
    return String(letters)
  }

  private mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int.random(in: 0..<elements.count, using: &generator)]
  }

  /// What are slips already; the number of slips in a word by which a password is known for one is one at most.
  private static let announcing = ["pasord", "passrod", "pasword", "pwd"]

  private static let aboutPeople = [
    "fødselsnummeret mitt er § og jeg får ikke logget inn på PC-en",
    "Hei! Jeg heter Kari Nordmann (§) og trenger ny telefon",
    "fnr § skriveren virker ikke", "eg har fødselsnummer § og får ikkje logga inn",
    "kan du sjekke tilgangen til § i Visma?", "my national id is §, I cannot log in",
    "brukaren §, ho får ikkje opna e-posten", "§", "pers.nr: §. Hva gjør jeg nå?",
    "gjelder elev §; nettbrettet er borte", "hans nummer (§) er feil i systemet",
  ]

  private static let aboutMoney = [
    "lønna skal til § frå neste månad", "kontonummeret mitt er §, kan dere endre det?",
    "betalt med § og fikk ikke kvittering", "please send the refund to §",
    "eg betalte lisensen med kortet § i går", "konto § er feil i Agresso", "§",
    "Har lagt inn § i skjemaet men det feiler",
  ]

  private static let aboutPasswords = [
    "passordet mitt er § men det virker ikke", "Passord: §", "passord=§ hva er feil med dette",
    "eg bytta passordet til § og no får eg ikkje logga inn",
    "my password is § and it stopped working",
    "jeg har endret passordet til §", "brukernavn kari passord §", "pwd: §",
    "pasordet mitt er §, kan du sjekke det?", "passrod: §", "passordet på nettbrettet er §",
    "changed my password to § yesterday", "wifi-passordet er §", "nytt passord blir §",
    "Hei! Får ikke opp Outlook. Passordet er §. Hilsen Kari", "pasword: §",
  ]
}

extension String {
  fileprivate func trimmingSuffix(_ suffix: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
  }
}
