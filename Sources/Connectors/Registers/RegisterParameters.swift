internal import Flows
internal import Foundation
internal import Ground
internal import Helpdesk
internal import WorkingTime

/// A parameter of a task is missing, or is not what it has to be; the words are for the author of the flow.
struct BadParameter: Error {
  var cause: String

  /// The failure of a task: `Case.BadRequest` for the register `Case`.
  func outcome(of register: String) -> TaskOutcome {
    .failed(error: "\(register).BadRequest", cause: cause)
  }
}

/// The parameters of a task that asks something of a register.
///
/// Members that nobody asks for do not matter: a task without `Parameters` gets the state's whole input. A member that
/// is null is not there.
struct RegisterParameters {
  private let request: TaskRequest

  init(_ request: TaskRequest) { self.request = request }

  private func value(_ name: String) -> JSON? {
    let value = request.parameters[name]
    return value == .null ? nil : value
  }

  /// A text: a string, or an object of them by language.
  func text(_ name: String) throws(BadParameter) -> String {
    guard let text = try optionalText(name) else {
      throw BadParameter(cause: "'\(name)' is missing")
    }
    return text
  }

  /// A text, nil where there is none.
  func optionalText(_ name: String) throws(BadParameter) -> String? {
    guard let value = value(name) else { return nil }
    guard let text = text(of: value) else {
      throw BadParameter(cause: "'\(name)' must be a text, or texts by language with 'nb'")
    }
    return text
  }

  private func text(of value: JSON?) -> String? {
    switch value {
    case .string(let text): text
    case .object(let texts): (texts[language] ?? texts["nb"])?.string
    default: nil
    }
  }

  /// The language of texts: the parameter's, else the execution's, else Bokmål.
  private var language: String {
    value("language")?.string ?? request.input["language"]?.string ?? "nb"
  }

  /// One of a few words, nil where there is none.
  func word<Word: RawRepresentable<String> & CaseIterable>(
    _ name: String
  ) throws(BadParameter) -> Word? {
    guard let value = value(name) else { return nil }
    guard let word = value.string.flatMap(Word.init(rawValue:)) else {
      let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
      throw BadParameter(cause: "'\(name)' must be one of \(words)")
    }
    return word
  }

  /// A number of a register, which people may have typed.
  func number(_ name: String) throws(BadParameter) -> Int {
    guard let number = try optionalNumber(name) else {
      throw BadParameter(cause: "'\(name)' is missing")
    }
    return number
  }

  /// A number of a register, nil where there is none.
  func optionalNumber(_ name: String) throws(BadParameter) -> Int? {
    guard let value = value(name) else { return nil }
    guard let number = value.int ?? value.string.flatMap({ Int($0) }) else {
      throw BadParameter(cause: "'\(name)' must be a whole number")
    }
    return number
  }

  /// A finite number from 0 to a million.
  func amount(_ name: String) throws(BadParameter) -> Double {
    guard let value = value(name) else { throw BadParameter(cause: "'\(name)' is missing") }
    guard let amount = value.double, (0...1_000_000).contains(amount) else {
      throw BadParameter(cause: "'\(name)' must be a number from 0 to 1000000")
    }
    return amount
  }

  /// A moment as RFC 3339 writes it, or a day, of which the first or the last second (UTC) is meant.
  func moment(_ name: String, ofDay end: DayEnd) throws(BadParameter) -> Date? {
    guard let value = value(name) else { return nil }
    guard let text = value.string, text.utf8.count <= 40, let moment = Self.moment(text, end) else {
      throw BadParameter(
        cause: "'\(name)' must be a day (2026-03-01) or a moment (2026-03-01T08:00:00Z)"
      )
    }
    return moment
  }

  /// Which second of a day is meant where only the day is told.
  enum DayEnd { case first, last }

  private static func moment(_ text: String, _ end: DayEnd) -> Date? {
    let isDay = text.utf8.count == 10
    return RFC3339.moment(isDay ? text + (end == .first ? "T00:00:00Z" : "T23:59:59Z") : text)
  }

  /// What somebody has to know, as a list of `{"title", "value"}`, each a text; nil where there is none.
  func facts(_ name: String) throws(BadParameter) -> [WorkOrder.Fact]? {
    guard let value = value(name) else { return nil }
    guard let items = value.array, items.count <= 40 else {
      throw BadParameter(cause: "'\(name)' must be a list of at most 40 of {title, value}")
    }
    var facts: [WorkOrder.Fact] = []
    for item in items {
      guard let title = text(of: item["title"]), let value = text(of: item["value"]) else {
        throw BadParameter(cause: "each of '\(name)' needs a 'title' and a 'value', both texts")
      }
      facts.append(WorkOrder.Fact(title, value))
    }
    return facts
  }

  /// Whether something is so; not where nothing is said.
  func truth(_ name: String) throws(BadParameter) -> Bool {
    guard let value = value(name) else { return false }
    guard let truth = value.bool else {
      throw BadParameter(cause: "'\(name)' must be true or false")
    }
    return truth
  }

  /// A user by id, as a text or an object with `id`; nil where there is none.
  func user(_ name: String) throws(BadParameter) -> String? {
    guard let value = value(name) else { return nil }
    guard let id = value.string ?? value["id"]?.string else {
      throw BadParameter(cause: "'\(name)' must be the id of a user")
    }
    return id
  }

  /// The municipality, else the one of the user that the execution is about; nil where neither is told.
  func municipality() throws(BadParameter) -> String? {
    try optionalText("municipality") ?? request.input["user"]?["municipality"]?.string
  }

  /// The serial number of a machine, else the one that the execution is about; nil where neither is told.
  func device() throws(BadParameter) -> String? {
    if let device = try optionalText("device") { return device }
    guard let device = request.input["device"] else { return nil }
    return device.string ?? device["serial"]?.string ?? device["id"]?.string
  }
}
