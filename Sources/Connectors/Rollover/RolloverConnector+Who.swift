internal import Flows
internal import Foundation
internal import Ground
internal import Norwegian
internal import People

/// Whom somebody means who says that another has their machine.
extension RolloverConnector {
  /// As many as are asked between; more are too many to choose from.
  private static let mostAsked = 5

  /// Whom words name, where they name one only; those to choose between, where they may name a few.
  ///
  /// By id, sign-in name or whole name, else by first and last name, else by the first name and where they work, else
  /// by a whole name with one slip. A first name alone is asked about among those who work where the asker does. Case,
  /// accents and the spelling of æ, ø and å do not matter. Where an id is somebody's and the name another's, it is asked.
  ///
  /// The parameter `id` is whom they chose of those, and `none` what stands for none of them, by languages.
  func who(_ request: TaskRequest) -> TaskOutcome {
    let directory = people()
    if let id = request.parameters["id"]?.string {
      let owner = directory.knows(id) ? Self.owner(directory.user(id)) : .null
      return Self.outcome(owner, choices: [])
    }
    let text = request.parameters["text"]?.string ?? ""
    let mention = Mention(text, by: request.user.map(directory.user))
    var found: [User] = []
    var best: Mention.Fit?
    _ = directory.users { user in
      guard user.id != request.user, let fit = mention.fit(user),
        fit.rawValue <= best?.rawValue ?? .max
      else { return false }
      if fit != best { found.removeAll() }
      best = fit
      if found.count <= Self.mostAsked { found.append(user) }
      return false
    }
    found.sort { ($0.name, $0.id) < ($1.name, $1.id) }
    let isSure = found.count == 1 && best != .first
    let owner = isSure ? Self.owner(found.first) : .null
    let choices =
      isSure || found.count > Self.mostAsked ? [] : found.filter { Self.owner($0) != .null }
    let none = request.parameters["none"].map { ["title": $0, "value": ":none"] as JSON }
    return Self.outcome(
      owner,
      choices: choices.isEmpty ? [] : choices.map(Self.choice) + [none].compactMap(\.self)
    )
  }

  private static func outcome(_ owner: JSON, choices: [JSON]) -> TaskOutcome {
    .done([
      "known": .bool(owner != .null), "user": owner, "isAsked": .bool(!choices.isEmpty),
      "choices": .array(choices),
    ])
  }

  /// Somebody as one of several to choose from.
  private static func choice(_ user: User) -> JSON {
    let place = user.unit ?? user.municipality
    let title = "\(user.name) (\(place.map { "\($0), " } ?? "")\(user.id))"
    return ["title": .string(title), "value": .string(user.id)]
  }
}

/// A text that may name somebody.
private struct Mention {
  /// The words as ids and sign-in names are written.
  private let accounts: Set<String>
  /// The words as names are compared.
  private let words: Set<String>
  /// Where the asker works.
  private let places: [String]

  /// How somebody may be meant: what is higher up counts before what is below.
  enum Fit: Int {
    case whole
    /// Middle names are mostly left out.
    case outer
    /// The first name, and the unit, or else the municipality, that they work in.
    case unit, municipality
    /// The first and the last name, one letter of them wrong.
    case slip
    /// The first name alone, of somebody who works where the asker does.
    case first
  }

  private static let most = 2_000

  init(_ text: String, by asker: User?) {
    let written = text.prefix(Self.most).lowercased().split {
      $0.isWhitespace || ",;()<>".contains($0)
    }
    accounts = Set(written.map { $0.trimmingCharacters(in: .punctuationCharacters) })
    words = Set(Self.names(in: text))
    places = [asker?.unit, asker?.municipality].compactMap(\.self)
  }

  private static func names(in text: String) -> [String] {
    Tokeniser.tokens(in: String(text.prefix(most))).map(\.folded)
  }

  /// Nil where somebody is not meant.
  func fit(_ user: User) -> Fit? {
    // A machine can be given to nobody else, and a pupil's name must not stand in the way.
    guard user.role.mayUseRakel else { return nil }
    if accounts.contains(user.id.lowercased()) { return .whole }
    if let signIn = user.signIn, accounts.contains(signIn.lowercased()) { return .whole }
    let names = Self.names(in: user.name)
    guard let first = names.first, let last = names.last else { return nil }
    if words.isSuperset(of: names) { return .whole }
    guard words.contains(first) else { return isSlip(first, last) ? .slip : nil }
    if names.count > 2, words.contains(last) { return .outer }
    if user.unit.map(isNamed) == true { return .unit }
    if user.municipality.map(isNamed) == true { return .municipality }
    if isSlip(first, last) { return .slip }
    let own = [user.unit, user.municipality].compactMap(\.self)
    return own.contains(where: places.contains) ? .first : nil
  }

  /// Whether all words of a unit or a municipality are there.
  private func isNamed(_ place: String) -> Bool {
    let names = Self.names(in: place)
    return !names.isEmpty && words.isSuperset(of: names)
  }

  /// Whether both names are there, and one of them with a slip.
  private func isSlip(_ first: String, _ last: String) -> Bool {
    guard first != last else { return false }
    if words.contains(first) { return words.contains { $0.isOneSlip(from: last) } }
    return words.contains(last) && words.contains { $0.isOneSlip(from: first) }
  }
}

extension String {
  /// Whether one letter is missing, too many, or another, or two have changed places; short words are too much alike.
  fileprivate func isOneSlip(from name: String) -> Bool {
    let (one, other) = (Array(unicodeScalars), Array(name.unicodeScalars))
    guard max(one.count, other.count) >= 4, abs(one.count - other.count) <= 1, one != other else {
      return false
    }
    let start = zip(one, other).prefix { $0 == $1 }.count
    let (left, right) = (one[start...], other[start...])
    if left.count != right.count {
      return left.count > right.count
        ? left.dropFirst().elementsEqual(right) : left.elementsEqual(right.dropFirst())
    }
    if left.dropFirst().elementsEqual(right.dropFirst()) { return true }
    return left.count > 1 && left.first == right.dropFirst().first
      && left.dropFirst().first == right.first
      && left.dropFirst(2).elementsEqual(right.dropFirst(2))
  }
}
