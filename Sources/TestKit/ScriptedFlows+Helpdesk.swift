internal import Ground
internal import Messaging

extension ScriptedFlows {
  /// Flows for three intents of the small helpdesk: a card with three inputs, words and yes or no, and a number.
  package static var small: ScriptedFlows {
    ScriptedFlows([
      "BestillPC": Script([pc], ending: "PC-en er bestilt."),
      "GlemtPassord": Script([phone, screen], ending: "Nytt passord er på vei."),
      "MineSaker": Script([number], ending: "Saken er under arbeid."),
    ])
  }

  private static let pc = Ask(
    "Hva slags PC skal det være, og når?",
    [
      input(
        "type",
        "Hva slags PC?",
        .choice(
          [
            .init(title: "Bærbar PC", value: "laptop"),
            .init(title: "Stasjonær PC", value: "desktop"),
          ],
          severalAllowed: false
        )
      ),
      input("day", "Hvilken dag?", .date(earliest: "2026-11-19", latest: nil)),
      input("time", "Klokka hva?", .time(earliest: "08:00", latest: "16:00")),
      input("note", "Noe mer?", .text(maximumLength: 40, pattern: nil), isRequired: false),
    ],
    actions: [
      .init(title: "Bestill", data: ["do": "order"]),
      .init(title: "Vent til senere", data: ["do": "later"], takesInputs: false),
    ]
  )

  private static let phone = Ask(
    "Har du fått ny telefon?",
    [input("value", "", .toggle(on: "yes", off: "no"))]
  )

  private static let screen = Ask(
    "Hva står det på skjermen?",
    [input("value", "", .text(maximumLength: 100, pattern: nil))]
  )

  private static let number = Ask(
    "Hvilket saksnummer?",
    [input("value", "Saksnummer", .number(least: 1000, most: nil))]
  )

  private static func input(
    _ id: String,
    _ label: String,
    _ kind: Question.Input.Kind,
    isRequired: Bool = true
  ) -> Question.Input {
    Question.Input(id: id, label: label, kind: kind, isRequired: isRequired)
  }
}
