internal import Ground

/// A card template as it is kept: the JSON with its expressions read.
indirect enum CardNode: Sendable {
  /// JSON without an expression.
  case fixed(JSON)
  /// A text that is one expression, whose value keeps its type.
  case value(CardExpression, CardField, written: JSONMap)
  /// A text with expressions in it.
  case text([Piece], CardField, written: JSONMap)
  case array([CardNode])
  case object(Object)

  /// A stretch of a text.
  enum Piece: Sendable {
    case literal(String)
    case expression(CardExpression)
  }

  /// An object, with what decides whether and how often it is there.
  struct Object: Sendable {
    /// The element's `type`, said or implied by where it stands; nil in data.
    var type: String?
    /// `$data`: what names are looked up in inside; a list repeats the object.
    var data: CardNode?
    /// `$when`: whether it is there.
    var condition: CardNode?
    var members: [(key: String, node: CardNode)] = []

    /// The object itself, where nothing in it depends on data.
    var fixed: JSONObject? {
      guard data == nil, condition == nil else { return nil }
      var fixed = JSONObject()
      for (key, node) in members {
        guard let json = node.json else { return nil }
        fixed[key] = json
      }
      return fixed
    }
  }

  /// The JSON of a node that does not depend on data, else nil.
  var json: JSON? { if case .fixed(let json) = self { json } else { nil } }
}
