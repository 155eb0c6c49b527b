import Connectors
import Flows
import Foundation
import Ground
import StatesLanguage
import TestKit
import Testing

// Commands and what they read are the program's own; no other module uses them.
@testable import App

@Suite struct FlowFolderTests {
  private struct Bell: Connector {
    let name = "bell"
    let verbs = [
      Verb("ring", required: ["times"]), Verb("hear", waiting: .always, optional: ["*"]),
    ]
  }

  private let connectors = ResourceCatalogue([Bell()])

  @Test func `finds the flows and their cards, and what is wrong with them`() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      flow(#""rakel:bell.ring", "Parameters": {"times": 1}"#),
      to: "flows/b.asl.json"
    )
    try folder.write(flow(#""rakel:bell.rung""#), to: "flows/a.asl.json")
    try folder.write("{}", to: "flows/cards/c.json")
    try folder.write("not a flow", to: "flows/notes.txt")
    let flows = FlowFolder(path: folder.url.path)
    #expect(flows.names == ["a", "b"])
    #expect(flows.cards == ["c"])
    let faults = flows.faults(connectors: connectors)
    #expect(Set(faults.map(\.file)) == ["flows/cards/c.json", "flows/a.asl.json"])
    #expect(faults.contains { $0.code == "asl.unknown-verb" && $0.file == "flows/a.asl.json" })
    #expect(faults.contains { $0.code == "card.no-type" })
  }

  @Test(arguments: [
    (#""rakel:bell.hear.waitForTaskToken", "Parameters": {"loud": true}"#, nil),
    (#""rakel:bell.hear""#, "asl.waiting"),
    (#""rakel:bell.ring", "Parameters": {}"#, "asl.missing-parameter"),
    (#""rakel:bell.ring", "Parameters": {"times": 1, "loud": true}"#, "asl.unknown-parameter"),
    (#""rakel:bells.ring""#, "asl.unknown-connector"),
    (#""arn:aws:states:::sqs:sendMessage""#, "asl.resource"),
  ])
  func `knows what the connectors can do`(resource: String, code: String?) throws {
    let folder = try TemporaryFolder()
    try folder.write(flow(resource), to: "flows/a.asl.json")
    let faults = FlowFolder(path: folder.url.path).faults(connectors: connectors)
    #expect(faults.map(\.code) == [code].compactMap(\.self))
  }

  @Test func `finds a flow that another starts, and says where there is none`() throws {
    let folder = try TemporaryFolder()
    let catalogue = ResourceCatalogue([FlowConnector()])
    for (file, target) in [("a", "b"), ("b", "c")] {
      let call = "\"rakel:flow.start\", \"Parameters\": {\"flow\": \"\(target)\"}"
      try folder.write(flow(call), to: "flows/\(file).asl.json")
    }
    let faults = FlowFolder(path: folder.url.path).faults(connectors: catalogue)
    #expect(faults.map(\.code) == ["asl.missing-flow"])
    #expect(faults.map(\.file) == ["flows/b.asl.json"])
  }

  @Test func `says that a file cannot be read, is empty or is not UTF-8`() throws {
    let folder = try TemporaryFolder()
    let empty = try folder.write("", to: "empty.asl.json")
    func fault(of path: String) -> Diagnostic? {
      FlowFolder.faults(of: path, as: "f", connectors: nil, cards: []).first
    }
    #expect(fault(of: folder.path("missing"))?.code == "asl.unreadable")
    #expect(fault(of: folder.url.path)?.code == "asl.unreadable")
    #expect(fault(of: empty)?.code == "asl.json")
  }

  @Test func `checks flows by file and by folder`() async throws {
    let folder = try TemporaryFolder()
    let good = try folder.write(
      #"{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#,
      to: "flows/good.asl.json"
    )
    let content = folder.url.path
    #expect(await Rakel.run(["flow", "check", good]) == 0)
    #expect(await Rakel.run(["flow", "check", "--content", content]) == 0)
    let bad = try folder.write("{}", to: "flows/bad.asl.json")
    #expect(await Rakel.run(["flow", "check", good, bad, "--json"]) == 1)
    #expect(await Rakel.run(["flow", "check", "--content", content]) == 1)
    #expect(await Rakel.run(["flow", "check", "--wrong"]) == 2)
    #expect(await Rakel.run(["flow", "wrong"]) == 2)
    #expect(await Rakel.run(["flow"]) == 0)
  }

  private func flow(_ resource: String) -> String {
    #"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": \#(resource), "End": true}}}"#
  }
}
