internal import Cards
package import Flows
internal import Ground
internal import Messaging
package import Storage

/// `rakel:card.…`: shows somebody a card of the content, and asks with one.
///
/// | verb | parameters | gives |
/// | --- | --- | --- |
/// | `ask` (waits) | `card`, `data`, `to`, `language`, `token` | the data of the action and the inputs, side by side |
/// | `send` | `card`, `data`, `to`, `language` | `{"message"}`, its number in the outbox |
/// | `update` | `message`, `card`, `data`, `to`, `language` | `{"message"}` of what takes the place of that one |
///
/// `data` fills the card in; a text in it may be an object of texts by language. The token is the task's own, so
/// `token` only makes `$$.Task.Token` welcome where other engines want it. Failures: `Card.BadRequest` for wrong
/// parameters, `Card.NotFound` for no such card or message, `Card.Invalid` where the data make a card that Teams
/// would refuse.
package struct CardConnector: LocalConnector {
  package let name = "card"
  package let verbs = [
    Verb(
      "ask",
      waiting: .always,
      required: ["card"],
      optional: ["data", "to", "language", "token"]
    ),
    Verb("send", required: ["card"], optional: ["data", "to", "language"]),
    Verb("update", required: ["message", "card"], optional: ["data", "to", "language"]),
  ]
  private let catalogue: CardCatalogue

  package init(_ catalogue: CardCatalogue) { self.catalogue = catalogue }

  /// Does it in the transaction that `connection` is in.
  package func perform(
    _ request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    let parameters = PeopleParameters(request)
    let (user, card): (String, Card)
    do throws(Failure) {
      guard verbs.contains(where: { $0.name == request.verb }) else {
        throw Failure("BadRequest", "there is no 'card.\(request.verb)'")
      }
      (user, card) = (try self.user(parameters), try self.card(parameters))
    } catch {
      return error.outcome
    }
    switch request.verb {
    case "ask": return try ask(user, card, request, in: connection)
    case "update": return try update(user, card, parameters, in: connection)
    default:
      let message = OutgoingMessage(CardText(card).text, card: card.json)
      return try add(message, to: user, request, in: connection)
    }
  }

  /// A failure of this connector, by the part of its name after `Card.`.
  private struct Failure: Error {
    let outcome: TaskOutcome

    init(_ error: String, _ cause: String) {
      outcome = .failed(error: "Card.\(error)", cause: cause)
    }
  }

  private func user(_ parameters: PeopleParameters) throws(Failure) -> String {
    do throws(PeopleParameters.Fault) { return try parameters.user() } catch {
      throw Failure("BadRequest", error.message)
    }
  }

  /// The card that is meant, filled in, and such that Teams takes it.
  private func card(_ parameters: PeopleParameters) throws(Failure) -> Card {
    guard let name = parameters.value("card")?.string else {
      throw Failure("BadRequest", "'card' must be the name of a card")
    }
    guard let entry = catalogue[name] else {
      throw Failure("NotFound", "there is no card '\(name)' in flows/cards")
    }
    let data = parameters.value("data") ?? [:]
    guard data.object != nil else { throw Failure("BadRequest", "'data' must be an object") }
    let language = parameters.language
    let card: Card
    do throws(CardExpansionError) {
      let local = LocalText.resolved(data, in: language)
      card = try entry.template(in: language).expanded(with: local, in: language)
    } catch {
      throw Failure("Invalid", "card '\(name)': \(error)")
    }
    if let fault = CardCheck.faults(in: card).first(where: { $0.severity == .error }) {
      throw Failure("Invalid", "card '\(name)': \(fault.message) [\(fault.code)]")
    }
    return card
  }

  private func ask(
    _ user: String,
    _ card: Card,
    _ request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    let asked = CardInputs(card)
    guard let token = request.token, !asked.actions.isEmpty else {
      return Failure("BadRequest", "a card that asks needs a task token and an Action.Submit")
        .outcome
    }
    let text = CardText(card)
    let question = Question(
      token: token,
      execution: request.execution,
      flow: request.flow,
      user: user,
      text: text.statement,
      inputs: asked.inputs.map(Question.Input.init),
      actions: asked.actions.map(Question.Action.init),
      isCard: true,
      asked: request.now
    )
    // With inputs there is more to say than which button.
    let options = asked.inputs.isEmpty ? asked.actions.map(\.title) : []
    _ = try QuestionStore.open(
      question,
      saying: { id in
        OutgoingMessage(text.text, options: options, card: card.asking(question: id).json)
      },
      in: connection
    )
    return .waiting
  }

  private func update(
    _ user: String,
    _ card: Card,
    _ parameters: PeopleParameters,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    guard let number = parameters.value("message")?.int else {
      return Failure("BadRequest", "'message' must be the number of a message").outcome
    }
    guard try OutboxStore.message(number, in: connection) != nil else {
      return Failure("NotFound", "there is no message \(number)").outcome
    }
    let message = OutgoingMessage(CardText(card).text, card: card.json, replaces: number)
    return try add(message, to: user, parameters.request, in: connection)
  }

  private func add(
    _ message: OutgoingMessage,
    to user: String,
    _ request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    let number = try OutboxStore.add(message, to: user, at: request.now, in: connection)
    return .done(["message": .integer(number)])
  }
}
