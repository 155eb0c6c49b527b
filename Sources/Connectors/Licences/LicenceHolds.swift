package import Foundation
package import Helpdesk

/// Whose mailboxes must be kept for the law, by a list from Exchange: Graph does not tell.
///
/// A CSV with `UserPrincipalName` in its first line, as `Export-Csv` of PowerShell writes it; in UTF-8.
package struct LicenceHolds: Sendable {
  private let signIns: Set<String>
  /// How old a list may be, in days.
  private static let mostDays = 30.0

  /// Reads a list; a line that names nobody, or a list that is old, makes it unusable.
  package init(file: String, at now: Date) throws(LicenceHoldsFault) {
    guard let data = FileManager.default.contents(atPath: file) else {
      throw LicenceHoldsFault(description: "cannot read '\(file)'")
    }
    let attributes = try? FileManager.default.attributesOfItem(atPath: file)
    if let written = attributes?[.modificationDate] as? Date,
      now.timeIntervalSince(written) > Self.mostDays * 86_400
    {
      throw LicenceHoldsFault(description: "'\(file)' is more than 30 days old: export it anew")
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw LicenceHoldsFault(description: "'\(file)' is not UTF-8")
    }
    try self.init(text, file: file)
  }

  private init(_ text: String, file: String) throws(LicenceHoldsFault) {
    let lines = text.trimmingPrefix("\u{FEFF}").split(omittingEmptySubsequences: false) {
      $0 == "\n" || $0 == "\r\n"
    }
    guard lines.first?.lowercased().contains("userprincipalname") == true else {
      throw LicenceHoldsFault(
        description: "'\(file)' does not begin with a line that has UserPrincipalName"
      )
    }
    var signIns: Set<String> = []
    for (index, line) in lines.enumerated().dropFirst()
    where !line.allSatisfy({ $0.isWhitespace }) {
      // Whichever column the name is in: one too many does no harm.
      let names = line.split { ",;\t\"".contains($0) }.filter { $0.contains("@") }
      guard !names.isEmpty else {
        throw LicenceHoldsFault(description: "\(file):\(index + 1): names nobody as they sign in")
      }
      signIns.formUnion(names.map { $0.trimmingCharacters(in: .whitespaces).lowercased() })
    }
    self.signIns = signIns
  }

  fileprivate func isHeld(_ user: LicensedUser) -> Bool? {
    user.signIn.map { signIns.contains($0) }
  }
}

/// Why a list of holds cannot be gone by, in one line.
package struct LicenceHoldsFault: Error, CustomStringConvertible {
  package let description: String
}

extension LicenceHolds? {
  /// The same user, with what the list says; without a list nobody knows.
  package func applied(to user: LicensedUser) -> LicensedUser {
    var user = user
    user.isHeld = self?.isHeld(user)
    return user
  }
}
