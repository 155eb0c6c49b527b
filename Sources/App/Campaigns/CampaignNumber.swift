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

  /// The serial number of the one device that must be named.
  var device: String {
    get throws(UsageError) {
      guard let serial = rest.first else {
        throw UsageError("which device? Give its serial number")
      }
      return serial.uppercased()
    }
  }
}
