internal import Foundation
internal import Ground
internal import Helpdesk
internal import People
internal import Storage

/// `rakel people show USER`: who somebody is, and why.
enum PeopleShowCommand: Command {
  static let name = "show"
  static let usage = "USER|SIGN-IN|ACCOUNT --as USER [--json]"
  static let summary = "shows one person, by which rule they have their role, and what is kept"

  static func run(_ arguments: consuming Arguments) async throws -> Int32 {
    let answer = try await answer(arguments, at: SystemTime().now())
    return answer.print(as: "rakel people show")
  }

  /// Does what the command line says and gives what to print.
  static func answer(_ arguments: consuming Arguments, at now: Date) async throws -> Answer {
    let isJSON = arguments.flag("json")
    let place = try StaffPlace(&arguments, at: now, making: false)
    let words = arguments.operands()
    try arguments.finish()
    guard let word = words.first, words.count == 1 else {
      throw UsageError("whom? show their id, the name they sign in with, or their account")
    }
    if let refusal = try await place.refusal(of: "people.show") { return refusal }
    let directory = place.directory
    let user =
      directory.knows(word)
      ? directory.user(word)
      : EntraID(word).flatMap { directory.user(entra: $0) } ?? directory.user(signIn: word)
    guard let user else {
      return Answer(complaint: "nobody is called '\(AlignedTable.printable(word))'")
    }
    let account = directory.isOfTenant(user.id) ? directory.account(of: user.id) : nil
    let (kept, last) = try await place.database.read { (connection) throws(DatabaseError) in
      let kept = try account.flatMap { (entra) throws(DatabaseError) in
        try PersonStore.find(entra, in: connection)
      }
      return (kept, try PersonStore.lastSync(in: connection))
    }
    let page = PeoplePage(directory: directory)
    let rules = try? PersonRules(ofContent: place.content)
    let answer = page.show(user, kept, rules, last, at: place.desk)
    return isJSON ? answer.forMachines : answer
  }
}
