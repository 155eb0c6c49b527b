internal import Foundation
internal import Ground

/// What Teams is told of the bot: the manifest of its app, version 1.17.
///
/// Microsoft, "App manifest schema"; https://developer.microsoft.com/json-schemas/teams/v1.17/MicrosoftTeams.schema.json.
/// What people read in it comes from `teams.json` in the content.
struct TeamsManifest {
  /// What is the organisation's own.
  struct Details {
    /// The id of the bot, which is that of its registration.
    var botID: String
    /// The id of the app in Teams.
    var appID: String
    /// The version of the package; Teams takes an update only under a higher one.
    var version: String
    /// The host of the server.
    var domain: String
    /// The name in Teams, where it is another than that of `teams.json`.
    var name: String?
    /// The colour beside the icon, where it is another than that of `teams.json`.
    var accent: String?
  }

  static let colourIcon = "color.png"
  static let outlineIcon = "outline.png"

  private static let schema =
    "https://developer.microsoft.com/json-schemas/teams/v1.17/MicrosoftTeams.schema.json"
  private static let scopes: JSON = ["personal", "team", "groupChat"]
  private static let known = ["name", "description", "developer", "accentColor", "commands"]

  let json: JSON

  /// - Parameter presence: what `teams.json` holds.
  init(_ details: Details, presence: JSON) throws(UsageError) {
    guard let members = presence.object else { throw UsageError("teams.json must be an object") }
    if let key = members.keys.first(where: { !Self.known.contains($0) }) {
      let known = Self.known.joined(separator: ", ")
      throw UsageError("teams.json: unknown \(SettingsFault.quoted(key)); known are \(known)")
    }
    var name = members["name"] ?? [:]
    if let short = details.name, var both = name.object {
      both["short"] = .string(short)
      both["full"] = .string(short)
      name = .object(both)
    }
    json = [
      "$schema": .string(Self.schema),
      "manifestVersion": "1.17",
      "version": .string(details.version),
      "id": .string(details.appID),
      "developer": members["developer"] ?? [:],
      "name": name,
      "description": members["description"] ?? [:],
      "icons": ["color": .string(Self.colourIcon), "outline": .string(Self.outlineIcon)],
      "accentColor": details.accent.map { .string($0) } ?? members["accentColor"] ?? "",
      "bots": [
        [
          "botId": .string(details.botID),
          "scopes": Self.scopes,
          "isNotificationOnly": false,
          "supportsFiles": false,
          "supportsCalling": false,
          "supportsVideo": false,
          "commandLists": [["scopes": Self.scopes, "commands": members["commands"] ?? []]],
        ]
      ],
      "permissions": ["identity", "messageTeamMembers"],
      "validDomains": [.string(details.domain)],
    ]
  }

  /// The ground of the icon; white where the manifest has none, which its check says.
  var ground: Image.Colour { json["accentColor"]?.string.flatMap { .init($0) } ?? .white }
}
