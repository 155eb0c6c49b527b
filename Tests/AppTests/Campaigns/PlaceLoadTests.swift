import Foundation
import Helpdesk
import Testing
import WorkingTime

@testable import App

@Suite struct PlaceLoadTests {
  @Test func `tells the fullest day of a place, by share`() throws {
    let policy = try RolloverPolicy(parsing: CampaignRoom.policy, file: "p")
    let place = try #require(policy.choices.places.first)
    let monday = CampaignRoom.today
    let taken = [monday: 1, monday + 1: 2, monday + 2: 2]
    let load = try #require(PlaceLoad(of: place, taken: taken, hours: BusinessHours()))
    #expect(load.day == monday + 1)
    #expect(load.taken == 2)
    #expect(load.times > 0)
    #expect(load.text.hasPrefix("2 of \(load.times) on "))
    #expect(PlaceLoad(of: place, taken: [:], hours: BusinessHours()) == nil)
  }
}
