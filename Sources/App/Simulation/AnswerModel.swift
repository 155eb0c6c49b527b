internal import Foundation
internal import Ground
internal import Messaging

/// How made-up people behave in a simulation: what they answer, how soon, and how long technicians take.
///
/// ```json
/// {
///   "users": {"municipality": {"fjordviken": 3, "storøya": 1}, "language": {"nb": 4, "nn": 1}},
///   "answers": {"Ask": [{"share": 0.7, "data": {"choice": "yes"}, "hours": [0.1, 30]},
///                       {"share": 0.2, "hours": [24, 90]}, {"share": 0.1, "silent": true}]},
///   "work": {"*": {"hours": [2, 40]}}
/// }
/// ```
///
/// Answers are by the name of the state that asks, or `*` for any other; `Ask?for=leader` are those of `Ask` while the
/// flow's variable `for` is `leader`. What `data` leave open somebody chooses at random among what is offered. Hours are drawn evenly on a logarithmic scale between the two.
struct AnswerModel: Sendable {
  private let answers: [String: [Way]]
  private let work: [String: Span]
  private let traits: [(name: String, shares: [(value: String, share: Double)])]

  /// One way to react to a question.
  struct Way: Sendable {
    let share: Double
    let data: JSON?
    let hours: Span
    let isSilent: Bool
  }

  /// So many hours at least and at most.
  struct Span: Sendable {
    let least: Double
    let most: Double

    /// A number of hours, drawn evenly on a logarithmic scale: people answer at once, or days later.
    func draw(_ random: inout SeededGenerator) -> Double {
      guard least > 0, most > least else { return max(least, 0) }
      return least * pow(most / least, random.uniform())
    }
  }

  /// - Throws: what is wrong with the model, in one line.
  init(_ json: JSON) throws(UsageError) {
    guard let model = json.object else { throw UsageError("a model is an object") }
    for key in model.keys where !["users", "answers", "work"].contains(key) {
      throw UsageError("the model has no '\(key)'; it has users, answers and work")
    }
    var answers: [String: [Way]] = [:]
    for (state, ways) in json["answers"]?.object ?? JSONObject() {
      var read: [Way] = []
      for way in ways.array ?? [] { read.append(try Self.way(way, of: state)) }
      guard read.contains(where: { $0.share > 0 }) else {
        throw UsageError("the model's answers to '\(state)' need a list of ways with a share")
      }
      answers[state] = read
    }
    self.answers = answers
    var work: [String: Span] = [:]
    for (kind, value) in json["work"]?.object ?? JSONObject() {
      work[kind] = try Self.span(value["hours"], of: "work.\(kind)")
    }
    self.work = work
    traits = try Self.traits(json["users"])
  }

  /// What everybody does where no model is given: most answer within two days, one in five never.
  static var usual: AnswerModel {
    get throws(UsageError) {
      try AnswerModel([
        "answers": [
          "*": [["share": 0.8, "hours": [0.1, 48]], ["share": 0.2, "silent": true]]
        ],
        "work": ["*": ["hours": [2, 40]]],
        "users": ["language": ["nb": 4, "nn": 1]],
      ])
    }
  }

  /// What somebody does when that state asks, and under which name the model has it.
  ///
  /// - Parameter variables: the flow's.
  func way(
    for state: String,
    _ variables: JSON = [:],
    _ random: inout SeededGenerator
  ) -> (key: String, way: Way) {
    let variant = (variables.object ?? JSONObject()).lazy
      .compactMap { name, value in value.string.map { "\(state)?\(name)=\($0)" } }
      .first { answers[$0] != nil }
    let key = variant ?? (answers[state] == nil ? "*" : state)
    return (key, way(among: answers[key] ?? [], &random))
  }

  private func way(among ways: [Way], _ random: inout SeededGenerator) -> Way {
    var left = random.uniform() * ways.reduce(0) { $0 + $1.share }
    for way in ways {
      left -= way.share
      if left < 0 { return way }
    }
    return ways.last ?? Way(share: 1, data: nil, hours: Span(least: 1, most: 48), isSilent: false)
  }

  /// How many hours a work item of that kind takes until it is done.
  func hours(forWork kind: String, _ random: inout SeededGenerator) -> Double {
    (work[kind] ?? work["*"] ?? Span(least: 2, most: 40)).draw(&random)
  }

  /// The traits of a user, by name: municipality, language.
  func traits(_ random: inout SeededGenerator) -> JSONObject {
    var drawn = JSONObject()
    for trait in traits {
      var left = random.uniform() * trait.shares.reduce(0) { $0 + $1.share }
      let value = trait.shares.first { share in
        left -= share.share
        return left < 0
      }
      drawn[trait.name] = (value ?? trait.shares.last).map { .string($0.value) }
    }
    return drawn
  }

  private static func way(_ json: JSON, of state: String) throws(UsageError) -> Way {
    let isSilent = json["silent"]?.bool ?? false
    guard let share = json["share"]?.double, share >= 0 else {
      throw UsageError("each of the model's answers to '\(state)' needs a share from 0")
    }
    return Way(
      share: share,
      data: json["data"],
      hours: isSilent ? Span(least: 0, most: 0) : try span(json["hours"], of: "answers.\(state)"),
      isSilent: isSilent
    )
  }

  private static func span(_ json: JSON?, of place: String) throws(UsageError) -> Span {
    let hours = (json?.array ?? []).compactMap(\.double)
    guard hours.count == 2, hours[0] >= 0, hours[0] <= hours[1], hours[1] <= 87_600 else {
      throw UsageError("the model's '\(place)' needs \"hours\": [least, most]")
    }
    return Span(least: hours[0], most: hours[1])
  }

  private static func traits(
    _ json: JSON?
  ) throws(UsageError) -> [(name: String, shares: [(value: String, share: Double)])] {
    var traits: [(name: String, shares: [(value: String, share: Double)])] = []
    for (name, values) in json?.object ?? JSONObject() {
      let shares = (values.object ?? JSONObject()).compactMap { value, share in
        share.double.map { (value: value, share: $0) }
      }
      guard shares.contains(where: { $0.share > 0 }) else {
        throw UsageError("the model's users.\(name) needs values with a share")
      }
      traits.append((name, shares))
    }
    return traits
  }
}
