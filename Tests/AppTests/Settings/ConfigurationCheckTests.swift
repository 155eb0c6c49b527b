import Foundation
import Ground
import TestKit
import Testing

// The settings are the program's own; no other module uses them.
@testable import App

@Suite struct ConfigurationCheckTests {
  private typealias Room = ConfigurationRoom

  @Test(arguments: [
    ([], "bot.appId: error: is not set, and so nobody can reach Rakel"),
    (["--bot.appId", id], "--bot.appId: error: bot.appId needs its secret; set bot.appSecretFile"),
    (["--bot.appId", id], "bot.tenantId: error: is not set; a bot for one tenant"),
    (
      ["--bot.appId", id, "--bot.tenancy", "multiple"],
      "bot.allowedTenants: error: is empty; a bot for several tenants"
    ),
    (
      ["--bot.appSecretFile", "/nowhere"],
      "--bot.appSecretFile: error: bot.appSecret needs bot.appId"
    ),
    (
      ["--bot.appId", id, "--bot.appSecretFile", "/nowhere"],
      "--bot.appSecretFile: error: bot.appSecret lies in '/nowhere', which cannot be read"
    ),
    (
      ["--server.tls.certificate", "a"],
      "--server.tls.certificate: error: server.tls.certificate needs server.tls.key"
    ),
    (
      ["--server.tls.certificate", "/nowhere", "--server.tls.key", "/nowhere"],
      "--server.tls.key: error: server.tls.key names '/nowhere', which cannot be read"
    ),
    (["--server.host", "0.0.0.0"], "--server.host: warning: server.host takes plain HTTP"),
    (
      ["--server.host", "0.0.0.0", "--bot.emulator.enabled", "true"],
      "--bot.emulator.enabled: error: bot.emulator.enabled lets whoever reaches the server"
    ),
    (
      ["--bot.emulator.enabled", "true"],
      "bot.emulator.user: error: is not set; name the user"
    ),
    (
      ["--bot.emulator.enabled", "true", "--bot.emulator.user", "per"],
      "--bot.emulator.user: error: bot.emulator.user names a user that users.tsv does not have"
    ),
    (
      ["--bot.tokenEndpoint", "http://127.0.0.1:8080/token"],
      "--bot.tokenEndpoint: warning: bot.tokenEndpoint replaces Microsoft's"
    ),
    (
      ["--state.dir", "/etc/hostname"],
      "--state.dir: error: state.dir names '/etc/hostname', which is no folder"
    ),
  ])
  func `says what is wrong, and what to do`(words: [String], fault: String) throws {
    let faults = try Room().faults(words)
    #expect(faults.contains { $0.hasPrefix(fault) }, "\(faults)")
  }

  @Test func `says everything at once`() throws {
    let file = #"{"server": {"port": -1}, "bot": {"cloud": "mars", "emulator": {"enabled": true}}}"#
    let faults = try Room(file).load(["--server.host", "0.0.0.0"], ["RAKEL_X": "1"]).faults
    #expect(faults.count == 6, "\(faults)")
  }

  @Test func `lets the Emulator in on this machine alone, as a user there is`() throws {
    let words = ["--bot.emulator.enabled", "true", "--bot.emulator.user", "kari"]
    #expect(try Room().faults(words) == [])
  }

  @Test func `warns of secrets that everybody may read`() throws {
    let room = try Room()
    let path = try room.write("hemmelig", to: "secret", mode: 0o644)
    let faults = try room.faults(Room.sound + ["--bot.appSecretFile", path])
    #expect(faults.count == 1)
    #expect(
      faults.first?.contains("warning: bot.appSecret names 'secret', which everybody") == true
    )
  }

  @Test(arguments: [
    ("drift=a2V5\nskole=a2V5\n", nil),
    ("drift=a2V5,skole=a2V5", nil),
    ("drift=not base64", "no base64"),
    ("drift", "must be lines of name=key"),
    ("drift=a2V5\ndrift=a2V5", "must be lines of name=key"),
    ("\n", "is empty"),
    ("", "is empty"),
  ])
  func `checks the keys of webhooks without telling them`(text: String, words: String?) throws {
    let room = try Room()
    let path = try room.write(text, to: "keys")
    let faults = try room.faults(["--webhook.keysFile", path])
    #expect(faults.count == (words == nil ? 0 : 1), "\(faults)")
    if let words { #expect(faults.first?.contains(words) == true, "\(faults)") }
    #expect(faults.allSatisfy { !$0.contains("a2V5") && !$0.contains("not base64") })
  }

  @Test func `takes a certificate with its key, and refuses what is neither`() throws {
    let room = try Room()
    let certificate = try room.write("-----BEGIN CERTIFICATE-----", to: "cert.pem", mode: 0o644)
    let key = try room.write("-----BEGIN EC PRIVATE KEY-----", to: "key.pem")
    let tls = { (certificate: String, key: String) in
      Room.sound + ["--server.tls.certificate", certificate, "--server.tls.key", key]
    }
    #expect(try room.faults(tls(certificate, key), Room.secret) == [])
    #expect(try room.faults(tls(key, certificate), Room.secret).count == 3)
  }

  private static let id = "00000000-0000-0000-0000-0000000000A1"
}
