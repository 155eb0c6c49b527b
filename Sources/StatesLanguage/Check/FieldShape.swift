/// What the value of a field must be.
enum FieldShape: Sendable {
  case string
  case boolean
  case wholeNumber(ClosedRange<Int>)
  case number(ClosedRange<Double>)
  case word([String])
  case timestamp
  /// `ItemsPath`: any path; AWS takes also those that name several places.
  case path
  /// `InputPath`: any path, or null.
  case pathOrNull
  /// A path to one node, also of the context or a variable.
  case referencePath
  /// `ResultPath`: a path to one node of the input, or null.
  case resultPath
  /// `ErrorPath`: a path or an intrinsic function that gives a text.
  case text
  /// A value whose `.$` members, however deep, are filled in.
  case template
  /// A template that is an object.
  case objectTemplate
  case anything
  /// An object or array with rules of its own, looked at elsewhere.
  case object
  case array
}

/// Which members an object has, and what they must be.
struct ObjectRule: Sendable {
  /// What the object is, with its article, for a message: `a Wait state`.
  var noun: String
  var fields: [String: FieldShape]
  var required: [String] = []
  /// Of each list exactly one must be there.
  var exactlyOne: [[String]] = []
  /// Of each list at most one may be there.
  var atMostOne: [[String]] = []
  /// Of each list at least one must be there.
  var atLeastOne: [[String]] = []
}

extension ClosedRange<Int> {
  /// Seconds and counts as AWS bounds them, in its service's own documentation.
  static var positive: Self { 1...99_999_999 }
  static var natural: Self { 0...99_999_999 }
}
