import Foundation
import People
import TestKit
import Testing

// The settings are the program's own; no other module uses them.
@testable import App

@Suite struct SourceSettingsTests {
  private static let id = "00000000-0000-0000-0000-0000000000a1"
  private static let application = ["--graph.tenantId", id, "--graph.clientId", id]

  /// What is added to an application without a secret, and what is said then.
  private static let incomplete: [(String, String)] = [
    ("", "--graph.clientId: error: graph.clientId needs its secret"),
    (
      "--graph.certificate /nowhere",
      "--graph.certificate: error: graph.certificate needs graph.key"
    ),
    ("--graph.key /nowhere", "--graph.key: error: graph.key needs graph.certificate"),
    (
      "--graph.clientSecretFile /nowhere --graph.key /nowhere",
      "graph.certificate: error: and a client secret are both set"
    ),
    (
      "--graph.clientSecretFile /nowhere",
      "--graph.clientSecretFile: error: graph.clientSecret lies in '/nowhere', which cannot"
    ),
    (
      "--graph.endpoint http://127.0.0.1:8700",
      "--graph.endpoint: warning: graph.endpoint replaces Microsoft's"
    ),
  ]

  @Test(arguments: incomplete)
  func `says what an application lacks`(words: String, fault: String) throws {
    let added = words.split(separator: " ").map(String.init)
    let faults = try ConfigurationRoom().faults(Self.application + added)
    #expect(faults.contains { $0.hasPrefix(fault) }, "\(faults)")
  }

  private static let wrong: [(String, String)] = [
    ("--graph.tenantId \(id)", "graph.clientId: error: is not set"),
    ("--graph.clientId \(id)", "graph.tenantId: error: is not set"),
    (
      "--graph.endpoint http://10.0.0.1",
      "--graph.endpoint: error: graph.endpoint must be an https"
    ),
    ("--graph.cloud mars", "--graph.cloud: error: graph.cloud must be global or usGov"),
    ("--snipeit.url https://x.example", "--snipeit.url: error: snipeit.url needs a key"),
    ("--snipeit.url http://x.example", "--snipeit.url: error: snipeit.url must be an https"),
    ("--snipeit.tokenFile /x", "--snipeit.tokenFile: error: snipeit.token needs snipeit.url"),
  ]

  @Test(arguments: wrong)
  func `says what is wrong, and what to do`(words: String, fault: String) throws {
    let faults = try ConfigurationRoom().faults(words.split(separator: " ").map(String.init))
    #expect(faults.contains { $0.hasPrefix(fault) }, "\(faults)")
  }

  @Test func `takes a certificate with its key, and no others`() throws {
    let room = try ConfigurationRoom()
    let certificate = try room.write(SigningKeys.firstCertificate, to: "graph.crt")
    let key = try room.write(SigningKeys.firstText, to: "graph.key")
    let other = try room.write(SigningKeys.secondText, to: "other.key")
    func faults(_ key: String) throws -> [String] {
      try room.faults(Self.application + ["--graph.certificate", certificate, "--graph.key", key])
        .filter { $0.contains("graph.") }
    }
    #expect(try faults(key) == [])
    #expect(try faults(other).contains { $0.hasSuffix("the key is not the certificate's") })
  }

  @Test func `needs nothing of the server's settings`() throws {
    let folder = try TemporaryFolder()
    try folder.write(#"{"snipeit": {"url": "https://x.example/s"}}"#, to: "server.json")
    var arguments = Arguments(["rest"])
    let settings = try SourceSettings(
      &arguments,
      content: folder.url.path,
      environment: ["RAKEL_SNIPEIT_TOKEN": "hemmelig"]
    )
    #expect(arguments.operands() == ["rest"])
    _ = try settings.snipeIT(transport: FakeTransport([]))
    #expect(throws: UsageError.self) { try settings.graph(transport: FakeTransport([])) }
    #expect(throws: UsageError.self) {
      try FleetFeed.named("glpi", settings, directory: Directory()) { _ in }
    }
  }
}
