internal import Foundation
internal import Ground
internal import HTTP

/// What Teams would refuse of a manifest, by its schema for version 1.17 and the words beside it.
struct TeamsManifestCheck {
  private(set) var diagnostics: [Diagnostic] = []
  private let root: JSONMap
  private let file: String

  /// The names of the icons, as far as the manifest has them.
  var icons: (colour: String?, outline: String?) {
    let icons = root["icons"]
    return (icons?["color"]?.value.string, icons?["outline"]?.value.string)
  }

  /// - Throws: where the text is no JSON.
  init(_ text: String, file: String) throws(Diagnostic) {
    do throws(JSONError) { root = try JSONMap(parsing: text, maximumDepth: 32) } catch {
      let place = error.place(in: text)
      throw Diagnostic(
        .error,
        "teams.json",
        file: file,
        line: place.line,
        column: place.column,
        error.message
      )
    }
    self.file = file
    checkVersions()
    checkTexts()
    checkBots()
    checkDomains()
    checkKeys()
  }

  private mutating func checkVersions() {
    check(["id"], "a GUID", Self.isGUID)
    check(["version"], "three whole numbers with dots between, such as 1.0.0") { text in
      text.wholeMatch(of: /(0|[1-9][0-9]{0,8})(\.(0|[1-9][0-9]{0,8})){2}/) != nil
    }
    check(["manifestVersion"], "1.17, or a later 1.…") { text in
      text.wholeMatch(of: /1\.[0-9]{1,3}/) != nil
    }
    guard let version = node(["manifestVersion"])?.value.string else { return }
    if let minor = Int(version.dropFirst(2)), minor < 17 {
      note(.warning, ["manifestVersion"], "is older than 1.17, which this check knows")
    }
    if let schema = node(["$schema"])?.value.string, !schema.contains("/v\(version)/") {
      note(.warning, ["$schema"], "is that of another version than manifestVersion")
    }
  }

  private mutating func checkTexts() {
    text(["name", "short"], most: 30)
    text(["name", "full"], most: 100)
    text(["description", "short"], most: 80)
    text(["description", "full"], most: 4_000)
    text(["developer", "name"], most: 32)
    for key in ["websiteUrl", "privacyUrl", "termsOfUseUrl"] {
      check(["developer", key], "an https address of at most 2048 characters") { text in
        text.utf16.count <= 2_048 && WebAddress(text)?.origin.scheme == .https
      }
    }
    check(["accentColor"], "a colour such as #1D5E63") { Image.Colour($0) != nil }
    for key in ["color", "outline"] {
      check(["icons", key], "the name of a file in the package") { name in
        !name.isEmpty && !name.hasPrefix("/") && !name.contains("..") && !name.contains("\\")
      }
    }
  }

  private mutating func checkBots() {
    guard let bots = node(["bots"])?.items, bots.count == 1, let bot = bots.first else {
      return note(.error, ["bots"], "must be a list of one bot")
    }
    check(["bots", "0", "botId"], "a GUID", Self.isGUID)
    let scopes = scopes(["bots", "0"])
    if bot["isNotificationOnly"]?.value.bool == true {
      note(.error, ["bots", "0", "isNotificationOnly"], "must be false, or nobody can write to it")
    }
    let lists = bot["commandLists"]?.items ?? []
    if lists.count > 3 { note(.error, ["bots", "0", "commandLists"], "are at most three") }
    for (index, list) in lists.enumerated() {
      let path = ["bots", "0", "commandLists", "\(index)"]
      if !self.scopes(path).isSubset(of: scopes) {
        note(.error, path + ["scopes"], "must be among those of the bot")
      }
      let commands = list["commands"]?.items ?? []
      if commands.count > 10 { note(.error, path + ["commands"], "are at most ten") }
      for number in commands.indices {
        text(path + ["commands", "\(number)", "title"], most: 32)
        text(path + ["commands", "\(number)", "description"], most: 128)
      }
      let titles = commands.compactMap { $0["title"]?.value.string }
      if Set(titles).count < titles.count {
        note(.error, path + ["commands"], "have a title twice")
      }
    }
  }

  private mutating func scopes(_ path: [String]) -> Set<String> {
    let items = node(path + ["scopes"])?.items.map { $0.value.string ?? "" } ?? []
    let known: Set = ["personal", "team", "groupChat"]
    if items.isEmpty || !known.isSuperset(of: items) || Set(items).count < items.count {
      note(.error, path + ["scopes"], "must be some of personal, team and groupChat, each once")
    }
    return Set(items)
  }

  private mutating func checkDomains() {
    guard let domains = node(["validDomains"]) else { return }
    if domains.items.count > 16 { note(.error, ["validDomains"], "are at most sixteen") }
    for index in domains.items.indices {
      let path = ["validDomains", "\(index)"]
      check(path, "the name of a host, without https:// and without a path") { text in
        let name = text.hasPrefix("*.") ? String(text.dropFirst(2)) : text
        return Host(name).map { !$0.isLiteral && name.contains(".") } ?? false
      }
      if domains.items[index].value.string?.hasPrefix("*.") == true {
        note(.warning, path, "lets in whoever gets a name below it; name the host itself")
      }
    }
  }

  private mutating func checkKeys() {
    for member in root.members where !Self.known.contains(member.key) {
      note(.error, [member.key], "is unknown to the schema")
    }
  }

  // MARK: Rules

  private mutating func text(_ path: [String], most: Int) {
    check(path, "a text of 1 to \(most) characters") { text in
      !text.allSatisfy(\.isWhitespace) && text.utf16.count <= most
    }
  }

  private mutating func check(_ path: [String], _ wanted: String, _ holds: (String) -> Bool) {
    guard let text = node(path)?.value.string else {
      return note(.error, path, "is missing; it must be \(wanted)")
    }
    if !holds(text) { note(.error, path, "must be \(wanted)") }
  }

  private static func isGUID(_ text: String) -> Bool {
    UUID(uuidString: text) != nil && text.contains { $0 != "0" && $0 != "-" }
  }

  /// A value by the keys and places that lead there.
  private func node(_ path: [String]) -> JSONMap? {
    var node: JSONMap? = root
    for key in path {
      if let index = Int(key), let items = node?.items {
        node = items.indices.contains(index) ? items[index] : nil
      } else {
        node = node?[key]
      }
    }
    return node
  }

  private mutating func note(
    _ severity: Diagnostic.Severity,
    _ path: [String],
    _ message: String
  ) {
    // Where it is missing, the nearest that is there has to do.
    var place = root.place
    for count in stride(from: path.count, through: 1, by: -1) {
      guard let found = node(Array(path[..<count])) else { continue }
      place = found.place
      break
    }
    diagnostics.append(
      Diagnostic(
        severity,
        "teams.manifest",
        file: file,
        line: place.line,
        column: place.column,
        "\(SettingsFault.quoted(path.joined(separator: "."))) \(message)"
      )
    )
  }

  private static let known: Set = [
    "$schema", "manifestVersion", "version", "id", "packageName", "localizationInfo", "developer",
    "name", "description", "icons", "accentColor", "configurableTabs", "staticTabs", "bots",
    "connectors", "subscriptionOffer", "composeExtensions", "permissions", "devicePermissions",
    "validDomains", "webApplicationInfo", "graphConnector", "showLoadingIndicator", "isFullScreen",
    "activities", "meetingExtensionDefinition", "authorization", "extensions", "dashboardCards",
    "configurableProperties", "supportedChannelTypes", "defaultBlockUntilAdminAction",
    "publisherDocsUrl", "defaultInstallScope", "defaultGroupCapability",
    // Of later versions.
    "copilotAgents", "intuneInfo", "elementRelationshipSet", "backgroundLoadConfiguration",
    "agenticUserTemplates", "supportsChannelFeatures",
  ]
}
