/// The words for days, months, parts of the day and units of time, as keys of ``Folding``.
enum DateWords {
  /// 1 for Monday to 7 for Sunday; also with one typing error, and in the definite form.
  static func weekday(_ folded: String) -> Int? {
    nearest(folded, in: weekdays) ?? stripped(folded).flatMap { nearest($0, in: weekdays) }
  }

  /// 1 to 12; also with one typing error where the name has six letters or more.
  static func month(_ folded: String) -> Int? { nearest(folded, in: months) ?? shortMonths[folded] }

  /// «Jan», «sept»: too short to mean a month without a day beside them.
  static func isShortMonth(_ folded: String) -> Bool { shortMonths[folded] != nil }

  static let shortWeekdays = WordTable<Int>([
    "man": 1, "tir": 2, "tirs": 2, "tys": 2, "ons": 3, "tor": 4, "tors": 4, "fre": 5, "lor": 6,
    "lau": 6, "son": 7, "sun": 7, "mon": 1, "tue": 2, "tues": 2, "wed": 3, "thu": 4, "thurs": 4,
    "fri": 5, "sat": 6,
  ])

  /// Days from today: «i morgen» is written together, apart and in many ways.
  static let relativeDays = WordTable<Int>([
    "idag": 0, "ida": 0, "today": 0, "imorgen": 1, "imorgon": 1, "imorra": 1, "imorgo": 1,
    "imaro": 1, "imarra": 1, "imara": 1, "imorgan": 1, "imorro": 1, "imorn": 1, "imoro": 1,
    "imarro": 1, "tomorrow": 1, "tommorow": 1, "tommorrow": 1, "tomorow": 1, "overmorgen": 2,
    "overmorgon": 2, "overimorgen": 2, "overimorgon": 2, "iovermorgen": 2, "iovermorgon": 2,
    "iovermorra": 2, "overmorra": 2, "igar": -1, "yesterday": -1, "forgars": -2, "iforgars": -2,
    "ifjorgar": -2, "dagens": 0, "morgendagens": 1, "morgendagen": 1, "gardagens": -1,
    "garsdagens": -1, "garsdagen": -1, "morgondagen": 1, "morgondagens": 1,
  ])

  enum Part: Hashable {
    case morning, forenoon, afternoon, evening, night

    /// When it begins and is over, in minutes after midnight.
    var minutes: Range<Int> {
      switch self {
      case .morning: 360..<600
      case .forenoon: 540..<720
      case .afternoon: 720..<1080
      case .evening: 1080..<1440
      case .night: 0..<360
      }
    }
  }

  /// A part of a named day: «tirsdag ettermiddag», «tomorrow morning».
  static let parts = WordTable<Part>([
    "morgen": .morning, "morgenen": .morning, "morgon": .morning, "morgonen": .morning,
    "tidlig": .morning, "tidleg": .morning, "morning": .morning, "formiddag": .forenoon,
    "formiddagen": .forenoon, "fm": .forenoon, "ettermiddag": .afternoon,
    "ettermiddagen": .afternoon, "afternoon": .afternoon, "kveld": .evening, "kvelden": .evening,
    "kvelds": .evening, "evening": .evening, "natt": .night, "natten": .night, "natta": .night,
    "night": .night,
  ])

  /// A part of today, written together or after «i».
  static let partsOfToday = WordTable<Part>([
    "imorges": .morning, "imorgest": .morning, "iformiddag": .forenoon,
    "iettermiddag": .afternoon, "ikveld": .evening, "ikvell": .evening, "inatt": .night,
    "ikveldi": .evening, "tonight": .evening,
  ])

  enum Unit: Hashable { case second, minute, hour, day, week, month, year }

  static let units: WordTable<Unit> = {
    let names: [(Unit, String)] = [
      (.second, "sekund sekunder sekundar sekundene sek second seconds"),
      (.minute, "minutt minutter minuttar minuttene min minute minutes mins"),
      (.hour, "time timer timar timen timene timane t hour hours hrs h"),
      (.day, "dag dager dagar dagene dagane dagers dagars dogn dognet day days"),
      (.week, "uke uker uka uken ukene veke veker veka vekene vekor vekers ukers week weeks"),
      (
        .month,
        "maned maneder maneden manedene manad manader manaden manadene manadar mnd month months"
      ),
      (.year, "ar aret arene ars year years"),
    ]
    var units: [String: Unit] = [:]
    for (unit, words) in names {
      for word in words.split(separator: " ") { units[String(word)] = unit }
    }
    return WordTable(units)
  }()

  static let next = WordTable(words: [
    "neste", "naste", "nest", "next", "komande", "kommende", "nexte",
  ])
  static let coming = WordTable(words: [
    "forstkommende", "forstkomande", "fyrstkomande", "forste", "fyrste", "coming",
  ])
  static let last = WordTable(words: ["forrige", "forje", "last", "forige", "forre"])
  static let latest = WordTable(words: ["sist", "siste"])
  static let this = WordTable(words: ["denne", "this", "dette"])
  static let week = WordTable(words: [
    "uke", "uka", "uken", "veke", "veka", "week", "uki", "ukes", "ukens", "ukas", "vekas",
  ])
  static let weekend = WordTable(words: [
    "helg", "helga", "helgen", "helgi", "weekend", "weekenden",
  ])

  private static let weekdays = Names([
    "mandag": 1, "tirsdag": 2, "tysdag": 2, "onsdag": 3, "torsdag": 4, "fredag": 5, "lordag": 6,
    "laurdag": 6, "sondag": 7, "sundag": 7, "monday": 1, "tuesday": 2, "wednesday": 3,
    "thursday": 4, "friday": 5, "saturday": 6, "sunday": 7,
  ])

  private static let months = Names([
    "januar": 1, "january": 1, "februar": 2, "february": 2, "mars": 3, "march": 3, "april": 4,
    "mai": 5, "may": 5, "juni": 6, "june": 6, "juli": 7, "july": 7, "august": 8, "september": 9,
    "oktober": 10, "october": 10, "november": 11, "desember": 12, "december": 12,
  ])

  /// Names with what they stand for.
  private struct Names {
    let exact: WordTable<Int>
    /// The letters of those that are long enough for a typing error.
    let long: [(letters: [UInt8], value: Int)]
    /// The outer letters and the length of each of those.
    let outlines: [(first: UInt8, last: UInt8, count: Int)]

    init(_ exact: [String: Int]) {
      self.exact = WordTable(exact)
      long = exact.filter { $0.key.utf8.count >= 6 }.map { (Array($0.key.utf8), $0.value) }
      outlines = long.map { ($0.letters[0], $0.letters[$0.letters.count - 1], $0.letters.count) }
    }
  }

  private static let shortMonths = WordTable<Int>([
    "jan": 1, "feb": 2, "febr": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9,
    "sept": 9, "okt": 10, "oct": 10, "nov": 11, "des": 12, "dec": 12,
  ])

  /// Words of their own that are one letter from a weekday.
  private static let words: Set<String> = [
    "mandat", "mandal", "fridag", "sundae", "fredags", "middag",
  ]

  /// «Tirsdagen», «fredagens» without the ending.
  private static func stripped(_ folded: String) -> String? {
    guard folded.utf8.count > 7 else { return nil }
    for ending in ["ens", "en", "s"] where folded.hasSuffix(ending) && folded.count > 7 {
      return String(folded.dropLast(ending.count))
    }
    return nil
  }

  private static func nearest(_ folded: String, in names: Names) -> Int? {
    if let exact = names.exact[folded] { return exact }
    let letters = folded.utf8
    guard (5...10).contains(letters.count), let first = letters.first, let last = letters.last
    else { return nil }
    var nearest: Int?
    for (place, name) in names.outlines.enumerated() {
      // One edit is not at both ends of a word: most are told by their outer letters and length.
      guard abs(letters.count - name.count) <= 1, first == name.first || last == name.last
      else { continue }
      let (known, value) = names.long[place]
      guard value != nearest, isOneEdit(Array(letters), known) else { continue }
      // «Mondag» is Monday in two languages; a word as near to two days is neither.
      guard nearest == nil else { return nil }
      nearest = value
    }
    return nearest == nil || words.contains(folded) ? nil : nearest
  }

  /// Whether one insertion, deletion, substitution or swap of neighbours turns one into the other.
  private static func isOneEdit(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    guard abs(one.count - other.count) <= 1 else { return false }
    var start = 0
    while start < min(one.count, other.count), one[start] == other[start] { start += 1 }
    let rest = one[start...]
    let otherRest = other[start...]
    if one.count > other.count { return rest.dropFirst().elementsEqual(otherRest) }
    if one.count < other.count { return rest.elementsEqual(otherRest.dropFirst()) }
    if rest.dropFirst().elementsEqual(otherRest.dropFirst()) { return true }
    return rest.count >= 2 && rest[start] == otherRest[start + 1]
      && rest[start + 1] == otherRest[start]
      && rest.dropFirst(2).elementsEqual(otherRest.dropFirst(2))
  }
}
