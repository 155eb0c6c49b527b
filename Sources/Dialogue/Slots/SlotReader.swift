internal import Foundation
internal import Messaging
internal import Norwegian

/// Finds the values that a message tells: of what is asked now, and of what would be asked later.
struct SlotReader {
  let question: Question
  let filling: Filling
  let words: Words
  /// The moment that «i morgen» is counted from.
  let now: Date

  /// What a message tells.
  struct Told {
    var values: [String: String] = [:]
    var action: Int? = nil
    /// The places of the words that tell it.
    var places: Set<Int> = []
    /// How much of the message tells it, from 0 to 1; function words do not count.
    var share = 0.0

    var isNothing: Bool { values.isEmpty && action == nil }
  }

  /// What `text` tells of the inputs that have no value, or of all of them where `again`, and of the actions.
  ///
  /// Words for a text are not looked for: any would do.
  func read(_ text: String, again: Bool = false) -> Told {
    let tokens = Tokeniser.tokens(in: text)
    guard !tokens.isEmpty else { return Told() }
    var scan = Scan(text: text, tokens: tokens, now: now)
    let step = filling.step(in: question)
    scan.opening = words.opening(in: tokens)
    if case .input(let asked) = step {
      scan.read(asked, isAsked: true)
    }
    let others = question.inputs.filter { input in
      step != .input(input) && (again || filling.values[input.id] == nil)
    }
    for input in others { scan.read(input, isAsked: false) }
    if question.actions.count > 1, filling.action == nil || again {
      scan.readAction(question.actions, isAsked: step == .action)
    }
    return scan.finished
  }
}

/// A message that is being searched; every word tells one thing only.
private struct Scan {
  let text: String
  let tokens: [Token]
  private var days: [(value: String, places: Set<Int>)] = []
  private var times: [(value: String, places: Set<Int>)] = []
  /// A yes or a no that the message begins with, and how many words it takes.
  var opening: (isYes: Bool, count: Int)?
  private var told = SlotReader.Told()
  private let now: Date

  init(text: String, tokens: [Token], now: Date) {
    self.text = text
    self.tokens = tokens
    self.now = now
    addMoments(of: text, shiftedBy: 0)
  }

  private mutating func addMoments(of text: String, shiftedBy shift: Int) {
    for moment in Dates(reference: now).find(in: text) {
      guard let value = moment.value else { continue }
      let range = max(0, moment.range.lowerBound - shift)..<max(0, moment.range.upperBound - shift)
      let places = Set(tokens.indices.filter { tokens[$0].range.overlaps(range) })
      let parts = value.split(separator: "T")
      switch moment.kind {
      case .date: days.append((value, places))
      case .time: times.append((String(value.prefix(5)), places))
      case .datetime where parts.count == 2:
        days.append((String(parts[0]), places))
        times.append((String(parts[1].prefix(5)), places))
      default: break
      }
    }
  }

  mutating func read(_ input: Question.Input, isAsked: Bool) {
    switch input.kind {
    case .choice(let choices, let several): read(choices, several, of: input, isAsked)
    case .date:
      // A bare «12.» is the twelfth, where a day is asked for.
      if isAsked, days.isEmpty, isBareNumber {
        addMoments(of: "den \(text)", shiftedBy: 4)
        if days.isEmpty { addMoments(of: "den \(text).", shiftedBy: 4) }
      }
      if let day = days.first {
        days.removeFirst()
        tell(day.value, of: input, at: day.places)
      }
    case .time:
      if isAsked, times.isEmpty, isBareNumber { addMoments(of: "kl \(text)", shiftedBy: 3) }
      if let time = times.first {
        times.removeFirst()
        tell(time.value, of: input, at: time.places)
      }
    case .number: if isAsked { readNumber(for: input) }
    case .toggle(let on, let off):
      if isAsked, let opening { tell(opening.isYes ? on : off, of: input, at: openingPlaces) }
    case .text: break
    }
  }

  mutating func readAction(_ actions: [Question.Action], isAsked: Bool) {
    let titles = actions.map(\.title)
    let named = ChoiceReader(tokens: tokens).named(titles, except: told.places)
    if named.count == 1 {
      told.action = named[0].title
      told.places.formUnion(named[0].tokens)
    } else if isAsked, let index = titleOfOpening(titles) {
      told.action = index
      told.places.formUnion(openingPlaces)
    }
  }

  /// A yes that opens the message says nothing by itself, but is no word about something else.
  var finished: SlotReader.Told {
    var told = told
    guard !told.isNothing else { return told }
    let saying = told.places.union(openingPlaces)
    let content = tokens.indices.filter {
      saying.contains($0) || !StopWords.isFunctionWord(tokens[$0].text)
    }
    told.share = Double(saying.count) / Double(max(1, content.count))
    return told
  }

  private var openingPlaces: Set<Int> { Set(0..<(opening?.count ?? 0)) }

  private var isBareNumber: Bool { tokens.count <= 2 && tokens.last?.kind == .number }

  private mutating func read(
    _ choices: [Question.Input.Choice],
    _ several: Bool,
    of input: Question.Input,
    _ isAsked: Bool
  ) {
    let titles = choices.map(\.title)
    let named = ChoiceReader(tokens: tokens).named(titles, except: told.places)
    if named.count == 1 || several && !named.isEmpty {
      let value = named.map { choices[$0.title].value }.joined(separator: ",")
      tell(value, of: input, at: named.reduce(into: []) { $0.formUnion($1.tokens) })
    } else if isAsked, let index = titleOfOpening(titles) {
      tell(choices[index].value, of: input, at: openingPlaces)
    }
  }

  /// The only title that begins with a yes, where the message does, or with a no.
  private func titleOfOpening(_ titles: [String]) -> Int? {
    guard let opening else { return nil }
    let words: Set<String> = opening.isYes ? ["ja", "yes"] : ["nei", "no"]
    let fitting = titles.indices.filter { Words.key(titles[$0]).first.map(words.contains) ?? false }
    return fitting.count == 1 ? fitting[0] : nil
  }

  private mutating func readNumber(for input: Question.Input) {
    for found in Numbers().find(in: text) {
      let places = Set(tokens.indices.filter { tokens[$0].range.overlaps(found.range) })
      guard places.isDisjoint(with: told.places) else { continue }
      let value = Int(exactly: found.value).map(String.init) ?? String(found.value)
      return tell(value, of: input, at: places)
    }
  }

  private mutating func tell(_ value: String, of input: Question.Input, at places: Set<Int>) {
    told.values[input.id] = value
    told.places.formUnion(places)
  }
}
