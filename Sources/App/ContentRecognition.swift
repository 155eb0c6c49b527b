internal import Dialogue
internal import Foundation
internal import Ground
internal import Norwegian
internal import People
internal import Understanding

/// `rakel recognise --content`: reads the lines of stdin and says what would be decided about each.
struct ContentRecognition {
  let reader: Reader
  let dispatcher: Dispatcher
  let role: Role
  let municipality: String?

  /// One JSON object a line on stdout, for every line of stdin.
  func run() {
    let now = Date()
    for line in LineReader() {
      let heard = Heard(line)
      let reading = reader.read(heard.text, in: Reader.Scope(municipality: municipality), at: now)
      let verdict = dispatcher.decide(reading, role: role)
      Output.line(Self.json(verdict, of: reading, heard: line).text)
    }
  }

  /// What the contract promises: a refusal names nothing, neither an intent nor an entity.
  static func json(_ verdict: Verdict, of reading: Reading, heard: String) -> JSON {
    var object = JSONObject()
    object["text"] = .string(reading.secrets.isEmpty ? heard : reading.text)
    object["decision"] = .string(verdict.decision.word)
    object["name"] = verdict.name.map(JSON.string) ?? .null
    object["confidence"] = .double(verdict.confidence)
    var isRefused = false
    if case .refused = verdict.decision { isRefused = true }
    object["candidates"] = .array(
      isRefused ? [] : verdict.candidates.prefix(5).map(json)
    )
    object["entities"] = .array(isRefused ? [] : reading.entities.map(\.json))
    object["language"] = .string((reading.language ?? .nb).rawValue)
    return .object(object)
  }

  private static func json(_ weighed: Weighed) -> JSON {
    [
      "kind": .string(weighed.candidate.kind.rawValue), "name": .string(weighed.candidate.name),
      "confidence": .double(weighed.confidence),
    ]
  }
}
