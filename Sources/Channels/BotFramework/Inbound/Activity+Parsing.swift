package import Ground

extension Activity {
  /// Reads an activity.
  package init(parsing bytes: [UInt8]) throws(ActivityFault) {
    try self.init(Self.json(parsing: bytes))
  }

  /// The JSON of an activity, bounded in depth, before anything in it is believed.
  package static func json(parsing bytes: [UInt8]) throws(ActivityFault) -> JSON {
    do { return try JSON(parsing: bytes, maximumDepth: mostLevels) } catch { throw .json }
  }

  /// Makes an activity of its JSON.
  package init(_ json: JSON) throws(ActivityFault) {
    guard let type = json["type"]?.string, !type.isEmpty else { throw .type }
    guard let room = json["conversation"].flatMap(Room.init) else { throw .conversation }
    id = json["id"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    channelID = json["channelId"]?.string ?? ""
    guard max(id?.utf8.count ?? 0, room.id.utf8.count, channelID.utf8.count) <= Self.longestID
    else { throw .tooLong }
    // The protocol writes types in one way only; SDKs compare them whatever their case.
    kind = Kind(rawValue: type) ?? Kind.named(type.lowercased())
    conversation = room
    serviceURL = json["serviceUrl"]?.string.flatMap { Self.bounded($0, 2_048) } ?? ""
    from = json["from"].flatMap(Account.init)
    recipient = json["recipient"].flatMap(Account.init)
    tenantID = json["channelData"]?["tenant"]?["id"].flatMap(Self.tenant)
    text = Self.text(of: json)
    mentions = Mention.all(in: json["entities"])
    hasAttachments = Self.hasAttachments(json)
    value = json["value"].flatMap { $0 == .null ? nil : $0 }
    name = json["name"]?.string.flatMap { Self.bounded($0, 256) }
    action = json["action"]?.string.flatMap { Self.bounded($0, 256) }
    newcomers = (json["membersAdded"]?.array ?? []).prefix(50).compactMap(Account.init)
    locale = json["locale"]?.string.flatMap(Self.locale)
    expectsReplies = json["deliveryMode"]?.string?.lowercased() == "expectreplies"
  }

  static func bounded(_ text: String, _ longest: Int) -> String? {
    text.isEmpty || text.utf8.count > longest ? nil : text
  }

  /// What says a tenant, and is no text, must not pass for saying nothing.
  fileprivate static func tenant(_ json: JSON) -> String? {
    json == .null ? nil : json.string ?? ""
  }

  private static func text(of json: JSON) -> String {
    guard let text = json["text"]?.string else { return "" }
    guard text.utf8.count > longestText else { return text }
    return String(decoding: text.utf8.prefix(longestText), as: UTF8.self)
  }

  private static func hasAttachments(_ json: JSON) -> Bool {
    (json["attachments"]?.array ?? []).contains { attachment in
      guard let type = attachment["contentType"]?.string else { return false }
      return type.lowercased() != "text/html"
    }
  }

  /// Letters, digits and hyphens (RFC 5646 §2.1), at most 35 of them.
  private static func locale(_ text: String) -> String? {
    let isTag = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
        true
      default: false
      }
    }
    return isTag ? bounded(text, 35) : nil
  }
}

extension Activity.Kind {
  fileprivate static func named(_ name: String) -> Activity.Kind {
    allCases.first { $0.rawValue.lowercased() == name } ?? .other
  }
}

extension Activity.Room {
  fileprivate init?(_ json: JSON) {
    guard let id = json["id"]?.string, !id.isEmpty else { return nil }
    self.id = id
    // Channels without groups, such as the Emulator, do not say.
    isPersonal =
      if let type = json["conversationType"]?.string, !type.isEmpty {
        type.lowercased() == "personal"
      } else {
        json["isGroup"]?.bool != true
      }
    tenantID = json["tenantId"].flatMap(Activity.tenant)
  }
}

extension Activity.Account {
  fileprivate init?(_ json: JSON) {
    guard case .object(let members) = json else { return nil }
    id = members["id"]?.string.flatMap { Activity.bounded($0, Activity.longestID) } ?? ""
    name = members["name"]?.string.flatMap { Activity.bounded($0, 256) }
    entraID = members["aadObjectId"]?.string
    isBot = members["role"]?.string?.lowercased() == "bot"
  }
}

extension ActivityAddress {
  /// Where the activity says it comes from, for the check of its token.
  package init(of activity: JSON) {
    self.init(
      channelID: activity["channelId"]?.string,
      serviceURL: activity["serviceUrl"]?.string
    )
  }
}
