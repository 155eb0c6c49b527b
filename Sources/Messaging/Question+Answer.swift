package import Ground

/// The one place where a submitted answer is checked, whatever channel it came through.
extension Question {
  /// The member of a card's data that says which question it answers.
  package static let key = "rakelQuestion"

  /// The member of an action's data that names a flow to start with the answer where nobody waits for it any longer.
  package static let startKey = "rakelFlow"

  /// The answer that submitted data are: the chosen action's own data and the inputs, merged flat, and nothing else.
  ///
  /// - Parameter data: what the channel got: an action's data with the values by their inputs' ids, as text, or,
  ///   for numbers, as numbers.
  package func answer(from data: JSON) throws(AnswerFaults) -> JSON {
    var answer = JSONObject()
    var takesInputs = true
    if !actions.isEmpty {
      guard let action = action(in: data) else {
        throw AnswerFaults([AnswerFault(nil, .notOffered)])
      }
      takesInputs = action.takesInputs
      for (key, value) in action.data.object ?? JSONObject()
      where key != Self.key && key != Self.startKey {
        answer[key] = value
      }
    }
    guard takesInputs else { return .object(answer) }
    var faults: [AnswerFault] = []
    for input in inputs {
      do throws(AnswerFault) {
        if let value = try input.value(from: data[input.id]) { answer[input.id] = value }
      } catch {
        faults.append(error)
      }
    }
    guard faults.isEmpty else { throw AnswerFaults(faults) }
    return .object(answer)
  }

  /// The action whose data the submitted data contain; of several the one that says most.
  package func action(in data: JSON) -> Action? {
    var best: (action: Action, count: Int)?
    for action in actions {
      let own = action.data.object ?? JSONObject()
      let members = own.filter { $0.key != Self.key }
      guard members.allSatisfy({ data[$0.key] == $0.value }) else { continue }
      if best.map({ members.count > $0.count }) ?? true { best = (action, members.count) }
    }
    return best?.action
  }
}

extension Question.Input {
  /// The most characters of a text without a bound of its own.
  package static let longestText = 4_000

  /// The value that was submitted, in the form that flows get; nil where nothing was told and nothing must be.
  ///
  /// Texts lose blanks around them and control codes within; a number becomes a JSON number; several choices stay
  /// one text with commas, as Adaptive Cards has them.
  package func value(from submitted: JSON?) throws(AnswerFault) -> JSON? {
    if case .toggle(let on, let off) = kind { return try toggled(submitted, on, off) }
    guard let submitted = told(submitted) else {
      if isRequired { throw AnswerFault(id, .missing) }
      return nil
    }
    if case .number(let least, let most) = kind { return try number(submitted, least, most) }
    guard case .string(let text) = submitted else { throw AnswerFault(id, .malformed) }
    switch kind {
    case .text(let longest, let pattern): try checkText(text, longest, pattern)
    case .choice(let choices, let several): try checkChoice(text, choices, several)
    case .date(let earliest, let latest):
      guard CalendarText.isDate(text) else { throw AnswerFault(id, .malformed) }
      try checkBounds(text, earliest, latest)
    case .time(let earliest, let latest):
      guard CalendarText.isTime(text) else { throw AnswerFault(id, .malformed) }
      try checkBounds(text, earliest, latest)
    case .number, .toggle: break
    }
    return .string(text)
  }

  /// What was told, trimmed; nil for nothing.
  private func told(_ submitted: JSON?) -> JSON? {
    guard case .string(let text) = submitted else { return submitted == .null ? nil : submitted }
    let scalars = text.unicodeScalars.map { scalar -> Unicode.Scalar in
      scalar.properties.generalCategory == .control && scalar != "\n" ? " " : scalar
    }
    var clean = Substring(String(String.UnicodeScalarView(scalars)))
    while clean.first?.isWhitespace == true { clean.removeFirst() }
    while clean.last?.isWhitespace == true { clean.removeLast() }
    return clean.isEmpty ? nil : .string(String(clean))
  }

  private func toggled(
    _ submitted: JSON?,
    _ on: String,
    _ off: String
  ) throws(AnswerFault) -> JSON? {
    switch submitted {
    case .string(on), .bool(true): return .string(on)
    case .string(off), .bool(false): return .string(off)
    case nil, .null, .string(""):
      // Adaptive Cards: a required toggle must be on.
      if isRequired { throw AnswerFault(id, .missing) }
      return .string(off)
    default: throw AnswerFault(id, .malformed)
    }
  }

  private func number(
    _ submitted: JSON,
    _ least: Double?,
    _ most: Double?
  ) throws(AnswerFault) -> JSON {
    let read = submitted.double ?? submitted.string.flatMap(Double.init)
    guard let number = read, number.isFinite else { throw AnswerFault(id, .malformed) }
    if let least, number < least { throw AnswerFault(id, .outOfBounds) }
    if let most, number > most { throw AnswerFault(id, .outOfBounds) }
    return Int(exactly: number).map(JSON.integer) ?? .double(number)
  }

  private func checkText(
    _ text: String,
    _ longest: Int?,
    _ pattern: String?
  ) throws(AnswerFault) {
    // Bytes first: counting the characters of ten megabytes takes long.
    let longest = min(longest ?? Self.longestText, Self.longestText)
    guard text.utf8.count <= longest * 16, text.count <= longest else {
      throw AnswerFault(id, .tooLong)
    }
    // A pattern that cannot be read is the author's fault, which the card's check reports; the user is let through.
    guard let pattern, let expression = try? Regex(pattern) else { return }
    guard text.firstMatch(of: expression) != nil else { throw AnswerFault(id, .malformed) }
  }

  private func checkChoice(
    _ text: String,
    _ choices: [Question.Input.Choice],
    _ several: Bool
  ) throws(AnswerFault) {
    let parts = several ? text.split(separator: ",").map(String.init) : [text]
    for part in parts where !choices.contains(where: { $0.value == part }) {
      throw AnswerFault(id, .notOffered)
    }
  }

  /// Dates and times of one form are in order as texts.
  private func checkBounds(
    _ text: String,
    _ earliest: String?,
    _ latest: String?
  ) throws(AnswerFault) {
    if let earliest, text < earliest { throw AnswerFault(id, .outOfBounds) }
    if let latest, text > latest { throw AnswerFault(id, .outOfBounds) }
  }
}

/// Days and times of day as Adaptive Cards write them.
private enum CalendarText {
  /// `YYYY-MM-DD`, a day that there is.
  static func isDate(_ text: String) -> Bool {
    guard let parts = numbers(text, separator: "-", digits: [4, 2, 2]) else { return false }
    let (year, month, day) = (parts[0], parts[1], parts[2])
    guard year >= 1, (1...12).contains(month) else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...lengths[month - 1]).contains(day)
  }

  /// `HH:MM`, from `00:00` to `23:59`.
  static func isTime(_ text: String) -> Bool {
    guard let parts = numbers(text, separator: ":", digits: [2, 2]) else { return false }
    return parts[0] < 24 && parts[1] < 60
  }

  private static func numbers(_ text: String, separator: Character, digits: [Int]) -> [Int]? {
    let parts = text.split(separator: separator, omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == digits else { return nil }
    guard parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }) else { return nil }
    return parts.compactMap { Int($0) }
  }
}
