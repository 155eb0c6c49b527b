package import Flows
internal import Ground
internal import Messaging
package import Storage

/// `rakel:text.ask.waitForTaskToken`: asks somebody for one value in words; gives it as the member `id` (`value`).
///
/// | parameter | is |
/// | --- | --- |
/// | `text` | the question, a text or texts by language |
/// | `kind` | `text`, `choice`, `date`, `time`, `number` or `yesno` (whose value is `yes` or `no`) |
/// | `choices` | of a choice: `[{"title", "value"}]` |
/// | `maxLength`, `pattern` | of a text: the most characters; a regular expression that finds something in it |
/// | `entity` | where what started the flow has named it already, that is the answer and nobody is asked |
/// | `id`, `to`, `language` | the name of the value, whom to ask, in which language |
///
/// Up to six choices come as buttons too, and so do yes and no. Failure: `Text.BadRequest` for wrong parameters.
package struct TextConnector: LocalConnector {
  package let name = "text"
  package let verbs = [
    Verb(
      "ask",
      waiting: .always,
      required: ["text"],
      optional: ["id", "kind", "choices", "entity", "maxLength", "pattern", "to", "language"]
    )
  ]

  package init() {}

  /// Asks, or gives at once what is known.
  package func perform(
    _ request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    let asked: TextQuestion
    do throws(PeopleParameters.Fault) {
      guard request.verb == "ask" else { throw .init("there is no 'text.\(request.verb)'") }
      asked = try TextQuestion(request)
    } catch {
      return .failed(error: "Text.BadRequest", cause: error.message)
    }
    if let value = asked.known(from: request.input) {
      return .done(.object(JSONObject(asked.input.id, value)))
    }
    _ = try QuestionStore.open(
      asked.question(of: request),
      saying: { id in asked.message(asking: id) },
      in: connection
    )
    return .waiting
  }
}

extension JSONObject {
  /// An object with one member.
  init(_ key: String, _ value: JSON) {
    self.init()
    self[key] = value
  }
}
