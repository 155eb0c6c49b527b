/// A pattern of Language Understanding: `book [a] flight to {city:from}`.
struct PatternText {
  private enum Piece {
    case text(String)
    case slot(entity: String, role: String?)
  }

  private var pieces: [Piece] = []
  var isEmpty: Bool { pieces.isEmpty }

  /// What stands in braces.
  var slots: [(entity: String, role: String?)] {
    pieces.compactMap { if case .slot(let entity, let role) = $0 { (entity, role) } else { nil } }
  }

  init(_ raw: String, _ losses: inout Losses) {
    var rest = raw[...]
    var text = ""
    var isEscaped = false
    while let character = rest.first {
      if !isEscaped, character == "{", let end = rest.firstIndex(of: "}") {
        if !text.isEmpty { pieces.append(.text(text)) }
        text = ""
        append(slot: String(rest[rest.index(after: rest.startIndex)..<end]), &losses)
        rest = rest[rest.index(after: end)...]
        continue
      }
      isEscaped = character == "\\" && !isEscaped
      text.append(character)
      rest.removeFirst()
    }
    if !text.isEmpty { pieces.append(.text(text)) }
  }

  private mutating func append(slot: String, _ losses: inout Losses) {
    var name = slot.hasPrefix("@") ? String(slot.dropFirst()) : slot
    name = name.replacing("::", with: ":")
    let parts = name.split(separator: ":", maxSplits: 1).map(String.init)
    let entity = Names.entity(parts.first ?? "", &losses)
    let role = parts.count > 1 ? Names.entity(parts[1], &losses) : nil
    pieces.append(.slot(entity: entity, role: role))
  }

  /// As `.lu` writes it.
  ///
  /// - Parameter name: the name of a role there, for the role and its entity.
  func text(role name: (_ role: String, _ entity: String) -> String) -> String {
    pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .slot(let entity, nil): "{\(entity)}"
      case .slot(let entity, let role?): "{\(entity):\(name(role, entity))}"
      }
    }.joined()
  }
}
