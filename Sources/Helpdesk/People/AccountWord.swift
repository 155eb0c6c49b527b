/// A text that a tenant keeps of an account, by Microsoft Graph's name for it.
package enum AccountWord: Sendable, Hashable {
  case userPrincipalName, mailNickname, displayName
  case department, jobTitle, employeeType, companyName, officeLocation
  /// One of fifteen that every organisation uses as it likes.
  case extensionAttribute(Int)

  private static let plain: [(AccountWord, String)] = [
    (.userPrincipalName, "userPrincipalName"), (.mailNickname, "mailNickname"),
    (.displayName, "displayName"), (.department, "department"), (.jobTitle, "jobTitle"),
    (.employeeType, "employeeType"), (.companyName, "companyName"),
    (.officeLocation, "officeLocation"),
  ]
  private static let numbers = 1...15
  private static let numbered = "extensionAttribute"

  /// All there are, in a fixed order.
  package static let all: [AccountWord] =
    plain.map(\.0) + numbers.map { .extensionAttribute($0) }

  /// Nil for a name that is none of them; case matters.
  package init?(_ name: String) {
    if let word = Self.plain.first(where: { $0.1 == name })?.0 {
      self = word
    } else {
      guard name.hasPrefix(Self.numbered),
        let number = Self.numbers.first(where: { name == "\(Self.numbered)\($0)" })
      else { return nil }
      self = .extensionAttribute(number)
    }
  }

  /// As Graph has it.
  package var name: String {
    if case .extensionAttribute(let number) = self { return "\(Self.numbered)\(number)" }
    return Self.plain.first { $0.0 == self }?.1 ?? ""
  }

  /// What has to be asked of Graph (`$select`) to get it.
  package var property: String {
    if case .extensionAttribute = self { Account.extensions } else { name }
  }
}
