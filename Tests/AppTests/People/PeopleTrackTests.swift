import Foundation
import Ground
import Helpdesk
import People
import Storage
import TestKit
import Testing
import WorkingTime

// The sync is the program's own; no other module uses it.
@testable import App

/// However often a sync is cut off: what comes of it is what reading everybody at once would give.
@Suite struct PeopleTrackTests {
  @Test(arguments: UInt64(0)..<12)
  func `equals a full read after random changes, cut off at random requests`(
    seed: UInt64
  )
    async throws
  {
    var chance = SeededGenerator(seed: seed)
    let room = try PeopleRoom()
    for number in 1...20 { room.add(number) }
    var time = PeopleRoom.now
    for _ in 0..<12 {
      for _ in 0..<chance.below(12) { Self.change(room.tenant, &chance) }
      // Cut off a few times, and the tenant does not stand still meanwhile.
      for _ in 0..<chance.below(4) {
        room.tenant.answer(chance.below(9))
        let before = try await room.everybody()
        do { _ = try await room.sync(at: time) } catch is PeopleStop {
          #expect(try await room.everybody() == before)
        }
        room.tenant.answer(nil)
        if chance.below(3) == 0 { Self.change(room.tenant, &chance) }
        if chance.below(5) == 0 { room.tenant.forget() }
        time += chance.below(8) == 0 ? 90_000 : 600
      }
      _ = try await room.sync(at: time)
      // What happened while the first was under way.
      time += 600
      _ = try await room.sync(at: time)
      #expect(try await room.everybody() == room.expected(at: time))
    }
  }

  @Test func `changes nothing wherever it is cut off, and goes on there`() async throws {
    let room = try PeopleRoom()
    for number in 1...30 { room.add(number) }
    room.tenant.setGroup(PeopleRoom.pupils, name: "Alle elever", (1...9).map(PeopleRoom.id))
    var requests = 0
    while true {
      room.tenant.answer(requests)
      do {
        _ = try await room.sync()
        break
      } catch is PeopleStop {
        #expect(try await room.directory().count == 0)
      }
      requests += 1
    }
    // Groups are asked for each time: pages that were read are not.
    #expect(requests < 12)
    #expect(try await room.everybody() == room.expected(at: PeopleRoom.now))
    #expect(try await room.directory().users(in: .pupil).count == 9)
  }

  /// Something that happens in an organisation.
  private static func change(_ tenant: SmallTenant, _ chance: inout SeededGenerator) {
    let known = tenant.accounts.keys.sorted()
    let entra = known.isEmpty ? PeopleRoom.id(1) : known[chance.below(known.count)]
    func pick(_ words: [JSON]) -> JSON { words[chance.below(words.count)] }
    switch chance.below(10) {
    case 0:
      let number = 100 + chance.below(900)
      let room = PeopleRoom.id(number)
      tenant.set(
        room,
        [
          "accountEnabled": true, "userType": pick(["Member", "Member", "Guest"]),
          "displayName": .string("New \(number)"), "mailNickname": .string("new\(number)"),
          "userPrincipalName": .string("new\(number)@molde.example"),
          "employeeType": pick(["Fast", "Vikar", .null]), "jobTitle": .null,
        ]
      )
    case 1: tenant.remove(entra)
    case 2: tenant.set(entra, ["accountEnabled": .bool(chance.below(2) == 0)])
    case 3: tenant.set(entra, ["jobTitle": pick(["Rektor", "Lærer", .null])])
    case 4: tenant.set(entra, ["employeeType": pick(["Fast", "Timer", .null])])
    case 5:
      tenant.set(
        entra,
        [
          "userPrincipalName": pick([
            .string("x\(entra)@elev.example"), .string("x\(entra)@molde.example"),
          ])
        ]
      )
    case 6:
      let said: JSON = [
        "extensionAttribute1": pick(["1506", "1539", "9999", .null]),
        "extensionAttribute10": pick(["PERMISJON;2027-03-01", "PERMISJON;2020-03-01", .null]),
      ]
      tenant.set(entra, ["onPremisesExtensionAttributes": pick([said, .null])])
    case 7:
      tenant.setManager(of: entra, chance.below(3) == 0 ? nil : known.first)
      // Graph tells nothing of leaders alone.
      tenant.set(entra, ["department": .string("D\(chance.below(1_000_000))")])
    default:
      let group = chance.below(2) == 0 ? PeopleRoom.staff : PeopleRoom.pupils
      var members = Set(tenant.members(of: group))
      if members.remove(entra) == nil { members.insert(entra) }
      tenant.setGroup(
        group,
        name: group == PeopleRoom.staff ? "IT" : "Alle elever",
        members.sorted()
      )
    }
  }
}

extension PeopleRoom {
  /// Everybody as they are kept, by their accounts.
  fileprivate func everybody() async throws -> [String: User] {
    let directory = try await directory()
    let users = directory.users { _ in true }
    return Dictionary(
      uniqueKeysWithValues: users.map { (directory.account(of: $0.id)?.description ?? "", $0) }
    )
  }

  /// Everybody as the rules have them who reads the whole tenant at once; ids are as they came.
  fileprivate func expected(at now: Date) throws -> [String: User] {
    let (accounts, managers) = (tenant.accounts, tenant.managers)
    func name(_ entra: String) -> String? { accounts[entra]?["mailNickname"]?.string }
    return try Dictionary(
      uniqueKeysWithValues: accounts.map { entra, facts in
        var account = Account(try #require(EntraID(entra)))
        account.take(.object(facts), keeping: AccountWord.all)
        let groups: PersonRules.Memberships = rules.groups.enumerated().reduce(0) { bits, group in
          let id = group.element == "Alle elever" ? Self.pupils : group.element
          return tenant.members(of: id).contains(entra) ? bits | 1 << UInt64(group.offset) : bits
        }
        let judgement = rules.judge(account, groups, at: now)
        let isLed = judgement.role.mayUseRakel && judgement.absence != .left
        return (
          entra,
          User(
            id: name(entra) ?? "",
            name: account.words[.displayName] ?? "",
            role: judgement.role,
            municipality: judgement.municipality,
            signIn: account.words[.userPrincipalName]?.lowercased(),
            leader: isLed ? managers[entra].flatMap(name) : nil,
            unit: judgement.unit,
            absence: judgement.absence
          )
        )
      }
    )
  }
}
