/// Adds up the atoms of a number word and refuses an atom that cannot follow.
struct NumberSum {
  private enum Last { case start, article, unit, teen, ten, hundred, thousand, million, and, done }

  /// What is complete: millions and thousands.
  private var whole = 0
  /// What a following «tusen» would multiply.
  private var current = 0
  private var fraction = 0.0
  private var last = Last.start
  private var beforeAnd = Last.start
  private(set) var isOrdinal = false

  /// Whether the number may end here: not after «og», and not after «og en».
  var isComplete: Bool {
    last != .and && !(last == .article && beforeAnd != .start)
  }
  var isArticle: Bool { last == .article }

  /// The sum so far; nil before the first atom.
  var value: Double? { last == .start ? nil : Double(whole + current) + fraction }

  /// Takes the next atom; false where it cannot follow, and the sum is then not to be used further.
  mutating func add(_ atom: NumberAtom) -> Bool {
    switch atom {
    case .article: addArticle()
    case .unit(let value): addBelowHundred(value, as: .unit)
    case .teen(let value): addBelowHundred(value, as: .teen)
    case .ten(let value): addBelowHundred(value, as: .ten)
    case .hundred: addHundred()
    case .thousand: multiply(by: 1000, as: .thousand)
    case .million: multiply(by: 1_000_000, as: .million)
    case .and: addAnd()
    case .half: addHalf()
    case .oneAndAHalf: addOneAndAHalf()
    case .ordinal(let value): addOrdinal(value)
    }
  }

  private mutating func addArticle() -> Bool {
    // «tjue en» is 21 in words written apart; «og en» waits for «halv».
    switch last {
    case .start:
      current = 1
      last = .article
    case .and: last = .article
    case .ten where current % 10 == 0:
      current += 1
      last = .unit
    default: return false
    }
    return true
  }

  private mutating func addBelowHundred(_ value: Int, as kind: Last) -> Bool {
    let follows =
      switch last {
      case .start, .hundred, .thousand, .million: true
      case .ten: kind == .unit
      case .and where beforeAnd == .unit: kind == .ten && current % 100 < 10
      case .and: [.hundred, .thousand, .million].contains(beforeAnd)
      default: false
      }
    guard follows else { return false }
    current += value
    last = kind
    return true
  }

  private mutating func addHundred() -> Bool {
    switch last {
    case .start, .thousand, .million: current += 100
    case .article, .unit, .teen:
      guard current < 100 else { return false }
      current *= 100
    default: return false
    }
    last = .hundred
    return true
  }

  private mutating func multiply(by factor: Int, as kind: Last) -> Bool {
    guard last != .and, last != .done, last != .thousand, whole == 0 || kind == .thousand,
      last != .million || kind == .thousand
    else { return false }
    // «Millioner» alone is no number, «tusen» is.
    if last == .start, kind == .million { return false }
    if last == .start || (last == .million && current == 0) { current = 1 }
    guard current > 0, fraction == 0 else { return false }
    whole += current * factor
    current = 0
    last = kind
    return true
  }

  private mutating func addAnd() -> Bool {
    guard ![.start, .and, .done].contains(last) else { return false }
    beforeAnd = last
    last = .and
    return true
  }

  private mutating func addHalf() -> Bool {
    switch last {
    // «En halv» is a half; «halv» alone belongs to the clock.
    case .article:
      if beforeAnd == .start { current = 0 }
    default: return false
    }
    fraction = 0.5
    last = .done
    return true
  }

  private mutating func addOneAndAHalf() -> Bool {
    guard last == .start else { return false }
    current = 1
    fraction = 0.5
    last = .done
    return true
  }

  private mutating func addOrdinal(_ value: Int) -> Bool {
    switch last {
    case .start, .hundred, .thousand: break
    case .ten: guard value < 10 else { return false }
    case .and where beforeAnd == .unit: guard value >= 20 else { return false }
    case .and: break
    default: return false
    }
    current += value
    isOrdinal = true
    last = .done
    return true
  }
}
