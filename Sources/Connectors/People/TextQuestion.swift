internal import Cards
internal import Flows
internal import Ground
internal import Messaging

/// A question in words: what `text.ask` asks, whom, and what would be an answer.
struct TextQuestion {
  let text: String
  let user: String
  let token: String
  let input: Question.Input
  /// The entity that would have said it already; nil for none.
  private let entity: String?
  /// How many buttons Teams shows.
  private static let mostButtons = 6
  private static let mostChoices = 100
  /// A `yesno` that is also answered by how things are: «den er like treg».
  private static let helped = "helped"

  /// Reads the parameters of a task.
  init(_ request: TaskRequest) throws(PeopleParameters.Fault) {
    let parameters = PeopleParameters(request)
    guard let token = request.token else { throw .init("a question needs a task token") }
    self.token = token
    text = try parameters.text("text")
    user = try parameters.user()
    entity = try parameters.word("entity")
    let id = try parameters.word("id") ?? "value"
    guard id != Question.key else { throw .init("'id' cannot be \(Question.key)") }
    // The whole question is the label: it is what a fault names the value by.
    let kind = try Self.kind(parameters)
    input = Question.Input(
      id: id,
      label: text,
      kind: kind,
      isRequired: true,
      asksWhetherItHelped: try parameters.word("kind") == Self.helped
    )
  }

  private static func kind(
    _ parameters: PeopleParameters
  ) throws(PeopleParameters.Fault) -> Question.Input.Kind {
    let kind = try parameters.word("kind") ?? "text"
    if kind != "choice", parameters.value("choices") != nil {
      throw .init("'choices' go with the kind 'choice'")
    }
    switch kind {
    case "text":
      let longest = try parameters.number("maxLength")
      return .text(maximumLength: longest, pattern: try parameters.word("pattern"))
    case "choice": return .choice(try choices(parameters), severalAllowed: false)
    case "date": return .date(earliest: nil, latest: nil)
    case "time": return .time(earliest: nil, latest: nil)
    case "number": return .number(least: nil, most: nil)
    case "yesno", helped: return .choice(yesAndNo(in: parameters.language), severalAllowed: false)
    default: throw .init("'kind' must be one of text, choice, date, time, number, yesno, helped")
    }
  }

  /// Buttons, since that is how a yes or a no is said in Teams; words for them are understood as well.
  private static func yesAndNo(in language: CardLanguage) -> [Question.Input.Choice] {
    let (yes, no) = language == .en ? ("Yes", "No") : ("Ja", "Nei")
    return [.init(title: yes, value: "yes"), .init(title: no, value: "no")]
  }

  private static func choices(
    _ parameters: PeopleParameters
  ) throws(PeopleParameters.Fault) -> [Question.Input.Choice] {
    guard let items = parameters.value("choices")?.array, !items.isEmpty,
      items.count <= mostChoices
    else { throw .init("a choice needs 'choices': 1 to \(mostChoices) of {title, value}") }
    var choices: [Question.Input.Choice] = []
    for item in items {
      guard let value = item["value"]?.string, let title = item["title"] else {
        throw .init("each of 'choices' needs a 'title' and, as a text, a 'value'")
      }
      guard !choices.contains(where: { $0.value == value }) else {
        throw .init("two of 'choices' have the value '\(value)'")
      }
      let words = try parameters.text(title, called: "title")
      choices.append(.init(title: words, value: value))
    }
    return choices
  }

  /// The value that the words which started the flow have told; nil where they have not.
  func known(from input: JSON) -> JSON? {
    guard let entity, let values = input["entities"]?[entity]?.array else { return nil }
    for value in values {
      // Words that are no such value do not answer; the question will.
      if let known = try? self.input.value(from: named(value) ?? value) { return known }
    }
    return nil
  }

  /// The value of the choice whose title was said, whatever the case.
  private func named(_ said: JSON) -> JSON? {
    guard case .choice(let choices, _) = input.kind, let said = said.string?.lowercased() else {
      return nil
    }
    return choices.first { $0.value.lowercased() == said || $0.title.lowercased() == said }
      .map { .string($0.value) }
  }

  /// What the store keeps.
  func question(of request: TaskRequest) -> Question {
    Question(
      token: token,
      execution: request.execution,
      flow: request.flow,
      user: user,
      text: text,
      inputs: [input],
      isCard: hasButtons,
      asked: request.now
    )
  }

  /// What the user sees: a few choices as buttons, more of them as words.
  func message(asking question: Int) -> OutgoingMessage {
    guard case .choice(let choices, _) = input.kind else { return OutgoingMessage(text) }
    let titles = choices.map(\.title)
    guard hasButtons else { return OutgoingMessage(text, options: titles) }
    let buttons = choices.map { choice in
      Card.Choice(
        title: CardMarkdown.plain(choice.title),
        data: .object(JSONObject(input.id, .string(choice.value)))
      )
    }
    let card = Card.choices(of: buttons, asking: text).asking(question: question)
    return OutgoingMessage(text, options: titles, card: card.json)
  }

  private var hasButtons: Bool {
    if case .choice(let choices, _) = input.kind {
      choices.count <= Self.mostButtons
    } else {
      false
    }
  }
}
