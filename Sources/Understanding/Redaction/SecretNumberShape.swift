/// Up to nineteen digits from the beginning of a group, and the question what number they begin with.
struct SecretNumberShape {
  private let digits: [Int]
  /// How many digits the groups have together after each group, such as 6 and 11 for «010190 12345».
  private let boundaries: [Int]
  private let isDotted: Bool
  private let context: SecretNumbers.Context

  init(
    digits: ArraySlice<SecretNumbers.Digit>,
    endsGroup: Bool,
    context: SecretNumbers.Context
  ) {
    self.digits = digits.map { Int($0.value) }
    var boundaries: [Int] = []
    for (count, digit) in digits.enumerated() where count > 0 && digit.beginsGroup {
      boundaries.append(count)
    }
    if endsGroup { boundaries.append(digits.count) }
    self.boundaries = boundaries
    isDotted = digits.dropFirst().allSatisfy { !$0.beginsGroup || $0.followsDot }
    self.context = context
  }

  /// The kind of number and how many digits it has; nil where it is none of the secret kinds.
  func kind() -> (kind: Redaction.Kind, count: Int)? {
    if isCaseNumber { return nil }
    for count in boundaries.reversed() where (13...SecretNumbers.mostDigits).contains(count) {
      if isLongIdentity(count) { return (.nationalIdentity, count) }
      if isIBAN(count) { return (.bankAccount, count) }
      if isCard(count) { return (.paymentCard, count) }
    }
    guard boundaries.contains(11), !isForeignTelephone, !isAddress else { return nil }
    if isIdentity { return (.nationalIdentity, 11) }
    return isAccount ? (.bankAccount, 11) : nil
  }

  /// The letters that case systems put before their numbers.
  private var isCaseNumber: Bool {
    ["inc", "ritm", "req", "chg", "prb", "task", "sctask", "kb", "cs", "imei", "iccid"]
      .contains(context.letters)
  }

  /// «+46 70 …»; no identity number has a plus.
  private var isForeignTelephone: Bool { context.followsPlus && digits.first != 0 }

  /// Four dotted groups of at most three digits.
  private var isAddress: Bool {
    let parts = groups(11)
    return isDotted && parts.count == 4 && parts.allSatisfy { $0 <= 3 }
  }

  /// The lengths of the groups that make up the first `count` digits.
  private func groups(_ count: Int) -> [Int] {
    var last = 0
    return boundaries.prefix { $0 <= count }.map { boundary in
      defer { last = boundary }
      return boundary - last
    }
  }
}

// National identity numbers.
extension SecretNumberShape {
  /// A plausible date, and groups that people write it in, or else the right checksum.
  private var isIdentity: Bool {
    guard Self.isBirthDate(Array(digits.prefix(6))) else { return false }
    let parts = groups(11)
    if parts == [11] || hasIdentityChecksum { return true }
    // «0.17328.20162» is a version: the date is written whole, in halves, pairs or digit by digit.
    return boundaries.contains(6)
      && [[6], [2, 2, 2], [4, 2], [2, 4], [3, 3], [1, 1, 1, 1, 1, 1]].contains(groups(6))
  }

  /// «01.01.1990 12345»: the year of birth in four digits.
  private func isLongIdentity(_ count: Int) -> Bool {
    guard count == 13, boundaries.contains(8), Self.isBirthDate(Array(digits.prefix(6))) else {
      return false
    }
    return [18, 19, 20].contains(digits[4] * 10 + digits[5])
  }

  /// Day 1–31, or 41–71 of a D-number; month 1–12, also plus 40 (H-number, test), 65 or 80 (test).
  static func isBirthDate(_ digits: [Int]) -> Bool {
    let day = digits[0] * 10 + digits[1]
    let month = digits[2] * 10 + digits[3]
    guard (1...31).contains(day) || (41...71).contains(day) else { return false }
    return [0, 40, 65, 80].contains { (1...12).contains(month - $0) }
  }

  /// Skatteetaten's two control digits, both modulo 11.
  private var hasIdentityChecksum: Bool {
    let first = [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]
    let second = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]
    return sum(first) % 11 == 0 && sum(second) % 11 == 0
  }

  private func sum(_ weights: [Int]) -> Int { zip(weights, digits).reduce(0) { $0 + $1.0 * $1.1 } }
}

// Accounts and cards.
extension SecretNumberShape {
  /// The grouping of an account number, and its control digit or dots.
  private var isAccount: Bool {
    guard digits.contains(where: { $0 != 0 }) else { return false }
    let parts = groups(11)
    let usual = [[11], [4, 2, 5], [4, 7], [6, 5], [4, 4, 3], [4, 2, 3, 2], [4, 2, 2, 3]]
    guard usual.contains(parts) || parts.allSatisfy({ $0 == 1 }) else { return false }
    if hasAccountChecksum { return true }
    // «2024.11.12345» is rather a case.
    return isDotted && parts == [4, 2, 5] && ![19, 20].contains(digits[0] * 10 + digits[1])
  }

  private var hasAccountChecksum: Bool { sum([5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 == 0 }

  /// «NO93 8601 1117 947»: ISO 13616, two control digits and the account number.
  private func isIBAN(_ count: Int) -> Bool {
    count == 13 && context.letters.hasSuffix("no")
  }

  /// ISO/IEC 7812: Luhn's checksum and the first digits of the card schemes.
  private func isCard(_ count: Int) -> Bool {
    var sum = 0
    for (index, digit) in digits.prefix(count).reversed().enumerated() {
      let doubled = index % 2 == 1 ? digit * 2 : digit
      sum += doubled > 9 ? doubled - 9 : doubled
    }
    // Two telephone numbers in pairs have as many digits; a card is written whole, in fours or digit by digit.
    let parts = groups(count)
    guard (parts.first ?? 0) >= 4 || parts.allSatisfy({ $0 == 1 }) else { return false }
    guard sum % 10 == 0, digits.prefix(count).contains(where: { $0 != 0 }) else { return false }
    let two = digits[0] * 10 + digits[1]
    let four = two * 100 + digits[2] * 10 + digits[3]
    switch count {
    // Fifteen digits with another beginning are mostly the IMEI of a telephone.
    case 15: return two == 34 || two == 37 || four == 2131 || four == 1800
    case 13, 14: return [3, 4, 5, 6].contains(digits[0])
    default: return [3, 4, 5, 6].contains(digits[0]) || (2221...2720).contains(four)
    }
  }
}
