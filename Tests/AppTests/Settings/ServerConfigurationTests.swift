import Foundation
import Ground
import TestKit
import Testing

// The settings are the program's own; no other module uses them.
@testable import App

@Suite struct ServerConfigurationTests {
  @Test
  func `takes the flag before the variable, that before the file, and that before the default`()
    throws
  {
    let room = try ConfigurationRoom(#"{"server": {"port": 1, "maxBodyBytes": 2000}}"#)
    let variables = ["RAKEL_SERVER_PORT": "2", "RAKEL_SERVER_REQUEST_SECONDS": "20"]
    let loaded = try room.load(["--server.port", "3"], variables)
    let server = loaded.configuration.server
    #expect(server.port == 3)
    #expect(server.requestSeconds == 20)
    #expect(server.maxBodyBytes == 2_000)
    #expect(server.maxConnections == 1_000)
    #expect(loaded.origin(of: "server.port") == .flag("--server.port"))
    #expect(
      loaded.origin(of: "server.requestSeconds") == .environment("RAKEL_SERVER_REQUEST_SECONDS")
    )
    #expect("\(loaded.origin(of: "server.maxBodyBytes"))".hasSuffix("server.json:1:24"))
    #expect(loaded.origin(of: "server.maxConnections") == .standard)
  }

  @Test func `finds nothing wrong with a bot that has its id, its tenant and its secret`() throws {
    let room = try ConfigurationRoom()
    let loaded = try room.load(ConfigurationRoom.sound, ConfigurationRoom.secret)
    #expect(loaded.faults == [])
    #expect(loaded.configuration.bot.appID == "00000000-0000-0000-0000-0000000000a1")
    #expect(loaded.configuration.bot.tenants == ["00000000-0000-0000-0000-0000000000b2"])
    #expect(try loaded.configuration.bot.appSecret?.read().reveal() == "hemmelig")
  }

  @Test(arguments: [
    ("{", "server.json:1:2: error: "),
    ("[]", "server.json:1:1: error: must be an object"),
    (
      #"{"server": {"prot": 1}}"#,
      #"server.json:1:13: error: there is no setting "server.prot" — did you mean "server.port"?"#
    ),
    (
      #"{"sever": {"port": 1}}"#,
      #"server.json:1:2: error: there is no setting "sever" — did you mean "server"?"#
    ),
    (#"{"server": 1}"#, #"server.json:1:2: error: "server" must be an object"#),
    (
      #"{"server": {"port": "80"}}"#,
      #"server.json:1:13: error: server.port must be a whole number from 0 to 65535, not "80""#
    ),
    (
      "{\"server\": {\n  \"port\": 1,\n  \"port\": 2}}",
      #"server.json:3:3: error: "server.port" stands twice; keep one of them"#
    ),
    (
      #"{"bot": {"appSecret": 7}}"#, "server.json:1:10: error: bot.appSecret must be a text"
    ),
    (
      #"{"bot": {"appSecret": "a", "appSecretFile": "b"}}"#,
      "server.json:1:28: error: bot.appSecret is set by another key too; keep one"
    ),
    (
      #"{"server": {"trustedProxies": ["10.0.0.0/33"]}}"#,
      "server.json:1:13: error: server.trustedProxies must be a list, each an address,"
        + #" or a network such as 10.0.0.0/8, not ["10.0.0.0/33"]"#
    ),
    (
      #"{"bot": {"tokenEndpoint": "http://login.example.no/t"}}"#,
      "server.json:1:10: error: bot.tokenEndpoint must be an https address,"
        + #" or an http one on this machine, not "http://login.example.no/t""#
    ),
    (
      #"{"bot": {"cloud": "mars"}}"#,
      "server.json:1:10: error: bot.cloud must be worldwide or usGovernment or china,"
        + #" not "mars""#
    ),
    (
      #"{"webhook": {"keys": {"drift": "a,b"}}}"#,
      "server.json:1:14: error: webhook.keys must be an object of name → key,"
        + " or name=key with commas between"
    ),
  ])
  func `says where in the file something is wrong`(file: String, fault: String) throws {
    let faults = try ConfigurationRoom(file).faults()
    #expect(faults.first?.hasPrefix(fault) == true, "\(faults)")
  }

  @Test(arguments: [
    (["RAKEL_SERVER_PORT": "x"], "RAKEL_SERVER_PORT: error: server.port must be a whole number"),
    (["RAKEL_CONTENT_WATCH": "ja"], "RAKEL_CONTENT_WATCH: error: content.watch must be true or"),
    (
      ["RAKEL_SERVER_PROT": "1"],
      "RAKEL_SERVER_PROT: warning: no setting has this variable — did you mean RAKEL_SERVER_PORT?"
    ),
    (
      ["RAKEL_BOT_APP_SECRET": "a", "RAKEL_BOT_APP_SECRET_FILE": "b"],
      "RAKEL_BOT_APP_SECRET_FILE: error: RAKEL_BOT_APP_SECRET is set too; set one of them"
    ),
    (["RAKEL_CONFIG": "/nowhere/server.json"], "/nowhere/server.json: error: cannot be read"),
  ])
  func `says which variable is wrong`(variables: [String: String], fault: String) throws {
    let faults = try ConfigurationRoom().faults([], variables)
    #expect(faults.first?.hasPrefix(fault) == true, "\(faults)")
  }

  @Test func `passes over empty variables and those of the tests`() throws {
    let variables = [
      "RAKEL_SHARED": "x", "RAKEL_SERVER_PORT": "", "RAKEL_RECORD": "1", "HOME": "/",
    ]
    let room = try ConfigurationRoom()
    let environment = variables.merging(ConfigurationRoom.secret) { $1 }
    #expect(try room.faults(ConfigurationRoom.sound, environment) == [])
  }

  @Test func `reads lists with commas between, and paths from the folder of their file`() throws {
    let room = try ConfigurationRoom(#"{"server": {"tls": {"certificate": "tls/a.pem"}}}"#)
    let variables = ["RAKEL_SERVER_TRUSTED_PROXIES": "10.0.0.1, ::1,fd00::/8"]
    let server = try room.load([], variables).configuration.server
    #expect(server.trustedProxies == ["10.0.0.1", "::1", "fd00::/8"])
    #expect(server.certificate == room.folder.path("tls/a.pem"))
  }

  @Test func `takes no secret from a command line`() throws {
    let room = try ConfigurationRoom()
    let error = #expect(throws: UsageError.self) { try room.load(["--bot.appSecret", "abc"]) }
    #expect(error?.description.contains("--bot.appSecretFile") == true)
    #expect(error?.description.contains("abc") == false)
  }

  @Test func `reads a secret from its file anew each time, without the line end`() throws {
    let room = try ConfigurationRoom()
    let path = try room.write("første\n", to: "secret")
    let words = ConfigurationRoom.sound + ["--bot.appSecretFile", path]
    let secret = try room.load(words).configuration.bot.appSecret
    #expect(try secret?.read().reveal() == "første")
    _ = try room.write("andre\r\n", to: "secret")
    #expect(try secret?.read().reveal() == "andre")
  }

  @Test(arguments: ["}", "nul\u{0}", String(repeating: "[", count: 10_000)])
  func `says what is wrong with a file that is no JSON`(file: String) throws {
    let faults = try ConfigurationRoom(file).faults()
    #expect(faults.first?.hasPrefix("server.json:1:") == true)
  }
}
