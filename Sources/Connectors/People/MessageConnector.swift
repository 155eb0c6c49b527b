package import Flows
internal import Ground
internal import Messaging
package import Storage

/// `rakel:message.send` with `text`, `to`, `language`: tells somebody something, in Markdown; gives `{"message"}`, its
/// number in the outbox.
///
/// The text may be an object of texts by language. Failure: `Message.BadRequest` for wrong parameters.
package struct MessageConnector: LocalConnector {
  package let name = "message"
  package let verbs = [Verb("send", required: ["text"], optional: ["to", "language"])]

  package init() {}

  /// Puts the message in the outbox.
  package func perform(
    _ request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    let (user, text): (String, String)
    do throws(PeopleParameters.Fault) {
      guard request.verb == "send" else { throw .init("there is no 'message.\(request.verb)'") }
      let parameters = PeopleParameters(request)
      (user, text) = (try parameters.user(), try parameters.text("text"))
    } catch {
      return .failed(error: "Message.BadRequest", cause: error.message)
    }
    let message = OutgoingMessage(text)
    let number = try OutboxStore.add(message, to: user, at: request.now, in: connection)
    return .done(["message": .integer(number)])
  }
}
