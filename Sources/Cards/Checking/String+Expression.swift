extension String {
  /// Whether an expression of a template begins in it: `${`.
  var hasExpression: Bool {
    // Most have no dollar, and to look for two characters takes as long as all else that is checked.
    utf8.contains(UInt8(ascii: "$")) && contains("${")
  }
}
