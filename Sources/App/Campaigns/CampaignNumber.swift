internal import Ground

/// The campaign that a command is about, and what else it names.
struct CampaignNumber: Sendable {
  let number: Int
  let rest: [String]

  /// - Parameter most: how many words may follow the number.
  init(_ arguments: inout Arguments, most: Int = 0) throws(UsageError) {
    let words = arguments.operands()
    guard let number = words.first.flatMap({ Int($0) }), words.count <= most + 1 else {
      throw UsageError("which campaign? Give its number")
    }
    self.number = number
    rest = Array(words.dropFirst())
  }

  /// What the one member is called that must be named: a serial number, or what somebody signs in with.
  var member: String {
    get throws(UsageError) {
      guard let name = rest.first else {
        throw UsageError("which member? Give a serial number, or what somebody signs in with")
      }
      return name
    }
  }
}
