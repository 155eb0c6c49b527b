package import Ground
package import struct Foundation.Date

/// An account of the tenant.
///
/// What was not asked for, or Graph does not say, is nil or empty; see ``isWhole``.
package struct TenantUser: GraphEntity, Hashable {
  package let id: String
  /// The name that they sign in with, in lower case.
  package let signIn: String?
  package let name: String?
  package let mail: String?
  /// Whether they may sign in.
  package let isEnabled: Bool?
  package let kind: Kind
  package let created: Date?
  package let hired: Date?
  /// The day that they leave or have left.
  package let leaves: Date?
  /// What kind of employee: each organisation has words of its own.
  package let employment: String?
  package let company: String?
  package let department: String?
  package let title: String?
  /// The country, without which no licence can be given.
  package let usageLocation: String?
  /// Whether the account is kept elsewhere, and Graph can change little of it.
  package let isSynchronised: Bool
  /// `extensionAttribute1` to `15`, by their number.
  package let attributes: [Int: String]
  package let licences: [Licence]
  package let assignments: [LicenceAssignment]
  package let signIns: SignIns
  /// Whether Graph says, in a delta, that the account is gone.
  package let isRemoved: Bool
  /// Whether all licences and assignments that came could be read: where not, nothing may be concluded from them.
  package let isWhole: Bool

  /// Whom an account is for.
  package enum Kind: String, Sendable, Hashable {
    case member = "Member"
    case guest = "Guest"
    case unknown
  }

  /// Nil without an id.
  package init?(_ json: JSON) {
    guard let id = json["id"]?.words else { return nil }
    self.id = id.lowercased()
    signIn = json["userPrincipalName"]?.words?.lowercased()
    name = json["displayName"]?.words
    mail = json["mail"]?.words
    isEnabled = json["accountEnabled"]?.bool
    kind = json["userType"]?.string.flatMap(Kind.init) ?? .unknown
    created = json["createdDateTime"]?.moment
    hired = json["employeeHireDate"]?.moment
    leaves = json["employeeLeaveDateTime"]?.moment
    employment = json["employeeType"]?.words
    company = json["companyName"]?.words
    department = json["department"]?.words
    title = json["jobTitle"]?.words
    usageLocation = json["usageLocation"]?.words
    isSynchronised = json["onPremisesSyncEnabled"]?.bool ?? false
    let extensions = json["onPremisesExtensionAttributes"]
    attributes = Dictionary(
      uniqueKeysWithValues: (1...15).compactMap { number in
        extensions?["extensionAttribute\(number)"]?.words.map { (number, $0) }
      }
    )
    let (given, states) = (json["assignedLicenses"], json["licenseAssignmentStates"])
    licences = (given?.array ?? []).compactMap(Licence.init)
    assignments = (states?.array ?? []).compactMap(LicenceAssignment.init)
    isWhole =
      licences.count == given?.array?.count && assignments.count == states?.array?.count
    signIns = SignIns(json["signInActivity"])
    isRemoved = json["@removed"] != nil
  }
}

extension GraphResource {
  private static let userFacts = [
    "id", "userPrincipalName", "displayName", "mail", "accountEnabled", "userType",
    "createdDateTime", "employeeHireDate", "employeeType", "companyName", "department", "jobTitle",
    "usageLocation", "onPremisesSyncEnabled", "onPremisesExtensionAttributes", "assignedLicenses",
    "licenseAssignmentStates",
  ]

  /// What is wanted of users beside what every reader of users may see.
  package enum UserFact: Sendable, Hashable {
    /// When they were there last; needs Entra ID P1.
    case signIns
    case leaving

    fileprivate var property: String {
      switch self {
      case .signIns: "signInActivity"
      case .leaving: "employeeLeaveDateTime"
      }
    }

    fileprivate var need: GraphPermission {
      switch self {
      case .signIns: .readSignIns
      case .leaving: .readLeaving
      }
    }
  }

  /// All accounts of the tenant; 500 a page with sign-ins, which is all that Graph then gives.
  package static func users(with facts: [UserFact] = []) -> GraphResource {
    GraphResource(
      "users",
      select: userFacts + facts.map(\.property),
      top: facts.contains(.signIns) ? 500 : 999,
      needs: [.readUsers] + facts.map(\.need)
    )
  }

  /// One account, by its id: for its sign-ins Graph takes nothing else.
  package static func user(_ id: String, with facts: [UserFact] = []) -> GraphResource {
    GraphResource(
      "users",
      .id(id),
      select: userFacts + facts.map(\.property),
      needs: [.readUsers] + facts.map(\.need)
    )
  }
}
