import Flows
import Foundation
import Ground
import TestKit
import Testing

/// The pictures of the flows in `Tests/Pictures`, held against those that were looked at.
///
/// With `RAKEL_RECORD=1` they are drawn anew; the difference is reviewed like code.
@Suite struct FlowPictureTests {
  static let pictures: [(name: String, current: Set<String>, visited: Set<String>)] = [
    ("order-pc", ["Ask the leader"], ["Ask which PC", "Which answer?"]),
    ("rollout", ["Every user", "Book"], ["Prepare", "Tell"]),
    ("hostile", ["\"] --> s0[\"<script>alert(1)</script>", "no such state"], ["end"]),
  ]

  @Test(arguments: pictures)
  func `is drawn as it was`(name: String, current: Set<String>, visited: Set<String>) throws {
    let picture = FlowPicture(
      definition: try Self.definition(name),
      current: current,
      visited: visited
    )
    for (text, suffix) in [(picture.mermaid, "mmd"), (picture.dot, "dot")] {
      let file = Self.folder.appending(path: "\(name).\(suffix)")
      if ProcessInfo.processInfo.environment["RAKEL_RECORD"] == "1" {
        try Data(text.utf8).write(to: file)
      }
      #expect(try String(contentsOf: file, encoding: .utf8) == text)
    }
  }

  @Test func `marks the current state and the visited ones`() throws {
    let definition = try Self.definition("order-pc")
    let picture = FlowPicture(definition: definition, current: ["Order it"], visited: ["Cancelled"])
    let lines = picture.mermaid.split(separator: "\n")
    #expect(lines.contains { $0.hasPrefix("  class ") && $0.hasSuffix("_Orderit is_current") })
    #expect(lines.contains { $0.hasPrefix("  class ") && $0.hasSuffix("_Cancelled is_visited") })
    #expect(!FlowPicture(definition: definition).mermaid.contains("is_current"))
  }

  @Test(arguments: [
    (#"{"Variable": "$.a", "StringEquals": "ja"}"#, "a = \"ja\""),
    (#"{"Variable": "$.a.b", "NumericGreaterThanEquals": 3}"#, "a.b ≥ 3"),
    (#"{"Variable": "$.a", "TimestampLessThanPath": "$.b"}"#, "a < b"),
    (
      #"{"Variable": "$$.State.RetryCount", "NumericGreaterThanPath": "$most"}"#,
      "$$.State.RetryCount > $most"
    ),
    (#"{"Variable": "$.a", "BooleanEquals": false}"#, "a = false"),
    (#"{"Variable": "$.a", "StringMatches": "x*"}"#, "a matches \"x*\""),
    (#"{"Variable": "$.a", "IsPresent": false, "Next": "b"}"#, "a is not there"),
    (#"{"Variable": "$.a", "IsNumeric": true}"#, "a is numeric"),
    (#"{"Next": "b", "Not": {"Variable": "$.a", "IsNull": true}}"#, "not (a is null)"),
    (
      #"{"Or": [{"Variable": "$.a", "IsNull": true}, {"And": [{"Variable": "$.b", "NumericEquals": 1}, {}]}]}"#,
      "a is null or (b = 1 and …)"
    ),
    (
      #"{"Not": {"Not": {"Not": {"Not": {"Variable": "$.a", "IsNull": true}}}}}"#,
      "not (not (not (…)))"
    ),
    (#"{"Variable": 7, "StringEquals": {}}"#, "7 = {…}"), ("[]", "…"), ("{}", "…"),
  ])
  func `puts a rule in a few words`(rule: String, words: String) throws {
    var choice = try JSON(parsing: rule).object ?? JSONObject()
    choice["Next"] = "b"
    let picture = FlowPicture(definition: [
      "States": ["a": ["Type": "Choice", "Choices": [.object(choice)]], "b": ["Type": "Succeed"]]
    ])
    let label = picture.dot.split(separator: "\n").compactMap { line in
      line.split(separator: "label=\" ").last.flatMap { line.contains("->") ? $0 : nil }
    }.first
    #expect(label.map { Self.unescaped($0).hasPrefix("\(words) \\l") } == true)
  }

  @Test(arguments: [
    "null", "3", "[]", "{}", #"{"States": 3}"#, #"{"StartAt": "a"}"#,
    #"{"StartAt": 1, "States": []}"#,
    #"{"States": {"a": {"Type": "Map"}}}"#,
    #"{"States": {"a": {"Type": "Parallel", "Branches": {}}}}"#,
    #"{"States": {"a": {"Type": "Choice", "Choices": [1, {}, {"Next": 2}]}}}"#,
    #"{"States": {"a": {"Catch": [{"Next": "b", "ErrorEquals": 1}], "Next": [], "End": 1}}}"#,
    #"{"States": {"a": {"Type": "Wait", "Seconds": 9223372036854775807, "End": true}}}"#,
    #"{"States": {"a": {"Type": "Wait", "Seconds": -9223372036854775808, "Next": "a"}}}"#,
  ])
  func `draws what there is of a broken definition`(definition: String) throws {
    let picture = FlowPicture(definition: try JSON(parsing: definition))
    #expect(picture.mermaid.hasPrefix("flowchart TD\n"))
    #expect(picture.dot.hasSuffix("}\n"))
  }

  @Test func `bears states that are nested as deep as JSON may be`() {
    var definition: JSON = ["StartAt": "a", "States": ["a": ["Type": "Succeed"]]]
    for _ in 0..<127 {
      definition = [
        "StartAt": "m", "States": ["m": ["Type": "Map", "ItemProcessor": definition, "End": true]],
      ]
    }
    let picture = FlowPicture(definition: definition)
    #expect(picture.mermaid.split(separator: "\n").count { $0.contains("subgraph") } == 127)
    #expect(picture.dot.split(separator: "\n").count { $0.contains("subgraph") } == 127)
  }

  @Test func `cuts what is long`() {
    let long = String(repeating: "ø", count: 1_000_000)
    let picture = FlowPicture(definition: [
      "StartAt": .string(long),
      "States": [long: ["Type": "Task", "Resource": .string(long), "Next": .string(long)]],
    ])
    #expect(picture.mermaid.utf8.count < 2000)
    #expect(picture.dot.utf8.count < 3000)
  }

  @Test(arguments: [0, 1, 2, 3] as [UInt64])
  func `lets no name out of its quotes`(seed: UInt64) {
    let signs = Array("\"'`<>&;#%{}[]()|\\\n\r\0\u{202E}\u{2028}aé-=~:/*.\u{FFFE}").map(String.init)
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<50 {
      let name = (0..<12).map { _ in signs[generator.below(signs.count)] }.joined()
      let picture = FlowPicture(definition: [
        "StartAt": .string(name), "States": [name: ["Type": "Task", "Resource": .string(name)]],
      ])
      // Flow, start and state, and an arrow between them, and the styles; each on a line of its own.
      let mermaid = picture.mermaid.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(mermaid.count == 9)
      #expect(mermaid[1].split(separator: "\"", omittingEmptySubsequences: false).count == 3)
      #expect(!picture.mermaid.contains("%%") && !picture.mermaid.contains("`"))
      #expect(picture.dot.split(separator: "\n").count == 8)
    }
  }

  @Test(
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/dot"), "needs Graphviz"),
    arguments: pictures.map(\.name)
  )
  func `becomes an image`(name: String) throws {
    let picture = FlowPicture(definition: try Self.definition(name))
    let image = try picture.svg(searching: "/usr/bin")
    #expect(image.contains("<svg") && image.hasSuffix("</svg>\n"))
    #expect(!image.contains("<script"))
    if name == "hostile" {
      #expect(image.contains("\\N\\&quot; ]; digraph {"))
      #expect(image.contains("&lt;b&gt;&amp;&lt;/b&gt;"))
    }
  }

  @Test func `says that Graphviz is not there, or that nobody could read the image`() throws {
    let picture = FlowPicture(definition: try Self.definition("rollout"))
    let error = #expect(throws: GraphvizError.self) { try picture.svg(searching: "/nowhere::") }
    #expect(error == .notInstalled)
    #expect(error?.description.contains("apt-get install graphviz") == true)

    var states = JSONObject()
    for number in 0..<2001 { states["\(number)"] = ["Type": "Succeed"] }
    let large = FlowPicture(definition: ["States": .object(states)])
    #expect(throws: GraphvizError.tooLarge(states: 2003)) { try large.svg() }
  }

  private static let folder = Shared.checkout.appending(path: "Tests/Pictures")

  private static func definition(_ name: String) throws -> JSON {
    let data = try Data(contentsOf: folder.appending(path: "\(name).asl.json"))
    return try JSON(parsing: [UInt8](data))
  }

  private static func unescaped(_ text: Substring) -> String {
    [("&#34;", "\""), ("&#62;", ">"), ("&#60;", "<"), ("&#123;", "{"), ("&#125;", "}")]
      .reduce(String(text)) { $0.replacing($1.0, with: $1.1) }
  }
}
