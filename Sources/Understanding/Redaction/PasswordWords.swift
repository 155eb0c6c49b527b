/// The words that announce a password, and those that are none.
enum PasswordWords {
  /// What a word announces.
  enum Topic { case password, pin, code, personalNumber }

  /// What the word, in lower case, announces; nil for every other word.
  ///
  /// - Parameter recent: the words before it, in lower case.
  static func topic(_ word: String, _ recent: () -> [String]) -> Topic? {
    if let topic = topics[word] {
      return topic == .code && recent().contains(where: errors.contains) ? nil : topic
    }
    let letters = Array(word.utf8)
    for stem in stems {
      guard let end = Self.end(of: stem, in: letters) else { continue }
      // «Passordet» and «wifi-passordet», but not «passordregler».
      if endings.contains(String(decoding: letters[end...], as: UTF8.self)) { return .password }
    }
    return often.contains { OneSlip.is(word, for: $0) } ? .password : nil
  }

  /// Where the first of some letters in a word end; nil where they are not in it.
  private static func end(of part: [UInt8], in word: [UInt8]) -> Int? {
    guard word.count >= part.count else { return nil }
    for start in 0...(word.count - part.count) where word[start] == part[0] {
      if word[start..<start + part.count].elementsEqual(part) { return start + part.count }
    }
    return nil
  }

  /// What is written so often that it is written wrongly in every way there is.
  private static let often = ["passord", "passordet", "password"]

  /// Whether a word is worth a closer look: whether it has three letters of an announcing word.
  ///
  /// Asked of every word of a message, so it looks at bytes alone.
  static func mayAnnounce(_ word: ArraySlice<UInt8>) -> Bool {
    if word.count < 2 || word.count > 60 { return false }
    var last: UInt32 = 0
    for byte in word {
      // Invisible characters within a word hide no letters: such a word is always looked at.
      if byte == 0xE2 || byte == 0xEF || byte == 0xCD { return true }
      last = (last << 8 | UInt32(byte | 0x20)) & 0xFF_FFFF
      if telling.contains(last) { return true }
    }
    return word.count == 2 && last == 0x7077
  }

  private static let telling: [UInt32] = [
    "pas", "pss", "psw", "pwd", "pin", "puk", "pnr", "kod", "cod", "ord", "otp", "sec", "api",
    "per",
  ].map { $0.utf8.reduce(0) { $0 << 8 | UInt32($1) } }

  private static let stems: [[UInt8]] = [
    "passord", "pasord", "passor", "passrod", "password", "pasword", "passwrod", "passwd",
    "passwort",
    "pssword", "passwor", "kodeord", "løsenord", "passfrase", "passphrase", "passkode", "passcode",
    "løyseord",
  ].map { Array($0.utf8) }
  private static let endings: Set<String> = [
    "", "et", "ene", "a", "er", "ets", "s", "en", "t", "n", "d", "e", "ord",
  ]
  /// The words that announce something as they are.
  private static let topics: [String: Topic] = {
    let words = [
      (exact, Topic.password), (pins, .pin), (codes, .code), (personal, .personalNumber),
    ]
    var topics: [String: Topic] = [:]
    for (words, topic) in words {
      for word in words { topics[word] = topic }
    }
    return topics
  }()
  private static let exact = [
    "pass", "pwd", "pw", "psw", "passw", "secret", "apikey", "pswd",
  ]
  private static let pins = [
    "pin", "pinkode", "pinkoden", "pinkoda", "pinen", "puk", "pukkode", "pukkoden", "pincode",
    "engangskode", "engangskoden", "engangskoda", "engangspassord", "otp", "sikkerhetskode",
    "sikkerhetskoden", "bekreftelseskode", "bekreftelseskoden", "låsekode", "låsekoden",
    "skjermkode", "skjermkoden", "tofaktorkode", "tofaktorkoden",
  ]
  private static let codes = ["kode", "koden", "koda", "code", "kodene"]
  private static let personal = [
    "personnummer", "personnummeret", "personnr", "personnummar", "pnr", "persnr",
  ]
  private static let errors: Set<String> = [
    "feil", "feilmelding", "feilmeldingen", "feilmeldinga", "error", "status", "statuskode",
    "feilkode",
    "http", "aadsts", "exit", "stopp", "stop", "bluescreen", "post", "qr", "land", "event", "zip",
    "country", "source", "message", "vs",
  ]

  /// Words between «passord» and its value.
  static let joints: Set<String> = [
    "er", "e", "var", "blir", "ble", "blei", "vart", "vert", "heter", "heiter", "lyder", "is",
    "was", "æ", "being",
    "became", "skal", "være",
  ]
  static let changes: Set<String> = [
    "byttet", "bytta", "bytt", "bytte", "endret", "endra", "endre", "skiftet", "skifta", "skifte",
    "satt", "sett",
    "sette", "satte", "changed", "change", "set", "reset", "nullstilt", "nullstilte", "oppdatert",
  ]
  /// Whether a word is, or with one slip of the hand may be meant for, one of ``changes``.
  static func mayBeChange(_ word: String) -> Bool {
    changes.contains(word) || changes.contains { $0.utf8.count >= 5 && OneSlip.is(word, for: $0) }
  }

  /// Words that may stand between «er» and the value.
  static let adverbs: Set<String> = [
    "nå", "no", "now", "egentlig", "fortsatt", "framleis", "still", "vel", "bare", "berre",
    "currently", "just",
    "endret", "endra", "byttet", "bytta", "satt", "sett", "skiftet", "skifta", "changed", "set",
    "til", "to", "jo",
    "altså", "da", "tror", "jeg", "eg", "trur", "i", "think", "dette", "denne", "følgende", "this",
    "like", "som",
    "er", "is", "være",
  ]
  /// Words that begin another clause.
  static let clauseWords: Set<String> = [
    "og", "men", "så", "fordi", "når", "hvis", "dersom", "and", "but", "because", "when", "if",
    "så", "eller", "or",
    "at", "that", "while", "mens",
  ]
  /// What a number counts when it is no password: «8 tegn».
  static let counted: Set<String> = [
    "tegn", "teikn", "bokstaver", "bokstavar", "siffer", "sifre", "tall", "tal", "dager", "dagar",
    "dag", "døgn",
    "uker", "veker", "måneder", "månader", "mnd", "år", "ganger", "gonger", "gang", "forsøk",
    "characters", "chars",
    "character", "digits", "letters", "days", "weeks", "months", "years", "times", "attempts",
    "minutter", "minutt",
    "min", "timer", "timar", "time", "minutes", "hours", "prosent", "stk", "brukere", "personer",
    "steder", "plasser",
    "små", "store", "symboler", "ord", "words",
  ]
  /// Passwords that everybody uses, though they look like words.
  static let common: Set<String> = [
    "qwerty", "qwertyuiop", "letmein", "admin", "administrator", "iloveyou", "monkey", "dragon",
    "football",
    "baseball", "sunshine", "princess", "asdf", "asdfgh", "asdfghjkl", "sommer", "vinter", "høst",
    "vår", "fotball",
    "sjokolade", "hunter", "abc", "abcd", "test", "root", "changeme", "superman", "batman",
    "trustno", "shadow",
    "welcome", "velkommen", "passord", "password", "liverpool", "arsenal", "chelsea",
  ]
  static let products: Set<String> = [
    "m365", "o365", "office365", "microsoft365", "windows", "windows10", "windows11", "win10",
    "win11", "2fa", "mfa",
    "wifi", "wi-fi", "e-post", "epost", "outlook", "teams", "visma", "gerica", "websak", "word",
    "excel",
    "onedrive", "sharepoint", "id-porten", "idporten", "feide", "ipad", "iphone", "ios", "android",
    "vpn",
    "citrix", "microsoft", "azure", "intune", "agresso", "profil", "elements", "acos", "oppad",
    "eduroam", "minid",
    "bankid", "ad", "pc", "mac", "chrome", "edge", "google", "adobe", "365", "f12", "norge",
    "fjordviken", "storøya",
    "åsdal", "nordbygd",
  ]
}
