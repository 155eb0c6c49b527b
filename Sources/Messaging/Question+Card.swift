package import Cards
internal import Ground

/// What a card asks, as Messaging keeps it, and back.
extension Question.Input {
  /// An input of a card.
  package init(_ input: CardInput) {
    self.init(
      id: input.id,
      label: input.label,
      kind: Kind(input.kind),
      isRequired: input.isRequired
    )
  }

  /// The input as Cards knows it.
  var cardInput: CardInput {
    CardInput(id: id, label: label, kind: kind.cardKind, isRequired: isRequired)
  }
}

extension Question.Input.Kind {
  fileprivate init(_ kind: CardInput.Kind) {
    self =
      switch kind {
      case .text(let length, let pattern): .text(maximumLength: length, pattern: pattern)
      case .choice(let choices, let several):
        .choice(choices.map { .init(title: $0.title, value: $0.value) }, severalAllowed: several)
      case .date(let earliest, let latest): .date(earliest: earliest, latest: latest)
      case .time(let earliest, let latest): .time(earliest: earliest, latest: latest)
      case .number(let least, let most): .number(least: least, most: most)
      case .toggle(let on, let off): .toggle(on: on, off: off)
      }
  }

  fileprivate var cardKind: CardInput.Kind {
    switch self {
    case .text(let length, let pattern): .text(maximumLength: length, pattern: pattern)
    case .choice(let choices, let several):
      .choice(choices.map { .init(title: $0.title, value: $0.value) }, severalAllowed: several)
    case .date(let earliest, let latest): .date(earliest: earliest, latest: latest)
    case .time(let earliest, let latest): .time(earliest: earliest, latest: latest)
    case .number(let least, let most): .number(least: least, most: most)
    case .toggle(let on, let off): .toggle(on: on, off: off)
    }
  }
}

extension Question.Action {
  /// A button of a card.
  package init(_ action: CardInputs.Action) {
    self.init(title: action.title, data: .object(action.data), takesInputs: action.takesInputs)
  }
}
