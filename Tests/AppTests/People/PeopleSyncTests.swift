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

@Suite struct PeopleSyncTests {
  @Test func `makes users of accounts by the rules`() async throws {
    let room = try PeopleRoom()
    room.add(1, ["department": "Molde skole", "jobTitle": "Lærer"])
    room.add(
      2,
      ["employeeType": "Timer", "jobTitle": "Avdelingsleder", "companyName": "Aukra kommune"]
    )
    room.add(3, ["employeeType": .null])
    room.add(
      4,
      [
        "onPremisesExtensionAttributes": [
          "extensionAttribute1": "1506", "extensionAttribute10": "permisjon;2027-01-05",
        ]
      ]
    )
    room.add(5, ["accountEnabled": false])
    room.add(6, ["employeeLeaveDateTime": "2026-11-01T00:00:00Z"])
    room.add(7, ["employeeLeaveDateTime": "2027-11-01T00:00:00Z"])
    room.tenant.setManager(of: PeopleRoom.id(1), PeopleRoom.id(2))
    let changes = try await room.sync()
    #expect(changes.new == 7 && changes.changed == 0 && changes.gone == 0)
    let one = try #require(try await room.user(1))
    #expect(
      one
        == User(
          id: "person1",
          name: "Person 1",
          role: .employee,
          signIn: "person1@molde.example",
          leader: "person2",
          unit: "Molde skole"
        )
    )
    let two = try #require(try await room.user(2))
    #expect(two.role == .leader && two.municipality == "aukra")
    #expect(try await room.user(3)?.role == .unknown)
    let four = try #require(try await room.user(4))
    #expect(four.municipality == "molde")
    #expect(four.absence == Day("2027-01-05").map(Absence.until))
    #expect(try await room.user(5)?.absence == .left)
    #expect(try await room.user(6)?.absence == .left)
    #expect(try await room.user(7)?.absence == nil)
    // The day comes without a word from the tenant.
    let later = PeopleRoom.now + 400 * 86_400
    #expect(try await room.sync(at: later).changed == 1)
    #expect(try await room.user(7)?.absence == .left)
  }

  @Test func `takes what has changed, and asks for nothing else`() async throws {
    let room = try PeopleRoom()
    for number in 1...10 { room.add(number) }
    _ = try await room.sync()
    room.tenant.set(PeopleRoom.id(3), ["jobTitle": "Rektor", "employeeType": .null])
    room.tenant.remove(PeopleRoom.id(4))
    room.tenant.answer(nil)
    let changes = try await room.sync()
    #expect(changes.new == 0 && changes.changed == 1 && changes.gone == 1 && changes.roles == 1)
    #expect(try await room.user(3)?.role == .leader)
    #expect(try await room.user(3)?.name == "Person 3")
    #expect(try await room.user(4) == nil)
    #expect(room.tenant.asked.count { $0.contains("$batch") } == 1)
    #expect(try await room.sync() == (try await room.sync()))
  }

  @Test func `asks for strangers of whom a change tells little`() async throws {
    let room = try PeopleRoom()
    room.add(1)
    _ = try await room.sync()
    // Their first facts are older than the place from which changes are read.
    room.add(2, ["userPrincipalName": "x@elev.example"])
    room.tenant.remove(PeopleRoom.id(2))
    _ = try await room.sync()
    room.add(2)
    room.tenant.set(PeopleRoom.id(2), ["userPrincipalName": "x@elev.example"])
    _ = try await room.sync()
    #expect(try await room.user(2)?.role == .pupil)
  }

  @Test func `sees who came into a group, and who left it`() async throws {
    let room = try PeopleRoom()
    for number in 1...12 { room.add(number) }
    _ = try await room.sync()
    let nested = "0000000a-0000-4000-8000-0000000000f9"
    room.tenant.setGroup(nested, (1...6).map(PeopleRoom.id))
    room.tenant.setGroup(PeopleRoom.pupils, name: "Alle elever", [nested, PeopleRoom.id(8)])
    #expect(try await room.sync().roles == 7)
    for number in 1...12 {
      let role: Role = number <= 6 || number == 8 ? .pupil : .employee
      #expect(try await room.user(number)?.role == role)
    }
    room.tenant.setGroup(nested, [])
    #expect(try await room.sync().roles == 6)
    #expect(try await room.user(2)?.role == .employee)
  }

  @Test func `stops where a group of the rules is not there, and changes nothing`() async throws {
    let room = try PeopleRoom()
    room.add(1)
    room.tenant.setGroup(PeopleRoom.pupils, name: "Alle elever", [PeopleRoom.id(1)])
    _ = try await room.sync()
    room.tenant.removeGroup(PeopleRoom.pupils)
    await #expect(throws: PeopleStop.group("Alle elever", count: 0)) { try await room.sync() }
    room.tenant.setGroup(PeopleRoom.pupils, name: "Alle elever", [])
    room.tenant.setGroup(PeopleRoom.id(77), name: "Alle elever", [])
    await #expect(throws: PeopleStop.group("Alle elever", count: 2)) { try await room.sync() }
    room.tenant.removeGroup(PeopleRoom.staff)
    room.tenant.removeGroup(PeopleRoom.id(77))
    await #expect(throws: PeopleStop.group(PeopleRoom.staff, count: 0)) { try await room.sync() }
    #expect(try await room.user(1)?.role == .pupil)
  }

  @Test func `begins anew where Graph has forgotten the place, and lets go of who is gone`()
    async throws
  {
    let room = try PeopleRoom()
    for number in 1...9 { room.add(number) }
    _ = try await room.sync()
    room.tenant.remove(PeopleRoom.id(2))
    room.tenant.forget()
    room.add(10)
    let changes = try await room.sync()
    #expect(changes.gone == 1 && changes.new == 1 && changes.changed == 0)
    #expect(try await room.user(2) == nil)
    #expect(try await room.sync().known == 9)
  }

  @Test func `refuses what is too much at once, until it is forced`() async throws {
    let room = try PeopleRoom()
    for number in 1...10 { room.add(number) }
    _ = try await room.sync()
    await #expect(throws: PeopleStop.noPupils("Alle elever")) {
      try await room.sync(PeopleSync.Terms())
    }
    room.tenant.setGroup(PeopleRoom.pupils, name: "Alle elever", [PeopleRoom.id(99)])
    let before = try await room.directory().users { _ in true }
    for number in 1...3 { room.tenant.remove(PeopleRoom.id(number)) }
    #expect(try await room.sync(PeopleSync.Terms()).refusal == .gone(3))
    #expect(try await room.directory().users { _ in true } == before)
    #expect(try await room.sync(PeopleSync.Terms(isForced: true)).gone == 3)
    for number in 4...5 { room.tenant.set(PeopleRoom.id(number), ["employeeType": .null]) }
    #expect(try await room.sync(PeopleSync.Terms()).refusal == .roles(2))
    #expect(try await room.user(4)?.role == .employee)
    #expect(try await room.sync(PeopleSync.Terms(isForced: true)).roles == 2)
  }

  @Test func `keeps nothing of a rehearsal`() async throws {
    let room = try PeopleRoom()
    for number in 1...10 { room.add(number) }
    let first = try await room.sync(PeopleSync.Terms(isForced: true, isRehearsal: true))
    #expect(first.new == 10 && first.samples.count == 10)
    #expect(try await room.directory().count == 0)
    _ = try await room.sync()
    room.tenant.set(PeopleRoom.id(3), ["jobTitle": "Rektor", "employeeType": .null])
    let second = try await room.sync(PeopleSync.Terms(isForced: true, isRehearsal: true))
    let sample = try #require(second.samples.first)
    #expect(sample.id == "person3" && sample.before == .employee && sample.after == .leader)
    #expect(try await room.user(3)?.role == .employee)
    #expect(try await room.sync().roles == 1)
  }

  @Test func `gives ids that stay, and never one that was another's`() async throws {
    let room = try PeopleRoom()
    room.add(1, ["mailNickname": "Kari"])
    room.add(2, ["mailNickname": "kari"])
    room.add(3, ["mailNickname": "removed-1"])
    room.add(4, ["mailNickname": "ola nordmann"])
    room.add(5, ["mailNickname": "rakel"])
    _ = try await room.sync()
    #expect(try await room.user(1)?.id == "kari")
    for number in 2...5 { #expect(try await room.user(number)?.id == PeopleRoom.id(number)) }
    room.tenant.set(PeopleRoom.id(1), ["mailNickname": "kari.gift"])
    _ = try await room.sync()
    #expect(try await room.user(1)?.id == "kari")
    room.tenant.remove(PeopleRoom.id(1))
    room.add(6, ["mailNickname": "kari"])
    _ = try await room.sync()
    #expect(try await room.user(6)?.id == PeopleRoom.id(6))
    // Back from the bin.
    room.add(1, ["mailNickname": "kari"])
    _ = try await room.sync()
    #expect(try await room.user(1)?.id == "kari")
  }

  @Test func `brings nobody back who was erased`() async throws {
    let room = try PeopleRoom()
    for number in 1...3 { room.add(number) }
    room.tenant.setManager(of: PeopleRoom.id(2), PeopleRoom.id(1))
    _ = try await room.sync()
    let entra = try #require(EntraID(PeopleRoom.id(1)))
    try await room.database.write { (connection) throws(DatabaseError) in
      try PersonStore.erase(entra, at: PeopleRoom.now, in: connection)
    }
    room.tenant.set(PeopleRoom.id(1), ["displayName": "Another"])
    room.tenant.set(PeopleRoom.id(2), ["displayName": "Another"])
    _ = try await room.sync()
    #expect(try await room.sync(PeopleSync.Terms(isFull: true, isForced: true)).new == 0)
    #expect(try await room.user(1) == nil)
    #expect(try await room.user(2)?.leader == nil)
    let kept = try await room.database.read { (connection) throws(DatabaseError) in
      try connection.rows(
        "SELECT count(*) FROM person WHERE leader = ?1 OR entra = ?1",
        .text(entra.description)
      ) { (row) in row.integer(0) }
    }
    #expect(kept == [0])
  }

  @Test func `reads everybody anew where the rules are others`() async throws {
    var room = try PeopleRoom()
    for number in 1...9 { room.add(number, ["companyName": "Rauma"]) }
    _ = try await room.sync()
    room.rules = try PersonRules(
      parsing: PeopleRoom.text.replacing(
        "\"is\": \"aukra\", \"companyName\": [\"Aukra*\"]",
        with: "\"from\": \"companyName\""
      )
    )
    let changes = try await room.sync()
    #expect(changes.changed == 9 && changes.new == 0 && changes.gone == 0)
    #expect(try await room.user(1)?.municipality == "rauma")
  }
}
