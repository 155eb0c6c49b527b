import Foundation
import Ground
import Helpdesk
import People
import Storage
import TestKit

// The sync is the program's own; no other module uses it.
@testable import App

/// A tenant, the rules of an organisation, and a database into which one is taken by the other.
struct PeopleRoom {
  static let now = Date(timeIntervalSince1970: 1_795_248_000)

  let tenant = SmallTenant()
  let database: Database
  var rules: PersonRules

  static let staff = "0000000a-0000-4000-8000-0000000000f1"
  static let pupils = "0000000a-0000-4000-8000-0000000000f2"

  static let text = """
    {
      "id": "mailNickname",
      "roles": [
        {"role": "employee", "employeeType": ["fast", "vikar*"]},
        {"role": "itstaff", "group": ["\(staff)"]},
        {"role": "leader", "jobTitle": ["*leder", "rektor"]},
        {"role": "employee", "guest": true, "department": ["Konsulent"]},
        {"role": "pupil", "userPrincipalName": ["*@elev.example"]},
        {"role": "pupil", "group": ["Alle elever"]}
      ],
      "municipality": [
        {"from": "extensionAttribute1", "map": {"1506": "Molde", "1539": "Rauma"}},
        {"is": "aukra", "companyName": ["Aukra*"]}
      ],
      "unit": "department",
      "leader": "manager",
      "leave": {"extensionAttribute10": "PERMISJON;{day}"},
      "leavingDates": true
    }
    """

  init(_ text: String = text) throws {
    rules = try PersonRules(parsing: text)
    database = try Database(
      path: ":memory:",
      layouts: [AuditStore.layout, PersonStore.layout]
    )
    tenant.setGroup(Self.staff, name: "IT", [])
    tenant.setGroup(Self.pupils, name: "Alle elever", [])
  }

  static func id(_ number: Int) -> String {
    "0000000a-0000-4000-8000-" + String(1_000_000_000_000 + number).dropFirst()
  }

  func sync(
    _ terms: PeopleSync.Terms = PeopleSync.Terms(isForced: true),
    at now: Date = now
  ) async throws -> PeopleChanges {
    let sync = PeopleSync(
      client: try tenant.client(),
      database: database,
      rules: rules,
      now: now,
      terms: terms
    )
    return try await sync.run()
  }

  /// An employee, if nothing else is said.
  func add(_ number: Int, _ facts: KeyValuePairs<String, JSON> = [:]) {
    tenant.set(
      Self.id(number),
      [
        "accountEnabled": true, "userType": "Member", "displayName": .string("Person \(number)"),
        "mailNickname": .string("person\(number)"),
        "userPrincipalName": .string("person\(number)@molde.example"), "employeeType": "Fast",
      ]
    )
    if !facts.isEmpty { tenant.set(Self.id(number), facts) }
  }

  func directory() async throws -> Directory {
    let table = try await database.read { (connection) throws(DatabaseError) in
      try PersonStore.table(in: connection)
    }
    return Directory().with(table)
  }

  func user(_ number: Int) async throws -> User? {
    guard let entra = EntraID(Self.id(number)) else { return nil }
    return try await directory().user(entra: entra)
  }
}
