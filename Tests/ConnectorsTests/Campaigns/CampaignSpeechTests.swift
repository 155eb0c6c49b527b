import Foundation
import Ground
import Helpdesk
import TestKit
import Testing

@testable import Connectors

/// What the IT staff's words for a campaign are taken for, by the words that ship.
@Suite struct CampaignSpeechTests {
  private let speech: CampaignSpeech

  init() throws {
    speech = try CampaignSpeech(parsing: Self.text(of: "flows/words/campaign.json"), file: "w")
  }

  private static func text(of path: String) throws -> String {
    try String(contentsOf: Shared.checkout.appending(path: path), encoding: .utf8)
  }

  /// What a text may be taken for; one that tells no act may be asked about.
  private struct Row {
    var acts: Set<String>
    var text: String
  }

  private static func table(_ name: String) throws -> [Row] {
    try text(of: "Tests/Evaluation/\(name).tsv").split(separator: "\n").map { line in
      let parts = line.split(separator: "\t", maxSplits: 1).map(String.init)
      return Row(acts: Set(parts[0].split(separator: "|").map(String.init)), text: parts[1])
    }
  }

  /// How many are right, and the words of those that are not.
  private func score(_ rows: [Row]) -> (right: Int, wrong: [String]) {
    let wrong = rows.compactMap { row -> String? in
      let wish = speech.wish(in: row.text)
      let isRight = row.acts.contains(wish.act.rawValue)
      return isRight ? nil : "\(row.acts.sorted()) \(wish.act) \(wish.isSure): \(row.text)"
    }
    return (rows.count - wrong.count, wrong)
  }

  /// Orders that were never given, and would not be confirmed before they are followed.
  private func guessed(_ rows: [Row]) -> [String] {
    rows.filter { row in
      let wish = speech.wish(in: row.text)
      return [.pause, .resume, .stop].contains(wish.act) && wish.isSure
        && !row.acts.contains(wish.act.rawValue)
    }.map(\.text)
  }

  @Test func `knows what is wanted in what people write`() throws {
    let rows = try Self.table("campaign-acts")
    let (right, wrong) = score(rows)
    #expect(Double(right) >= 0.95 * Double(rows.count), "\(right) of \(rows.count): \(wrong)")
    #expect(guessed(rows) == [])
  }

  @Test func `knows it in words that were written before its own`() throws {
    let rows = try Self.table("campaign-acts-heldout")
    let (right, wrong) = score(rows)
    #expect(Double(right) >= 0.9 * Double(rows.count), "\(right) of \(rows.count): \(wrong)")
    #expect(guessed(rows) == [])
  }

  @Test func `the table has all utterances of the intent`() throws {
    let text = try Self.text(of: "intents/it-stab.lu")
    let after = try #require(text.components(separatedBy: "# StartRullering\n").dropFirst().first)
    let part = after.components(separatedBy: "\n# ")[0]
    let written = part.split(separator: "\n").filter { $0.hasPrefix("- ") && !$0.hasPrefix("- (") }
    let labelled = Set(try Self.table("campaign-acts").map(\.text))
    #expect(
      written.map { $0.dropFirst(2).trimmingCharacters(in: .whitespaces) }
        .filter { !labelled.contains($0) } == []
    )
  }

  @Test(arguments: [
    ("pause", ["pause", "sett … på pause"]), ("stop", ["stopp", "stop"]),
    ("resume", ["gjenoppta", "resume"]), ("start", ["start", "sett i gang", "køyr"]),
  ])
  func `knows the patterns of the intent`(act: String, verbs: [String]) {
    for verb in verbs {
      for noun in ["rulleringen", "rulleringa", "the rollout"] {
        let parts = verb.components(separatedBy: " … ")
        let text = [parts[0], noun, parts.count > 1 ? parts[1] : "", "i Storøya"]
        #expect(speech.wish(in: text.joined(separator: " ")).act.rawValue == act)
      }
    }
  }

  @Test(arguments: [
    "", "ikke stopp rulleringen", "don't pause the rollout", "stopp, eller start?", "svart",
    "jeg har svart på det", "\0\u{FFFD}", String(repeating: "stopp start ", count: 100_000),
  ])
  func `asks where an order is not clear`(text: String) {
    #expect(speech.wish(in: text).act == .ask)
  }

  @Test(arguments: [
    "puase rulleringen", "skal vi sette rulleringen på pause?", "brems rulleringen",
  ])
  func `is not sure of what is misspelt, wondered or said in other words`(text: String) {
    #expect(speech.wish(in: text) == CampaignWish(.pause, isSure: false))
  }

  @Test(arguments: [
    ("{", "words.json"), (#"{"halt": {}}"#, "words.unknown"),
    (#"{"stop": {"plain": {"nb": []}}}"#, "words.missing"),
    (#"{"stop": {"plain": {"nb": [1], "nn": [], "en": []}}}"#, "words.type"),
  ])
  func `says what is wrong with the words`(text: String, code: String) {
    #expect {
      try CampaignSpeech(parsing: text, file: "w")
    } throws: { error in
      (error as? PolicyFaults)?.all.map(\.code) == [code]
    }
  }
}
