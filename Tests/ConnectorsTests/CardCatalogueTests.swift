import Cards
import Connectors
import Foundation
import Ground
import TestKit
import Testing

@Suite struct CardCatalogueTests {
  private static let fine = #"""
    {"type": "AdaptiveCard", "version": "1.5", "fallbackText": "a", "body": [
      {"type": "TextBlock", "text": "${name}", "wrap": true},
      {"type": "Input.Text", "id": "a", "label": "Navn"}],
      "actions": [{"type": "Action.Submit", "title": "Send"}]}
    """#

  /// The faults of a folder with these files.
  private func faults(_ files: [String: String]) throws -> [Diagnostic] {
    let folder = try TemporaryFolder()
    for (path, text) in files { try folder.write(text, to: path) }
    return CardCatalogue.faults(in: folder.url.path)
  }

  @Test func `finds no fault in what ships`() {
    #expect(CardCatalogue.faults(in: PeopleScene.folder.path).isEmpty)
    #expect(PeopleScene.shipped.names.contains("bekreft"))
  }

  @Test func `fills texts by language into samples as into what is sent`() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.fine, to: "cards/a.json")
    try folder.write(Self.fine, to: "cards/a.nn.json")
    try folder.write(#"{"name": {"nb": "eldre", "nn": "eldre enn"}}"#, to: "samples/a.json")
    let samples = CardCatalogue.samples(in: folder.url.path)
    #expect(samples.map(\.name) == ["a", "a.nn"])
    let texts = samples.map { $0.card.json["body"]?.array?.first?["text"]?.string }
    #expect(texts == ["eldre", "eldre enn"])
    #expect(CardCatalogue.faults(in: folder.url.path).isEmpty)
  }

  @Test func `finds no cards and no faults where there is no folder`() {
    #expect(CardCatalogue.faults(in: "/nowhere").isEmpty)
    #expect(CardCatalogue(flows: "/nowhere").names.isEmpty)
  }

  @Test(
    arguments: [
      (["cards/a.json": "{"], ["flows/cards/a.json:1:2: card.json"]),
      (
        ["cards/a.json": "[]"],
        ["shape", "no-type", "version"].map { "flows/cards/a.json:1:1: card.\($0)" }
      ),
      (["cards/a.json": fine], ["flows/cards/a.json:1:1: card.no-sample"]),
      (["cards/a.json": fine, "samples/a.json": #"{"name": "Kari"}"#], []),
      (
        ["cards/a.json": fine, "samples/a.json": #"[{"name": "Kari"}, {"nam": 1}]"#],
        // A variant that leaves its text out asks the same.
        ["flows/cards/a.json:2:36: card.no-such-data"]
      ),
      (["cards/a.json": fine, "samples/a.json": "{"], ["flows/samples/a.json:1:2: card.json"]),
      (["cards/a.nn.json": fine], ["flows/cards/a.nn.json:1:1: card.name"]),
      (
        ["cards/a.json": fine, "cards/a.de.json": fine, "samples/a.json": #"{"name": "K"}"#],
        ["flows/cards/a.de.json:1:1: card.name"]
      ),
      (
        [
          "cards/a.json": fine, "samples/a.json": #"{"name": "K"}"#,
          "cards/a.nn.json": fine.replacing(#""id": "a""#, with: #""id": "b""#),
        ], ["flows/cards/a.nn.json:1:1: card.variants-differ"]
      ),
      (
        ["cards/a.json": fine.replacing("Navn", with: ""), "samples/a.json": #"{"name": "K"}"#],
        ["flows/cards/a.json:3:3: card.label"]
      ),
    ] as [([String: String], [String])]
  )
  func `says what is wrong with a file`(files: [String: String], found: [String]) throws {
    let faults = try faults(files)
    #expect(faults.map { "\($0.file):\($0.line):\($0.column): \($0.code)" } == found)
  }

  @Test func `takes the variant of the language, else the first`() throws {
    let entry = try #require(PeopleScene.shipped["bekreft"])
    #expect(entry.template(in: .en).map["lang"]?.value == "en")
    #expect(
      CardCatalogue.Entry(first: entry.first, variants: [:]).template(in: .en).map["lang"]?.value
        == "nb"
    )
  }
}
