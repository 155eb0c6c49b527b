internal import Ground

/// What stands between `${` and `}`: a value taken or made from the data of the card.
///
/// The language is the part of Adaptive Expressions that templates use; its functions are ``CardFunction``.
indirect enum CardExpression: Sendable, Hashable {
  case literal(JSON)
  /// `$data`, or what a plain name is looked up in.
  case data
  /// `$root`: all the data, wherever `$data` has gone.
  case root
  /// `$index`: how many items of a repetition came before.
  case index
  /// A name that `select` or `where` gave an item.
  case local(String)
  /// `of.name`; the offset is where the name stands.
  case member(CardExpression, String, offset: Int)
  /// `of[item]`: a number counts from 0, a text is a name.
  case item(CardExpression, CardExpression, offset: Int)
  case not(CardExpression)
  case negative(CardExpression)
  case binary(Operator, CardExpression, CardExpression)
  case call(CardFunction, [CardExpression])
  /// `select(list, name, made)` and `where(list, name, holds)`.
  case each(keepsItems: Bool, CardExpression, name: String, CardExpression)

  /// Operators with two sides, by how they are written.
  enum Operator: String, Sendable, Hashable, CaseIterable {
    case otherwise = "??"
    case or = "||"
    case and = "&&"
    case equal = "=="
    case unequal = "!="
    case atMost = "<="
    case atLeast = ">="
    case less = "<"
    case greater = ">"
    case plus = "+"
    case minus = "-"
    case times = "*"
    case divided = "/"
    case remainder = "%"

    /// How tightly it binds: the higher, the tighter.
    var rank: Int {
      switch self {
      case .otherwise: 0
      case .or: 1
      case .and: 2
      case .equal, .unequal: 3
      case .atMost, .atLeast, .less, .greater: 4
      case .plus, .minus: 5
      case .times, .divided, .remainder: 6
      }
    }
  }
}

/// An expression is not one: why, and at which byte of its text.
struct CardExpressionError: Error, Hashable {
  let message: String
  let offset: Int
}
