import Connectors
import Foundation
import Ground
import Messaging
import TestKit
import Testing
import WorkingTime

@testable import App

/// Conversations with the flows that ship, as they ought to go, in simulated time.
///
/// `= kari` begins anew, as that user and with empty registers, `= ida readonly` where nothing may be changed in Graph; `/as ida` goes on as another. `> …` is said, `< …` comes
/// back, with `  1. …` to choose from. `! +2 days [09:00]` (working days) and `! +30 minutes` move the clock, `! ida
/// worklist …`, `case …` and `status …` is what the IT staff does on the command line, `! gains` what was saved; what
/// they print follows as `| …`. `~ ta den` is a click on that button of the newest card that ever had it, `! submit {…}`
/// presses a button of the newest card, and `! rollover …` is what ``TalkedRollover`` can have happen to machines and
/// campaigns; `! cleanup …` is what ``TalkedCleanup`` can have happen to licences. `! device ABC123 kari 2020-05-01 Latitude 7400` gives somebody a machine.
///
/// With `RAKEL_RECORD=1` the files are written anew; the difference is reviewed like code.
@Suite struct FlowTranscriptTests {
  private static let folder = Shared.checkout.appending(path: "Tests/Transcripts/flows")

  static let names =
    (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?
    .filter { $0.hasSuffix(".chat") }.sorted() ?? []

  @Test func `there is a transcript for every flow`() {
    let flows = FlowFolder(path: Shared.checkout.path).names
    #expect(!flows.isEmpty)
    #expect(flows.filter { !Self.names.contains("\($0).chat") } == [])
  }

  @Test(arguments: FlowFolder(path: Shared.checkout.path).names)
  func `starts only flows that are there, and speaks three languages`(name: String) throws {
    let folder = FlowFolder(path: Shared.checkout.path)
    let file = folder.folder.appending(path: name + FlowFolder.suffix)
    let flow = try JSON(parsing: String(contentsOf: file, encoding: .utf8))
    let started = (flow["States"]?.object ?? JSONObject()).compactMap { _, state in
      state["Resource"] == "rakel:flow.start" ? state["Parameters"]?["flow"]?.string : nil
    }
    #expect(started.filter { !folder.names.contains($0) } == [])
    #expect(Self.halfTranslated(in: flow) == [])
  }

  /// The texts that are not there in each language.
  private static func halfTranslated(in json: JSON) -> [JSON] {
    if let items = json.array { return items.flatMap(halfTranslated) }
    guard let object = json.object else { return [] }
    let languages = Set(object.keys.map { $0.replacing(".$", with: "") })
    let isText = !languages.isDisjoint(with: ["nb", "nn", "en"])
    if isText { return languages == ["nb", "nn", "en"] ? [] : [json] }
    return object.flatMap { halfTranslated(in: $0.value) }
  }

  @Test(arguments: names)
  func `goes as written`(name: String) async throws {
    let file = Self.folder.appending(path: name)
    let written = try String(contentsOf: file, encoding: .utf8)
    let played = try await Self.play(written)
    if ProcessInfo.processInfo.environment["RAKEL_RECORD"] == "1" {
      try Data(played.utf8).write(to: file)
    }
    #expect(played == written)
  }

  /// What a transcript is where it is played now.
  ///
  /// - Parameter look: looks at each conversation when it has ended.
  static func play(
    _ transcript: String,
    look: (FlowTalk) async throws -> Void = { _ in }
  ) async throws -> String {
    var talk = try FlowTalk(as: "kari")
    var lines: [String] = []
    for line in transcript.split(separator: "\n", omittingEmptySubsequences: false) {
      if ["< ", "  ", "| "].contains(where: line.hasPrefix) { continue }
      lines.append(String(line))
      let words = line.split(separator: " ").map(String.init)
      switch words.first {
      case "=":
        try await end(talk, look)
        let mayChange = !words.contains("readonly")
        talk = try FlowTalk(as: words[1], library: { $0.mayChangeGraph = mayChange })
      case "/as": lines += shown(try await talk.speak(as: words[1]))
      case ">": lines += shown(try await talk.say(String(line.dropFirst(2))))
      case "~": lines += shown(try await talk.click(line.dropFirst(2).lowercased()))
      case "!": lines += try await happen(Array(words.dropFirst()), in: talk)
      default: break
      }
    }
    try await end(talk, look)
    return lines.joined(separator: "\n")
  }

  private static func end(_ talk: FlowTalk, _ look: (FlowTalk) async throws -> Void) async throws {
    let failures = try await talk.failures()
    #expect(failures == [])
    try await look(talk)
  }

  /// What happens beside the conversation.
  private static func happen(_ words: [String], in talk: FlowTalk) async throws -> [String] {
    let rest = Array(words.dropFirst(2))
    switch (words.first ?? "", words.dropFirst().first ?? "") {
    case ("gains", _): return ["| \(try await talk.gains())"]
    case ("device", let serial):
      let model = rest.dropFirst(2).joined(separator: " ")
      try await talk.own(serial, user: rest[0], bought: Day(rest[1]), model: model)
      return []
    case (let count, "days"):
      let time = rest.first.flatMap { TimeOfDay($0) }
      return shown(try await talk.wait(days: Int(count) ?? 0, at: time))
    case (let count, "minutes"): return shown(try await talk.wait(minutes: Int(count) ?? 0))
    case (let user, "worklist"):
      return shown(try await talk.work(rest, as: user, WorklistCommand.Action.self))
    case (let user, "case"):
      return shown(try await talk.work(rest, as: user, CaseCommand.Action.self))
    case (let user, "status"):
      return shown(try await talk.work(rest, as: user, StatusCommand.Action.self))
    case ("submit", _):
      let data = try JSON(parsing: words.dropFirst().joined(separator: " "))
      return shown(try await talk.submit(data))
    case ("cleanup", _):
      let lines = try await TalkedCleanup(talk).happen(Array(words.dropFirst()))
      return shown((lines: lines, messages: try await talk.settled()))
    case ("rollover", _):
      let lines = try await TalkedRollover(talk).happen(Array(words.dropFirst()))
      return shown((lines: lines, messages: try await talk.settled()))
    default: throw UsageError("! \(words.joined(separator: " "))?")
    }
  }

  private static func shown(_ work: (lines: [String], messages: [OutgoingMessage])) -> [String] {
    // The names of executions are drawn anew each time.
    work.lines.map { "| \($0.replacing(#/, [\w-]+-[a-z0-9]{12}$/#, with: ""))" }
      + shown(work.messages)
  }

  private static func shown(_ messages: [OutgoingMessage]) -> [String] {
    messages.flatMap { message in
      message.text.split(separator: "\n", omittingEmptySubsequences: false).map { "< \($0)" }
        + message.options.enumerated().map { "  \($0 + 1). \($1)" }
    }
  }
}
