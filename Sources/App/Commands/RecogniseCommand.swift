internal import Dialogue
internal import Ground
internal import People
internal import Understanding

/// Says for every line of stdin what is meant; the contract other programs measure the recogniser by.
struct RecogniseCommand: Command {
  static let name = "recognise"
  static let usage =
    "[--content DIR] [--municipality M] [--role ROLE] | --train TRAIN.tsv"
  static let summary = "says for every line of stdin what is meant, as JSON"

  static func run(_ arguments: consuming Arguments) async throws -> Int32 {
    if let path = try arguments.option("train") {
      try arguments.finish()
      return try trained(on: path)
    }
    let folder = try ContentFolder(&arguments)
    let municipality = try arguments.option("municipality")?.lowercased()
    let role = try role(try arguments.option("role") ?? Role.employee.rawValue)
    try arguments.finish()
    let content = try folder.content()
    let known = content.settings.municipalities
    if let municipality, !known.contains(municipality) {
      throw UsageError(
        "no municipality '\(municipality)'; use one of \(known.joined(separator: ", "))"
      )
    }
    ContentRecognition(
      reader: try folder.reader(of: content),
      dispatcher: Dispatcher(settings: content.settings),
      role: role,
      municipality: municipality
    ).run()
    return 0
  }

  private static func role(_ name: String) throws(UsageError) -> Role {
    guard let role = Role(rawValue: name) else {
      let known = Role.allCases.map(\.rawValue).joined(separator: ", ")
      throw UsageError("no role '\(name)'; use one of \(known)")
    }
    return role
  }

  private static func trained(on path: String) throws -> Int32 {
    let table = ExampleTable(path: path)
    guard table.faults.isEmpty else {
      for fault in table.faults.prefix(20) { Output.complain(fault) }
      return 1
    }
    try TrainedRecognition(table.examples).run()
    return 0
  }
}
