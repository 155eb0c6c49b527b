internal import Foundation
package import Ground
internal import Storage

// As a scan that is not finished keeps them.
extension LicensedUser {
  /// What is kept of them.
  package var json: JSON {
    [
      "id": .string(id), "signIn": .text(signIn), "name": .text(name),
      "municipality": .text(municipality), "enabled": isEnabled.map(JSON.bool) ?? .null,
      "member": isMember.map(JSON.bool) ?? .null, "created": .seconds(created),
      "lastUse": .seconds(lastUse), "leaves": .seconds(leaves), "employment": .text(employment),
      "attributes": .array(attributes.map(JSON.string)), "absent": .bool(isAbsent),
      "administrator": .bool(isAdministrator), "mailbox": .text(mailbox?.rawValue),
      "held": isHeld.map(JSON.bool) ?? .null, "licences": .array(licences.map(\.json)),
      "whole": .bool(isWhole),
    ]
  }

  /// Reads what was kept; nil where no Rakel kept it.
  package init?(json: JSON) {
    guard let id = json["id"]?.string, let licences = json["licences"]?.array,
      let isWhole = json["whole"]?.bool, let isAbsent = json["absent"]?.bool,
      let isAdministrator = json["administrator"]?.bool
    else { return nil }
    self.init(id: id)
    signIn = json["signIn"]?.string
    name = json["name"]?.string
    municipality = json["municipality"]?.string
    isEnabled = json["enabled"]?.bool
    isMember = json["member"]?.bool
    created = json["created"]?.date
    lastUse = json["lastUse"]?.date
    leaves = json["leaves"]?.date
    employment = json["employment"]?.string
    attributes = json["attributes"]?.array?.compactMap(\.string) ?? []
    self.isAbsent = isAbsent
    self.isAdministrator = isAdministrator
    mailbox = json["mailbox"]?.string.flatMap(Mailbox.init)
    isHeld = json["held"]?.bool
    self.licences = licences.compactMap(HeldLicence.init)
    // A licence that cannot be read back must not make the rest look like all of them.
    self.isWhole = isWhole && self.licences.count == licences.count
  }
}

extension HeldLicence {
  fileprivate var json: JSON {
    [
      "product": .string(product), "mailbox": .bool(mayHoldMailbox),
      "ways": .array(ways.map(\.json)),
    ]
  }

  fileprivate init?(json: JSON) {
    guard let product = json["product"]?.string, let mayHoldMailbox = json["mailbox"]?.bool,
      let ways = json["ways"]?.array
    else { return nil }
    let read = ways.compactMap(Way.init)
    guard read.count == ways.count else { return nil }
    self.init(product: product, mayHoldMailbox: mayHoldMailbox, ways: read)
  }
}

extension HeldLicence.Way {
  fileprivate var json: JSON {
    switch self {
    case .direct: "direct"
    case .group(let name, let membership):
      ["group": .string(name), "membership": .string(membership.rawValue)]
    }
  }

  fileprivate init?(json: JSON) {
    if json == "direct" {
      self = .direct
    } else {
      guard let name = json["group"]?.string,
        let membership = json["membership"]?.string.flatMap(HeldLicence.Membership.init)
      else { return nil }
      self = .group(name, membership)
    }
  }
}

extension JSON {
  fileprivate static func seconds(_ date: Date?) -> JSON {
    date.map { .double($0.timeIntervalSince1970) } ?? .null
  }

  fileprivate var date: Date? { double.map { Date(timeIntervalSince1970: $0) } }
}
