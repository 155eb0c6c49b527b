import Ground
import TestKit
import Testing

// The settings are the program's own; no other module uses them.
@testable import App

@Suite struct SettingTests {
  @Test(arguments: [
    ("server.port", "RAKEL_SERVER_PORT"),
    ("server.maxBodyBytes", "RAKEL_SERVER_MAX_BODY_BYTES"),
    ("bot.appId", "RAKEL_BOT_APP_ID"),
    ("bot.appSecretFile", "RAKEL_BOT_APP_SECRET_FILE"),
    ("bot.allowHTTPOnLoopback", "RAKEL_BOT_ALLOW_HTTP_ON_LOOPBACK"),
    ("bot.retry5xx", "RAKEL_BOT_RETRY5XX"),
    ("privacy.keepDays.audit", "RAKEL_PRIVACY_KEEP_DAYS_AUDIT"),
  ])
  func `has a variable of the environment`(key: String, variable: String) {
    #expect(Setting.all.first { $0.key == key }?.variable == variable)
  }

  @Test func `stands once, under one variable, and no key is above another`() {
    let keys = Setting.all.map(\.key)
    #expect(Set(keys).count == keys.count)
    #expect(Set(Setting.all.map(\.variable)).count == keys.count)
    for key in keys { #expect(!keys.contains { $0.hasPrefix(key + ".") }) }
  }

  @Test(arguments: Setting.all.map(\.key))
  func `takes its own default back`(key: String) throws {
    let setting = try #require(Setting.all.first { $0.key == key })
    guard setting.standard != .null else { return }
    var configuration = ServerConfiguration()
    let input = SettingInput(value: setting.standard, isText: false, folder: nil)
    #expect(setting.set(input, in: &configuration))
    #expect(setting.value(in: configuration) == setting.standard)
  }

  @Test func `shows that there is a secret, and nothing of it`() throws {
    let room = try ConfigurationRoom()
    let path = try room.write("drift=bm9lIGhlbW1lbGln", to: "keys")
    let loaded = try room.load(
      ConfigurationRoom.sound + ["--webhook.keysFile", path],
      ["RAKEL_BOT_APP_SECRET": "hunter2"]
    )
    let page = SettingsPage(loaded)
    let text = page.lines.joined(separator: "\n") + page.json.prettyText + "\(loaded)"
    #expect(!text.contains("hunter2") && !text.contains("bm9l"))
    #expect(page.json["bot.appSecret"]?["value"] == "<secret>")
    #expect(page.json["bot.appSecret"]?["from"] == "RAKEL_BOT_APP_SECRET")
    #expect(page.json["bot.appSecretFile"]?["value"] == .null)
    #expect(page.json["webhook.keysFile"]?["value"] == .string(path))
    #expect(page.json["webhook.keysFile"]?["from"] == "--webhook.keysFile")
  }
}
