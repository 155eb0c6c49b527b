internal import Cards
internal import Flows
package import Foundation
package import Ground
package import Helpdesk
internal import Messaging
package import People
package import Storage

/// The cards that show work items, each as its item is now, for everybody who sees it.
///
/// The card is `oppgave` of the content. Its buttons differ by what can be done about the item and by whose it is; they
/// work as long as the card is there, for each names the flow that a click starts.
package struct WorkCards: Sendable {
  private let catalogue: CardCatalogue
  private let people: @Sendable () -> Directory

  /// - Parameter people: who is who, as of now.
  package init(
    _ catalogue: CardCatalogue = CardCatalogue(),
    people: @escaping @Sendable () -> Directory = { Directory() }
  ) {
    self.catalogue = catalogue
    self.people = people
  }

  /// The card of an item.
  private static let card = "oppgave"
  /// The flow that works on items, and that a click on one of its buttons starts.
  private static let flow = "VisArbeidsliste"

  /// An item for people: with the names of those who have to do with it.
  package func json(_ item: WorkItem) -> JSON {
    let people = people()
    var json = item.json.object ?? JSONObject()
    for (key, id) in [
      ("userName", item.order.user), ("claimedByName", item.claimedBy),
      ("doneByName", item.doneBy),
    ] {
      json[key] = id.map { .string(people.user($0).name) } ?? .null
    }
    json["lastFour"] = item.order.device.map { .string(String($0.suffix(4))) } ?? .null
    return .object(json)
  }

  /// The IT staff but `user`, by name: whom an item can be handed to.
  package func colleagues(of user: String) -> [User] {
    people().users(in: .itstaff).filter { $0.id != user && $0.absence != .left }
      .sorted { ($0.name, $0.id) < ($1.name, $1.id) }
  }

  /// Whether somebody is of the IT staff.
  package func isColleague(_ id: String) -> Bool { people().user(id).role == .itstaff }

  /// Shows `user` an item, and waits for nothing.
  ///
  /// - Parameter giver: who has handed it over to them; nil where nobody has.
  /// - Returns: the outbox's number of the message; nil where the content has no such card.
  @discardableResult
  package func show(
    _ item: WorkItem,
    to user: String,
    from giver: String? = nil,
    language: String = "nb",
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) -> Int? {
    let viewer = Viewer(user: user, language: language)
    let face = try face(of: item, for: viewer, from: giver, in: connection)
    guard let face else { return nil }
    let question = face.question(token: "", execution: "", flow: Self.flow, to: user, at: time)
    let asked = try QuestionStore.stand(question, saying: face.message(asking:), in: connection)
    try keep(item, asked, viewer, in: connection)
    return asked.message
  }

  /// Shows the user of a task an item, and asks what to do with it.
  ///
  /// - Returns: false where there is no such card, or nothing can be done.
  func ask(
    _ item: WorkItem,
    for request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> Bool {
    guard let user = request.user, let token = request.token else { return false }
    let viewer = Viewer(user: user, language: request.input["language"]?.string ?? "nb")
    guard let face = try face(of: item, for: viewer, in: connection) else { return false }
    let question = face.question(
      token: token,
      execution: request.execution,
      flow: request.flow,
      to: user,
      at: request.now
    )
    let asked = try QuestionStore.open(question, saying: face.message(asking:), in: connection)
    try keep(item, asked, viewer, in: connection)
    return true
  }

  /// Brings every card up to date whose item has changed since it was shown.
  ///
  /// To be called at the end of each transaction that may have changed an item; where none has, it costs a look at an
  /// empty index.
  package func refresh(at time: Date, in connection: Connection) throws(DatabaseError) {
    for card in try WorkCardStore.takeStale(in: connection) {
      guard let item = try WorklistStore.find(card.item, in: connection),
        try OutboxStore.message(card.message, in: connection) != nil
      else {
        try WorkCardStore.remove(ofMessage: card.message, in: connection)
        continue
      }
      let viewer = Viewer(user: card.user, language: card.language)
      guard let face = try face(of: item, for: viewer, in: connection) else { continue }
      if let question = card.question {
        let (text, actions) = (face.text.statement, face.actions)
        try QuestionStore.change(question, text: text, actions: actions, in: connection)
      }
      var message = face.message(asking: card.question ?? 0)
      message.replaces = card.message
      _ = try OutboxStore.add(message, to: card.user, at: time, in: connection)
    }
  }

  private func keep(
    _ item: WorkItem,
    _ asked: Question,
    _ viewer: Viewer,
    in connection: Connection
  ) throws(DatabaseError) {
    let card = WorkCard(
      item: item.number,
      message: asked.message,
      user: viewer.user,
      language: viewer.language,
      question: asked.id
    )
    try WorkCardStore.add(card, in: connection)
  }

  private struct Viewer {
    var user: String
    var language: String
  }

  /// The card as somebody sees it; nil where there is none, or its data make none that Teams would take.
  private func face(
    of item: WorkItem,
    for viewer: Viewer,
    from giver: String? = nil,
    in connection: Connection
  ) throws(DatabaseError) -> WorkCardFace? {
    guard let entry = catalogue[Self.card] else { return nil }
    let isMine = item.claimedBy == viewer.user && item.status == .claimed
    let data: JSON = [
      "item": json(item), "from": giver.map { .string(people().user($0).name) } ?? .null,
      "notes": .array(try WorklistStore.notes(on: item.number, in: connection).suffix(3).map(note)),
      "can": [
        "claim": .bool(item.status == .open), "finish": .bool(item.isToDo),
        "handOver": .bool(isMine),
      ],
    ]
    let language = CardLanguage(rawValue: viewer.language) ?? .nb
    let card = try? entry.template(in: language).expanded(with: data, in: language)
    guard let card, !CardCheck.faults(in: card).contains(where: { $0.severity == .error }) else {
      return nil
    }
    return WorkCardFace(card)
  }

  /// A note with the name of who wrote it.
  private func note(_ note: Note) -> JSON {
    var json = note.json.object ?? JSONObject()
    let author = people().user(note.author)
    json["author"] = .string(author.role == .unknown ? note.author : author.name)
    return .object(json)
  }
}

/// The card of an item as one person sees it.
private struct WorkCardFace {
  let card: Card
  let text: CardText
  let actions: [Question.Action]

  init(_ card: Card) {
    self.card = card
    text = CardText(card)
    actions = CardInputs(card).actions.map(Question.Action.init)
  }

  func question(
    token: String,
    execution: String,
    flow: String,
    to user: String,
    at time: Date
  ) -> Question {
    Question(
      token: token,
      execution: execution,
      flow: flow,
      user: user,
      text: text.statement,
      inputs: [],
      actions: actions,
      isCard: true,
      asked: time
    )
  }

  func message(asking question: Int) -> OutgoingMessage {
    OutgoingMessage(
      text.text,
      options: actions.map(\.title),
      card: card.asking(question: question).json
    )
  }
}
