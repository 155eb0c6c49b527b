internal import Flows
internal import Foundation
internal import Ground
internal import Norwegian
internal import People

/// Whom somebody means who says that another has their machine.
extension RolloverConnector {
  /// Whom words name, where they name one only.
  ///
  /// By id, sign-in name or whole name, else by first and last name; case, accents and the spelling of æ, ø and å do
  /// not matter. Where an id is somebody's and the name another's, nobody is meant.
  func who(_ request: TaskRequest) -> TaskOutcome {
    let text = request.parameters["text"]?.string ?? ""
    let accounts = Self.accounts(in: text)
    let wanted = Set(Self.names(in: text))
    var roughly: Set<String> = []
    let all = people().users { user in
      guard user.id != request.user else { return false }
      let names = Self.names(in: user.name)
      let isAccount = [user.id, user.signIn ?? user.id].contains {
        accounts.contains($0.lowercased())
      }
      if isAccount || (!names.isEmpty && wanted.isSuperset(of: names)) { return true }
      // Middle names are mostly left out.
      guard let first = names.first, let last = names.last, names.count > 2,
        wanted.contains(first), wanted.contains(last)
      else { return false }
      roughly.insert(user.id)
      return true
    }
    let named = all.filter { !roughly.contains($0.id) }
    let found = named.isEmpty ? all : named
    let owner: JSON = found.count == 1 ? Self.owner(found.first) : .null
    return .done(["known": .bool(owner != .null), "user": owner])
  }

  /// The words of a text as ids and sign-in names are written.
  private static func accounts(in text: String) -> Set<String> {
    let words = text.prefix(2_000).lowercased().split {
      $0.isWhitespace || ",;()<>".contains($0)
    }
    return Set(words.map { $0.trimmingCharacters(in: .punctuationCharacters) })
  }

  private static func names(in text: String) -> [String] {
    Tokeniser.tokens(in: String(text.prefix(2_000))).map(\.folded)
  }
}
