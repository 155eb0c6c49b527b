import Foundation
import Messaging
import Storage
import Testing

@Suite struct ReferenceStoreTests {
  private let connection: Connection
  private let now = Date(timeIntervalSince1970: 1_795_000_000.123)

  init() throws {
    connection = try Connection(path: ":memory:")
    try connection.migrate([OutboxStore.layout, ReferenceStore.layout])
  }

  private func reference(
    _ conversation: String,
    of user: String = "kari",
    isPersonal: Bool = true
  ) -> Reference {
    Reference(
      user: user,
      channelID: "msteams",
      serviceURL: "https://smba.trafficmanager.net/emea/",
      conversationID: conversation,
      isPersonal: isPersonal,
      tenantID: "tenant",
      botID: "28:bot",
      botName: "Rakel",
      channelUserID: "29:\(user)",
      channelUserName: "K\u{0}æ",
      locale: "nn-NO"
    )
  }

  private func keep(_ reference: Reference, after seconds: Double = 0) throws {
    try ReferenceStore.keep(reference, at: now.addingTimeInterval(seconds), in: connection)
  }

  @Test func `names a conversation in company after its member, too`() {
    #expect(reference("a:1").key == "msteams:a:1")
    #expect(reference("19:x", isPersonal: false).key == "msteams:19:x#kari")
  }

  @Test func `keeps every part, and the newest of each key`() throws {
    var kept = reference("a:1")
    try keep(kept)
    #expect(try ReferenceStore.reference("msteams:a:1", in: connection) == kept)
    kept.serviceURL = "https://smba.trafficmanager.net/amer/"
    (kept.tenantID, kept.botName, kept.channelUserName, kept.locale) = (nil, nil, nil, nil)
    try keep(kept)
    #expect(try ReferenceStore.reference("msteams:a:1", in: connection) == kept)
    #expect(try ReferenceStore.reference("msteams:a:2", in: connection) == nil)
  }

  @Test func `reaches a user by the newest personal conversation`() throws {
    try keep(reference("a:new"), after: 2)
    try keep(reference("a:old"), after: 1)
    try keep(reference("19:x", isPersonal: false), after: 3)
    try keep(reference("a:other", of: "odd"), after: 4)
    #expect(try ReferenceStore.personal(of: "kari", in: connection) == reference("a:new"))
    #expect(try ReferenceStore.personal(of: "per", in: connection) == nil)
    let company = try ReferenceStore.inCompany(of: "kari", in: connection)
    #expect(company == reference("19:x", isPersonal: false))
    #expect(try ReferenceStore.inCompany(of: "odd", in: connection) == nil)
  }

  @Test func `prefers what is not blocked, and unblocks what is heard of anew`() throws {
    try keep(reference("a:old"))
    try keep(reference("a:new"), after: 1)
    try ReferenceStore.block("msteams:a:new", because: "left", at: now, in: connection)
    try ReferenceStore.block("msteams:a:new", because: "again", at: now, in: connection)
    #expect(try ReferenceStore.personal(of: "kari", in: connection) == reference("a:old"))
    let blocked = try ReferenceStore.reference("msteams:a:new", in: connection)?.blocked
    #expect(blocked == "left")
    try ReferenceStore.block("msteams:a:old", because: "left", at: now, in: connection)
    #expect(try ReferenceStore.personal(of: "kari", in: connection)?.blocked == "left")
    try keep(reference("a:old"), after: 2)
    #expect(try ReferenceStore.personal(of: "kari", in: connection) == reference("a:old"))
  }

  @Test func `makes no acquaintance in company that it was thrown out of`() throws {
    try keep(reference("19:x", isPersonal: false))
    try ReferenceStore.block("msteams:19:x#kari", because: "left", at: now, in: connection)
    #expect(try ReferenceStore.inCompany(of: "kari", in: connection) == nil)
  }
}
