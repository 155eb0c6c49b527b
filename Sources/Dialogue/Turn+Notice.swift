internal import Norwegian
package import People
internal import Understanding

/// What is said where no message was understood: a greeting, an apology.
extension Turn {
  /// A turn that says one phrase to `user` and changes nothing else.
  ///
  /// - Parameter locale: the language of the user's client (BCP 47), which counts before they were heard.
  package func notice(
    _ phrase: Phrase,
    to user: User,
    in conversation: Conversation,
    locale: String? = nil
  ) -> Outcome {
    Outcome(
      user: user.id,
      conversation: conversation,
      heard: "",
      steps: [.say(Reply(text(of: phrase, in: conversation, locale: locale, for: user)))],
      understood: nil,
      refused: nil
    )
  }

  /// The words of a phrase, in the language of a conversation, or else of the user's client.
  package func text(
    of phrase: Phrase,
    in conversation: Conversation = Conversation(),
    locale: String? = nil,
    for user: User? = nil
  ) -> String {
    let heard = conversation.language.flatMap(Language.init)
    let language = heard ?? locale.flatMap(Self.language) ?? .nb
    return Wording(content: content, language: language, municipality: user?.municipality)
      .phrase(phrase)
  }

  /// `nn-NO` is Nynorsk, `en-GB` English; every other is answered in Bokmål.
  private static func language(_ locale: String) -> Language? {
    Language(rawValue: locale.prefix { $0 != "-" && $0 != "_" }.lowercased())
  }
}
