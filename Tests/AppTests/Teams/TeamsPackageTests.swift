import Foundation
import Ground
import TestKit
import Testing

// The package for Teams is the program's own; no other module uses it.
@testable import App

@Suite struct TeamsPackageTests {
  private static let details = TeamsManifest.Details(
    botID: "00000000-1111-2222-3333-444444444444",
    appID: "00000000-1111-2222-3333-444444444444",
    version: "1.0.0",
    domain: "rakel.example.no"
  )

  @Test func `makes of the shipped content what Teams takes, and the same each time`() throws {
    let package = TeamsPackage.bytes(of: try manifest())
    #expect(TeamsPackage.faults(of: package, file: "rakel.zip") == [])
    #expect(TeamsPackage.bytes(of: try manifest()) == package)
  }

  @Test func `draws icons of the right sizes and colours`() throws {
    let ground = try #require(Image.Colour("#1D5E63"))
    let colour = TeamsIcon.colour(ground: ground)
    let outline = TeamsIcon.outline()
    #expect(colour.width == 192 && outline.width == 32)
    #expect(outline.isWhiteOnNothing && !colour.isWhiteOnNothing)
    #expect(Array(colour.pixels[..<4]) == [0x1D, 0x5E, 0x63, 255])
  }

  @Test(arguments: [
    ("\"short\": \"Rakel\"", "\"short\": \"\(String(repeating: "x", count: 31))\"", "name.short"),
    ("\"short\": \"Rakel\"", "\"short\": \" \"", "name.short"),
    ("\"version\": \"1.0.0\"", "\"version\": \"1.0\"", "version"),
    ("\"version\": \"1.0.0\"", "\"version\": \"01.0.0\"", "version"),
    ("\"id\": \"0000", "\"id\": \"x000", "id"),
    ("\"botId\": \"0000", "\"botId\": \"", "bots.0.botId"),
    ("#1D5E63", "1D5E63", "accentColor"),
    ("https://fjordviken-ikt.example/rakel\"", "http://x.example\"", "developer.websiteUrl"),
    ("\"privacyUrl\"", "\"privacyURL\"", "developer.privacyUrl"),
    ("\"rakel.example.no\"", "\"https://rakel.example.no/\"", "validDomains.0"),
    ("\"isNotificationOnly\": false", "\"isNotificationOnly\": true", "isNotificationOnly"),
    ("\"title\": \"Hjelp\"", "\"title\": \"\"", "bots.0.commandLists.0.commands.0.title"),
    ("\"title\": \"Hjelp\"", "\"title\": \"Meld feil\"", "bots.0.commandLists.0.commands"),
    ("\"permissions\"", "\"premissions\"", "premissions"),
    ("\"color\": \"color.png\"", "\"color\": \"../color.png\"", "icons.color"),
  ])
  func `finds what Teams would refuse`(what: String, by: String, key: String) throws {
    let text = try manifest().json.prettyText
    #expect(text.contains(what))
    let check = try TeamsManifestCheck(text.replacing(what, with: by), file: "manifest.json")
    #expect(
      check.diagnostics.contains { $0.severity == .error && $0.message.contains(key) },
      "\(check.diagnostics)"
    )
  }

  @Test func `says where in the manifest it is`() throws {
    let text = "{\n  \"accentColor\": \"red\"\n}"
    let check = try TeamsManifestCheck(text, file: "m")
    let fault = try #require(check.diagnostics.first { $0.message.contains("accentColor") })
    #expect((fault.line, fault.column) == (2, 18))
  }

  @Test(arguments: [
    (["manifest.json"], "has no color.png"),
    (["rakel/manifest.json"], "has no manifest.json, not in a folder, but at its root"),
    ([], "has no manifest.json"),
  ])
  func `misses what is not in the archive`(names: [String], words: String) throws {
    var archive = StoredArchive()
    for name in names { archive.add(name, Array(try manifest().json.text.utf8)) }
    let faults = TeamsPackage.faults(of: archive.bytes, file: "a.zip")
    #expect(faults.contains { $0.message.hasPrefix(words) }, "\(faults)")
  }

  @Test func `wants icons of their sizes, and an outline of white alone`() throws {
    var archive = StoredArchive()
    let ground = try #require(Image.Colour("#1D5E63"))
    archive.add("manifest.json", Array(try manifest().json.text.utf8))
    archive.add("color.png", TeamsIcon.outline().png)
    archive.add("outline.png", Image(side: 32, ground, opacity: 255).png)
    let faults = TeamsPackage.faults(of: archive.bytes, file: "a.zip")
    #expect(
      faults.map(\.message) == [
        "is 32 × 32, and must be 192 × 192",
        "must be white on a transparent ground, and nothing else",
      ]
    )
  }

  @Test(arguments: 0..<50)
  func `outlives archives of every kind`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var archive = StoredArchive()
    archive.add("manifest.json", Array(try manifest().json.text.utf8))
    archive.add("outline.png", Image(side: 8, .white, opacity: 0).png)
    var bytes = archive.bytes
    for _ in 0...random.below(8) { bytes[random.below(bytes.count)] = UInt8(random.below(256)) }
    bytes.removeLast(random.below(60))
    _ = TeamsPackage.faults(of: bytes, file: "a.zip")
  }

  @Test func `refuses what teams.json does not have`() {
    #expect(throws: UsageError.self) {
      try TeamsManifest(Self.details, presence: ["nmae": [:]])
    }
    #expect(throws: UsageError.self) { try TeamsManifest(Self.details, presence: []) }
  }

  private func manifest() throws -> TeamsManifest {
    let file = Shared.checkout.appending(path: "teams.json").path
    return try TeamsManifest(Self.details, presence: JSONFile.json(file))
  }
}
