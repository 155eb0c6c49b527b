/// What a word looks like: a secret, an ordinary word, or something between.
struct SecretShape {
  /// How many characters it has, counted in scalars.
  private(set) var length = 0
  private var letters = 0
  private var digits = 0
  private var symbols = 0
  private var hasInnerCapital = false
  private var hasLowerCase = false
  private var beginsWithCapital = false
  private let lower: String
  private let isShouted: Bool

  init(text: SecretText, range: Range<Int>, isShouted: Bool) {
    self.isShouted = isShouted
    let word = text.string(range)
    var core = word
    while let last = core.last, "!?.,:;".contains(last) { core.removeLast() }
    lower = core.lowercased()
    for scalar in word.unicodeScalars.prefix(256) {
      let properties = scalar.properties
      if properties.isDefaultIgnorableCodePoint { continue }
      if properties.isAlphabetic {
        letters += 1
        if properties.isUppercase {
          if length == 0 { beginsWithCapital = true } else { hasInnerCapital = true }
        } else {
          hasLowerCase = true
        }
      } else if properties.numericType != nil {
        digits += 1
      } else {
        symbols += 1
      }
      length += 1
    }
    // Marks at the end are a sentence's; what stands before decides.
    let tail = word.unicodeScalars.count - core.unicodeScalars.count
    symbols = max(0, symbols - tail)
    if isHyphenated { symbols = 0 }
  }

  /// Letters and hyphens only, such as «e-post» and «PC-en».
  private var isHyphenated: Bool {
    digits == 0 && lower.unicodeScalars.allSatisfy { $0 == "-" || $0.properties.isAlphabetic }
  }

  var isDigits: Bool { digits > 0 && letters == 0 && symbols == 0 }

  /// Digits or marks among letters.
  var isMixed: Bool { letters > 0 && (digits > 0 || symbols > 0) || digits > 0 && symbols > 0 }

  /// What no ordinary word looks like: mixed, or with capitals that the sentence does not explain.
  var isSecret: Bool {
    if isMixed { return true }
    if isShouted { return hasInnerCapital && hasLowerCase }
    return letters >= 4 && (beginsWithCapital || hasInnerCapital)
  }

  var isCommonPassword: Bool { PasswordWords.common.contains(lower) }

  /// A word of the language, a product, an address or a placeholder.
  var isOrdinary: Bool {
    if letters + digits == 0 { return true }
    if lower.hasPrefix("<") || lower.hasPrefix("0x") || lower.contains("•") { return true }
    if lower.hasPrefix("http") || isMailAddress { return true }
    if PasswordWords.ordinary.contains(lower) || PasswordWords.products.contains(lower) {
      return true
    }
    // «gammelt/utløpt» and «brukernavn/passord» are words.
    let parts = lower.split(whereSeparator: { $0 == "/" || $0 == "-" })
    return parts.count > 1
      && parts.allSatisfy {
        PasswordWords.ordinary.contains(String($0)) || PasswordWords.products.contains(String($0))
      }
  }

  private var isMailAddress: Bool {
    let parts = lower.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, let dot = parts[1].lastIndex(of: ".") else {
      return false
    }
    let end = parts[1][parts[1].index(after: dot)...]
    return end.count >= 2 && end.allSatisfy { $0.isLetter }
  }

  /// ASCII marks but those that passwords begin or end with.
  static func isPunctuation(_ byte: UInt8) -> Bool {
    ".,!?;:\"'()[]{}=".utf8.contains(byte)
  }
}
